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
    smsText: 'Um sicherzugehen, dass Sie es sind, senden wir einen sechsstelligen Code per SMS an die Telefonnummer Ihres Kontos.',
    nothingYet: 'Noch hat sich nichts geändert. Erst wenn Sie den Code eingegeben haben, wird die Zwei-Faktor-Anmeldung ausgeschaltet.',
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
    whatSendDoes: 'Das schaltet die Zwei-Faktor-Anmeldung aus und meldet alle Ihre Geräte ab.',
    noMoreSms: 'Mit diesem Link können wir keine weitere SMS senden.',
    doneTitle: 'Die Zwei-Faktor-Anmeldung ist ausgeschaltet',
    doneText:
      'Melden Sie sich jetzt mit Ihrem Passwort an. Danach können Sie in der Kontosicherheit wieder eine Authenticator-App einrichten.',
    doneTold:
      'Das haben wir Ihnen auch per E-Mail und SMS mitgeteilt. Codes aus Ihrer bisherigen App und Ihre Wiederherstellungs\u00adcodes gelten nicht mehr.',
    overTitles: {
      recovery_expired: 'Dieser Link gilt nicht mehr',
      invalid_token: 'Dieser Link ist unvollständig',
      contact_too_new: 'Noch nicht möglich',
    },
    overTexts: {
      recovery_expired: 'Er ist älter als fünf Minuten, wurde schon verwendet oder gestoppt, oder es gibt einen neueren.',
      invalid_token: 'Ein Teil davon fehlt. Bitte öffnen Sie ihn direkt in der E-Mail.',
      contact_too_new:
        'Ihre E-Mail-Adresse oder Telefonnummer wurde gerade erst geändert. Zum Schutz Ihres Kontos geht das erst 24 Stunden nach der Änderung. Waren Sie das nicht selbst? Dann schreiben Sie uns.',
    },
    overWayOn: 'Für einen neuen Link melden Sie sich erneut an und wählen „Ich habe keinen Zugriff auf meine Authenticator-App“.',
    cancelTitle: 'Das waren nicht Sie?',
    cancelText:
      'Hat jemand anderes in Ihrem Konto etwas getan oder versucht? Dann wählen Sie unten „Das war ich nicht“. Das passiert dann:',
    cancelSteps: [
      'Ihr Passwort gilt nicht mehr, und alle Ihre Geräte werden abgemeldet.',
      'Laufende Wiederherstellungen und Anfragen an den Support werden gestoppt.',
      'Wir senden Ihnen eine E-\u2060Mail mit einem Link für ein neues Passwort.',
    ],
    cancel: 'Das war ich nicht',
    cancelling: 'Einen Moment\u00a0…',
    cancelHint: 'Noch hat sich nichts geändert.',
    cancelledTitle: 'Prüfen Sie Ihr Postfach und legen Sie ein neues Passwort fest',
    cancelledText:
      'Ihr altes Passwort gilt nicht mehr, alle Ihre Geräte sind abgemeldet, und was gerade lief, ist gestoppt. Den Link für ein neues Passwort haben wir an die E-\u2060Mail-Adresse Ihres Kontos gesendet. Wenn sie nicht mehr Ihnen gehört, schreiben Sie uns.',
    cancelledElsewhere:
      'Verwenden Sie das alte Passwort noch anderswo? Dann ändern Sie es auch dort, denn vermutlich kennt es jemand. Geben Sie nie einen Code oder Link weiter.',
    noMail: 'Neue E-Mail anfordern',
    cancelOverTitles: { link_expired: 'Dieser Link ist zu alt', invalid_token: 'Dieser Link ist unvollständig' },
    cancelOverTexts: {
      link_expired:
        'Er ist sieben Tage lang gültig. Wenn etwas in Ihrem Konto nicht von Ihnen kam, legen Sie jetzt ein neues Passwort fest: Auch damit werden alle Ihre Geräte abgemeldet.',
      invalid_token: 'Ein Teil davon fehlt. Bitte öffnen Sie ihn direkt in der E-Mail oder legen Sie gleich ein neues Passwort fest.',
    },
    toNewPassword: 'Neues Passwort festlegen',
    writeToUs: 'Schreiben Sie uns',
    nothingLeft: 'Kein Zugriff mehr auf E-\u2060Mail oder Telefon?',
  },
  failures: {
    recovery_expired: 'Dieser Link gilt nicht mehr.',
    contact_incomplete: 'An die Telefonnummer Ihres Kontos können wir keine SMS senden. Bitte schreiben Sie uns stattdessen.',
    too_soon: 'Für eine weitere SMS ist es noch zu früh.',
    after_wrong_codes: 'Es wurden zu viele falsche Codes eingegeben.',
    too_many_sms: 'Im Moment können wir keine weitere SMS senden.',
    delivery_failed: 'Die SMS konnte nicht gesendet werden. Bitte versuchen Sie es gleich noch einmal.',
    no_more_sms: 'Der Link ist abgelaufen, deshalb können wir keine neue SMS senden. Der Code, den Sie haben, gilt noch.',
    code_expired: 'Dieser Code ist abgelaufen.',
    challenge_locked: 'Es wurden zu viele falsche Codes eingegeben. Dieser Code gilt nicht mehr.',
  },
};
