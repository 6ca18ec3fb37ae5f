import type { LoginWords } from '../../login/words.ts';

export const login: LoginWords = {
  titles: { home: 'Willkommen', login: 'Anmelden', security: 'Kontosicherheit' },
  oneMoment: 'Einen Moment\u00a0…',

  welcome: 'Melden Sie sich an oder verwalten Sie die Sicherheit Ihres Kontos.',
  toSecurity: 'Kontosicherheit',
  logOut: 'Abmelden',

  username: 'E-Mail-Adresse oder Benutzername',
  stayLoggedIn: 'Angemeldet bleiben',
  stayLoggedInHint: '30 Tage auf diesem Gerät. Bitte nicht auf Geräten, die auch andere nutzen.',
  logIn: 'Anmelden',
  loggingIn: 'Anmeldung läuft\u00a0…',
  working:
    'Einen Moment: Für diesen Benutzernamen wurden viele falsche Passwörter eingegeben. Deshalb löst Ihr Gerät zuerst eine kleine Rechenaufgabe. Sie müssen nichts tun.',
  loggedOut: 'Sie sind abgemeldet.',
  sessionEnded: 'Ihre Sitzung ist abgelaufen. Bitte melden Sie sich erneut an.',
  askedAnew: 'Der Shop bittet Sie, sich noch einmal anzumelden.',
  refused: (parameter) => `Wir können Sie nicht zur vorigen Seite zurückbringen, weil sie hier nicht registriert ist (${parameter}).`,
  backFailed: 'Wir konnten Sie gerade nicht zum Shop zurückbringen. Bitte versuchen Sie es noch einmal.',
  backOver: 'Das hat zu lange gedauert. Bitte beginnen Sie noch einmal im Shop.',
  goBack: 'Zurück zum Shop',
  askLogOut: 'Möchten Sie sich abmelden?',
  toSeeSecurity: 'Bitte melden Sie sich an, um zur Kontosicherheit zu kommen.',
  forgotten: 'Passwort vergessen?',
  signUp: 'Konto anlegen',

  codeTitle: 'Code eingeben',
  codeSentTo: (address) => `Wir haben einen sechsstelligen Code an ${address} gesendet.`,
  codeStillGood: (address, time) =>
    `Der Code, den wir um ${time} Uhr an ${address} gesendet haben, ist noch gültig. Bitte geben Sie ihn ein.`,
  codeInApp: 'Öffnen Sie Ihre Authenticator-App und geben Sie die sechs Ziffern ein, die sie anzeigt.',
  code: 'Sechsstelliger Code',
  confirm: 'Bestätigen',
  sendCode: 'Code per E-Mail senden',
  confirmByMail: (address) => `Lassen Sie sich zur Bestätigung einen Code an ${address} senden und geben Sie ihn hier ein.`,
  sendNewCode: 'Neuen Code senden',
  sendNewCodeIn: (countdown) => `Neuer Code in ${countdown}`,
  oneMinuteLeft: 'Ihr Code ist noch eine Minute gültig.',
  codeGoneTitle: 'Sie brauchen einen neuen Code',
  codeComesTitle: 'Ihr Code kommt gleich',
  codeComesAt: (address, time) =>
    `Den nächsten Code senden wir um ${time} Uhr an ${address}, vorher geht es nicht. Lassen Sie diese Seite einfach geöffnet.`,
  codeComesIn: (countdown) => `Wird in ${countdown} gesendet`,
  nextCodeTooLate: (time) =>
    `Nach so vielen falschen Codes können wir den nächsten erst um ${time} Uhr senden. Bitte melden Sie sich dann erneut an.`,
  appWaitTitle: 'Bitte kurz warten',
  appWaitText: (time) =>
    `Nach so vielen falschen Codes können Sie den nächsten erst um ${time} Uhr eingeben. Lassen Sie diese Seite geöffnet, das Eingabefeld erscheint von selbst.`,
  useRecoveryCode: 'Wiederherstellungscode verwenden',
  useCode: 'Sechsstelligen Code verwenden',
  recoveryCode: 'Wiederherstellungscode',
  recoveryCodeTitle: 'Wiederherstellungs\u00adcode eingeben',
  recoveryCodeText: 'Einer der zehn Codes, die Sie beim Einschalten der Zwei-Faktor-Anmeldung bekommen haben. Jeder gilt nur einmal.',

  lockedTitle: 'Diese Anmeldung ist gesperrt',
  lockedText:
    'Es wurden zu viele falsche Codes eingegeben. Zum Schutz Ihres Kontos haben wir diese Anmeldung beendet. Bitte melden Sie sich erneut an.',
  expiredTitle: 'Das hat zu lange gedauert',
  expiredText: 'Zum Schutz Ihres Kontos haben Sie für eine Anmeldung 15 Minuten Zeit.',
  overTitle: 'Diese Anmeldung ist beendet',
  overText: 'Sie haben sie anderswo abgeschlossen, oder in Ihrem Konto hat sich inzwischen etwas geändert.',
  tooManyTitle: 'Zu viele falsche Codes',
  tooManyText: (time) => `Zum Schutz Ihres Kontos können Sie erst ab ${time} Uhr wieder einen Code eingeben.`,
  otherAccount: 'Anderes Konto verwenden',

  loggedInTitle: 'Sie sind angemeldet',
  handoverOver: 'Der Link gilt nur einmal und nur kurz. Bitte öffnen Sie diese Seite noch einmal vom Shop aus.',
  loggedOutEverywhere: 'Sie sind auf allen Geräten abgemeldet.',

  lost: {
    noApp: 'Ich habe keinen Zugriff auf meine Authenticator-App',
    asking: 'E-Mail wird gesendet\u00a0…',
    sentTitle: 'Prüfen Sie Ihr Postfach',
    sentTo: (address) => `Wir haben einen Link an ${address} gesendet.`,
    whatNext:
      'Öffnen Sie ihn, egal auf welchem Gerät. Dort senden wir einen Code an Ihr Telefon, und damit schalten Sie die Zwei-Faktor-Anmeldung aus.',
    validFor: (countdown) => `Der Link ist noch ${countdown} gültig`,
    expired: 'Der Link ist abgelaufen. Gehen Sie zurück und fordern Sie einen neuen an.',
    notArrived: 'Nichts angekommen? Das kann eine Minute dauern. Bitte sehen Sie auch im Spam-Ordner nach.',
    back: 'Zurück zum Code',
    nothingLeft: 'Kein Zugriff mehr auf E-\u2060Mail oder Telefon?',
  },

  failures: {
    fields_missing: 'Bitte füllen Sie alle Felder aus.',
    recovery_code_incomplete: 'Ein Wiederherstellungscode besteht aus zehn Buchstaben und Ziffern, zum Beispiel 4k7mz-0qtrp.',
    password_wrong: 'Das Passwort ist falsch.',
    proof_needed: 'Bitte bestätigen Sie zuerst, dass Sie es sind.',
    app_code_wrong: 'Dieser Code ist falsch oder wurde schon verwendet. Bitte geben Sie den nächsten ein, den Ihre App anzeigt.',
    recovery_code_wrong: 'Dieser Wiederherstellungscode ist falsch oder wurde schon verwendet.',
    no_pending_key:
      'Dieser Einrichtungsschlüssel ist nicht mehr gültig: Er wurde nicht rechtzeitig verwendet oder durch einen neueren ersetzt.',
    after_lock: 'Es wurden zu viele falsche Codes eingegeben.',
    overtaken: 'In Ihrem Konto hat sich inzwischen etwas geändert. Bitte geben Sie einen neuen Code ein.',
    email_unusable: 'An diese E-Mail-Adresse können wir nichts senden. Bitte prüfen Sie sie.',
    phone_unusable:
      'An diese Nummer können wir nichts senden. Bitte geben Sie eine Handynummer mit Landesvorwahl an, zum Beispiel +49 1512 3456789.',
    sms_failed: 'Die SMS konnte nicht gesendet werden. Bitte versuchen Sie es gleich noch einmal.',
    invalid_credentials: 'Der Benutzername oder das Passwort ist falsch.',
    work_undone: 'Ihr Gerät konnte die Rechenaufgabe nicht lösen. Bitte versuchen Sie es noch einmal.',
    two_factor_unavailable: 'Die Zwei-Faktor-Anmeldung ist derzeit nicht verfügbar.',
    already_enabled: 'Die Zwei-Faktor-Anmeldung ist bereits eingeschaltet.',
    not_enabled: 'Die Zwei-Faktor-Anmeldung ist bereits ausgeschaltet.',
    contact_incomplete: 'Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse und Ihre Telefonnummer.',
    code_expired: 'Dieser Code ist abgelaufen. Bitte fordern Sie einen neuen an.',
    link_too_soon: 'Wir haben Ihnen schon eine E-Mail mit einem Link gesendet. Bitte prüfen Sie Ihr Postfach.',
    challenge_locked: 'Es wurden zu viele falsche Codes eingegeben. Dieser Code gilt nicht mehr.',
    too_soon: 'Für einen neuen Code ist es noch zu früh.',
    delivery_failed: 'Die E-Mail konnte nicht gesendet werden. Bitte versuchen Sie es gleich noch einmal.',
  },
};
