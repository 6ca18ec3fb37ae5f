import type { RecoverWords } from '../../recover/words.ts';

export const recover: RecoverWords = {
  titles: { recover: 'Gerät verloren' },
  recover: {
    noLinkTitle: 'Gerät verloren?',
    noLinkText: 'Sie brauchen einen Link, den wir Ihnen per E-Mail senden. So bekommen Sie ihn:',
    noLinkSteps: [
      'Melden Sie sich mit Benutzername und Passwort an.',
      'Wo nach dem Code gefragt wird, wählen Sie „Ich habe keinen Zugriff auf meine Authenticator-App“.',
      'Öffnen Sie den Link in unserer E-\u2060Mail. Haben Sie diese Seite neu geladen, öffnen Sie ihn dort noch einmal.',
    ],
    smsTitle: 'Mit dem Telefon bestätigen',
    smsText: 'Damit wir sicher sind, dass Sie es sind, senden wir einen sechsstelligen Code per SMS an die Telefonnummer Ihres Kontos.',
    nothingYet: 'Bisher hat sich nichts geändert. Die Zwei-Faktor-Anmeldung wird erst ausgeschaltet, wenn Sie den Code eingegeben haben.',
    sendSms: 'SMS senden',
    sendNewSms: 'Neue SMS senden',
    sendSmsIn: (countdown) => `Neue SMS in ${countdown}`,
    newCodeTitle: 'Sie brauchen einen neuen Code',
    smsUsedUp:
      'Mit diesem Link kann keine weitere SMS gesendet werden. Melden Sie sich erneut an und lassen Sie sich eine neue E-Mail senden.',
    codeTitle: 'Code aus der SMS eingeben',
    sentTo: (phone) => `Wir haben einen sechsstelligen Code an ${phone} gesendet.`,
    code: 'Code aus der SMS',
    codeFilledIn: 'Der Code aus der SMS wurde eingetragen.',
    send: 'Absenden',
    whatSendDoes: 'Damit wird die Zwei-Faktor-Anmeldung ausgeschaltet, und alle Ihre Geräte werden abgemeldet.',
    noMoreSms: 'Mit diesem Link kann keine weitere SMS gesendet werden.',
    doneTitle: 'Die Zwei-Faktor-Anmeldung ist aus',
    doneText: 'Melden Sie sich jetzt mit Ihrem Passwort an. Danach können Sie in der Kontosicherheit eine neue OTP-Keycard einrichten.',
    doneTold:
      'Wir haben Sie per E-Mail und SMS benachrichtigt. Ihre alte OTP-Keycard und ihre Wiederherstellungs\u00adcodes funktionieren nicht mehr.',
    overTitles: {
      recovery_expired: 'Dieser Link gilt nicht mehr',
      invalid_token: 'Dieser Link ist nicht vollständig',
      contact_too_new: 'Noch nicht möglich',
    },
    overTexts: {
      recovery_expired: 'Er wurde schon verwendet oder abgebrochen, es wurde ein neuerer gesendet, oder er ist älter als fünf Minuten.',
      invalid_token: 'Ein Teil davon ist unterwegs verloren gegangen. Bitte öffnen Sie ihn direkt in der E-Mail.',
      contact_too_new:
        'Ihre E-Mail-Adresse oder Telefonnummer wurde vor weniger als 24 Stunden geändert. Zum Schutz Ihres Kontos können sie so lange nicht dafür verwendet werden. Wenn nicht Sie sie geändert haben, schreiben Sie uns.',
    },
    overWayOn: 'Für einen neuen Link melden Sie sich erneut an und wählen „Ich habe keinen Zugriff auf meine Authenticator-App“.',
    cancelTitle: 'Waren Sie das nicht?',
    cancelText: 'In Ihrem Konto hat jemand etwas getan oder versucht, und das waren nicht Sie? Dann drücken Sie den Knopf:',
    cancelSteps: [
      'Ihr Passwort gilt nicht mehr, und alle Geräte werden abgemeldet.',
      'Laufende Wiederherstellungen und Anträge werden abgebrochen.',
      'Wir senden Ihnen eine E-\u2060Mail mit einem Link für ein neues Passwort.',
    ],
    cancel: 'Das war ich nicht',
    cancelling: 'Einen Moment…',
    cancelHint: 'Bisher hat sich nichts geändert.',
    cancelledTitle: 'Sehen Sie in Ihren Posteingang und legen Sie ein neues Passwort fest',
    cancelledText:
      'Ihr altes Passwort gilt nicht mehr, alle Geräte sind abgemeldet, und was gerade lief, ist abgebrochen. Wie Sie ein neues festlegen, haben wir gerade an die E-\u2060Mail-Adresse Ihres Kontos geschrieben. Gehört die Ihnen nicht mehr, schreiben Sie uns.',
    cancelledElsewhere:
      'Falls Sie das alte Passwort auch anderswo verwenden, ändern Sie es dort ebenfalls: Wahrscheinlich kennt es jemand. Geben Sie nie einen Code oder Link weiter.',
    noMail: 'Keine E-Mail? Neue anfordern',
    cancelOverTitles: { link_expired: 'Dieser Link ist zu alt', invalid_token: 'Dieser Link ist nicht vollständig' },
    cancelOverTexts: {
      link_expired:
        'Er gilt sieben Tage. Wenn etwas in Ihrem Konto nicht von Ihnen war, legen Sie jetzt ein neues Passwort fest: Auch damit werden alle Geräte abgemeldet.',
      invalid_token:
        'Ein Teil davon ist unterwegs verloren gegangen. Bitte öffnen Sie ihn direkt in der E-Mail oder legen Sie gleich ein neues Passwort fest.',
    },
    toNewPassword: 'Neues Passwort festlegen',
    writeToUs: 'Schreiben Sie uns',
    nothingLeft: 'Weder E-Mail noch Telefon mehr?',
  },
  failures: {
    recovery_expired: 'Dieser Link gilt nicht mehr.',
    contact_incomplete:
      'An die Telefonnummer Ihres Kontos können wir keine SMS senden. Nutzen Sie das Formular für alle, die weder E-Mail noch Telefon haben.',
    too_soon: 'Für eine weitere SMS ist es noch zu früh.',
    after_wrong_codes: 'Es gab zu viele falsche Codes.',
    too_many_sms: 'Im Moment kann keine weitere SMS gesendet werden.',
    delivery_failed: 'Die SMS konnte nicht gesendet werden. Bitte versuchen Sie es gleich noch einmal.',
    no_more_sms: 'Der Link ist abgelaufen, daher kann keine neue SMS gesendet werden. Der Code, den Sie erhalten haben, gilt noch.',
    code_expired: 'Dieser Code ist abgelaufen.',
    challenge_locked: 'Es gab zu viele falsche Codes. Dieser Code gilt nicht mehr.',
  },
};
