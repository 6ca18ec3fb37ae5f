import type { RecoverWords } from '../../recover/words.ts';

export const recover: RecoverWords = {
  titles: { recover: 'Gerät verloren' },
  recover: {
    noLinkTitle: 'Gerät verloren?',
    noLinkText: 'Sie brauchen einen Link, den wir Ihnen per E-Mail senden. So bekommen Sie ihn:',
    noLinkSteps: [
      'Melden Sie sich mit Benutzername und Passwort an.',
      'Wenn Sie nach dem Code gefragt werden, wählen Sie „Ich habe keinen Zugriff auf meine Authenticator-App“.',
      'Öffnen Sie den Link in unserer E-\u2060Mail.',
    ],
    smsTitle: 'Mit dem Telefon bestätigen',
    smsText: 'Damit wir sicher sind, dass Sie es sind, senden wir einen sechsstelligen Code per SMS an die Telefonnummer Ihres Kontos.',
    nothingYet: 'Bisher hat sich nichts geändert. Die Zwei-Faktor-Anmeldung wird erst ausgeschaltet, wenn Sie den Code eingegeben haben.',
    sendSms: 'SMS senden',
    sendNewSms: 'Neue SMS senden',
    sendSmsIn: (countdown) => `Neue SMS in ${countdown}`,
    newCodeTitle: 'Sie brauchen einen neuen Code',
    smsUsedUp: 'Mit diesem Link können wir keine weitere SMS senden. Melden Sie sich erneut an, um eine neue E-Mail anzufordern.',
    codeTitle: 'Code aus der SMS eingeben',
    sentTo: (phone) => `Wir haben einen sechsstelligen Code an ${phone} gesendet.`,
    code: 'Code aus der SMS',
    codeFilledIn: 'Der Code aus der SMS wurde eingetragen.',
    send: 'Absenden',
    whatSendDoes: 'Damit wird die Zwei-Faktor-Anmeldung ausgeschaltet, und alle Ihre Geräte werden abgemeldet.',
    noMoreSms: 'Mit diesem Link können wir keine weitere SMS senden.',
    doneTitle: 'Die Zwei-Faktor-Anmeldung ist aus',
    doneText:
      'Sie können sich jetzt mit Ihrem Passwort anmelden. Danach können Sie in der Kontosicherheit wieder eine Authenticator-App einrichten.',
    doneTold:
      'Wir haben Sie per E-Mail und SMS benachrichtigt. Codes aus Ihrer bisherigen App und Ihre Wiederherstellungs\u00adcodes gelten nicht mehr.',
    overTitles: {
      recovery_expired: 'Dieser Link gilt nicht mehr',
      invalid_token: 'Dieser Link ist nicht vollständig',
      contact_too_new: 'Noch nicht möglich',
    },
    overTexts: {
      recovery_expired: 'Er wurde schon verwendet, abgebrochen oder durch einen neueren ersetzt, oder er ist älter als fünf Minuten.',
      invalid_token: 'Ein Teil davon fehlt. Bitte öffnen Sie ihn direkt in der E-Mail.',
      contact_too_new:
        'Ihre E-Mail-Adresse oder Telefonnummer wurde vor weniger als 24 Stunden geändert. Zum Schutz Ihres Kontos kann sie hierfür erst nach 24 Stunden verwendet werden. Wenn Sie sie nicht selbst geändert haben, schreiben Sie uns.',
    },
    overWayOn: 'Für einen neuen Link melden Sie sich erneut an und wählen „Ich habe keinen Zugriff auf meine Authenticator-App“.',
    cancelTitle: 'Waren Sie das nicht?',
    cancelText:
      'Hat jemand in Ihrem Konto etwas getan oder versucht, und das waren nicht Sie? Dann drücken Sie die Schaltfläche unten. Das bewirkt sie:',
    cancelSteps: [
      'Ihr Passwort gilt nicht mehr, und alle Ihre Geräte werden abgemeldet.',
      'Laufende Wiederherstellungen und Anfragen an den Support werden gestoppt.',
      'Wir senden Ihnen eine E-\u2060Mail mit einem Link für ein neues Passwort.',
    ],
    cancel: 'Das war ich nicht',
    cancelling: 'Einen Moment…',
    cancelHint: 'Bisher hat sich nichts geändert.',
    cancelledTitle: 'Sehen Sie in Ihren E-Mails nach und wählen Sie ein neues Passwort',
    cancelledText:
      'Ihr altes Passwort gilt nicht mehr, alle Ihre Geräte sind abgemeldet, und laufende Vorgänge sind gestoppt. Einen Link für ein neues Passwort haben wir gerade an die E-\u2060Mail-Adresse Ihres Kontos gesendet. Wenn diese Adresse nicht mehr Ihnen gehört, schreiben Sie uns.',
    cancelledElsewhere:
      'Falls Sie das alte Passwort auch anderswo verwenden, ändern Sie es auch dort: Vermutlich kennt es jemand. Geben Sie nie einen Code oder Link weiter.',
    noMail: 'Keine E-Mail? Neue anfordern',
    cancelOverTitles: { link_expired: 'Dieser Link ist zu alt', invalid_token: 'Dieser Link ist nicht vollständig' },
    cancelOverTexts: {
      link_expired:
        'Er ist sieben Tage lang gültig. Wenn etwas in Ihrem Konto nicht von Ihnen kam, wählen Sie jetzt ein neues Passwort: Auch damit werden alle Ihre Geräte abgemeldet.',
      invalid_token: 'Ein Teil davon fehlt. Bitte öffnen Sie ihn direkt in der E-Mail oder wählen Sie gleich ein neues Passwort.',
    },
    toNewPassword: 'Neues Passwort wählen',
    writeToUs: 'Schreiben Sie uns',
    nothingLeft: 'Sie kommen nicht an Ihre E-\u2060Mails oder Ihr Telefon?',
  },
  failures: {
    recovery_expired: 'Dieser Link gilt nicht mehr.',
    contact_incomplete: 'An die Telefonnummer Ihres Kontos können wir keine SMS senden. Bitte schreiben Sie uns stattdessen.',
    too_soon: 'Eine weitere SMS kann noch nicht gesendet werden.',
    after_wrong_codes: 'Es wurden zu viele falsche Codes eingegeben.',
    too_many_sms: 'Im Moment kann keine weitere SMS gesendet werden.',
    delivery_failed: 'Die SMS konnte nicht gesendet werden. Bitte versuchen Sie es gleich noch einmal.',
    no_more_sms: 'Der Link ist abgelaufen, daher kann keine neue SMS gesendet werden. Der Code, den Sie erhalten haben, gilt noch.',
    code_expired: 'Dieser Code ist abgelaufen.',
    challenge_locked: 'Es wurden zu viele falsche Codes eingegeben. Dieser Code gilt nicht mehr.',
  },
};
