import type { LoginWords } from '../../login/words.ts';

export const login: LoginWords = {
  titles: { home: 'Willkommen', login: 'Anmelden', security: 'Kontosicherheit' },
  oneMoment: 'Einen Moment…',

  welcome: 'Melden Sie sich an oder verwalten Sie die Sicherheit Ihres Kontos.',
  toSecurity: 'Kontosicherheit',
  logOut: 'Abmelden',

  username: 'E-Mail-Adresse oder Benutzername',
  stayLoggedIn: 'Angemeldet bleiben',
  stayLoggedInHint: 'Gilt 30 Tage auf diesem Gerät. Bitte nicht auf gemeinsam genutzten Computern verwenden.',
  logIn: 'Anmelden',
  loggingIn: 'Anmeldung läuft…',
  working:
    'Einen Moment: Für diesen Benutzernamen wurden viele falsche Passwörter eingegeben. Deshalb löst Ihr Gerät zuerst eine kleine Rechenaufgabe. Sie müssen nichts tun.',
  loggedOut: 'Sie sind abgemeldet.',
  sessionEnded: 'Ihre Sitzung ist abgelaufen. Bitte melden Sie sich erneut an.',
  askedAnew: 'Der Shop bittet Sie, sich noch einmal anzumelden.',
  refused: (parameter) => `Wir können Sie nicht zur vorherigen Seite zurückleiten, weil sie hier nicht registriert ist (${parameter}).`,
  backFailed: 'Wir konnten Sie gerade nicht zum Shop zurückleiten. Bitte versuchen Sie es noch einmal.',
  backOver: 'Das hat zu lange gedauert. Bitte beginnen Sie im Shop noch einmal.',
  goBack: 'Zurück zum Shop',
  askLogOut: 'Möchten Sie sich abmelden?',
  toSeeSecurity: 'Bitte melden Sie sich an, um die Sicherheit Ihres Kontos zu sehen.',
  forgotten: 'Passwort vergessen?',
  signUp: 'Konto anlegen',

  codeTitle: 'Code eingeben',
  codeSentTo: (address) => `Wir haben Ihnen einen sechsstelligen Code an ${address} gesendet.`,
  codeStillGood: (address, time) =>
    `Der Code, den wir um ${time} Uhr an ${address} gesendet haben, ist noch gültig. Bitte geben Sie diesen ein.`,
  codeInApp: 'Öffnen Sie Ihre Authenticator-App und geben Sie die sechs Ziffern ein, die sie anzeigt.',
  code: 'Sechsstelliger Code',
  confirm: 'Bestätigen',
  sendCode: 'Code per E-Mail senden',
  confirmByMail: (address) => `Zur Bestätigung senden wir einen Code an ${address}. Geben Sie ihn dann hier ein.`,
  sendNewCode: 'Neuen Code senden',
  sendNewCodeIn: (countdown) => `Neuer Code in ${countdown}`,
  oneMinuteLeft: 'Ihr Code gilt noch eine Minute.',
  codeGoneTitle: 'Sie brauchen einen neuen Code',
  codeComesTitle: 'Ihr Code kommt gleich',
  codeComesAt: (address, time) =>
    `Einen weiteren Code können wir noch nicht senden. Um ${time} Uhr geht er automatisch an ${address}. Lassen Sie diese Seite einfach geöffnet.`,
  codeComesIn: (countdown) => `Wird in ${countdown} gesendet`,
  nextCodeTooLate: (time) =>
    `Nach so vielen falschen Codes können wir den nächsten erst um ${time} Uhr senden. Bitte melden Sie sich dann erneut an.`,
  appWaitTitle: 'Bitte kurz warten',
  appWaitText: (time) =>
    `Nach so vielen falschen Codes können Sie den nächsten um ${time} Uhr eingeben. Lassen Sie diese Seite geöffnet: Das Eingabefeld erscheint von selbst.`,
  useRecoveryCode: 'Wiederherstellungscode verwenden',
  useCode: 'Sechsstelligen Code verwenden',
  recoveryCode: 'Wiederherstellungscode',
  recoveryCodeTitle: 'Wiederherstellungs\u00adcode eingeben',
  recoveryCodeText:
    'Einer der zehn Codes, die Sie beim Einschalten der Zwei-Faktor-Anmeldung bekommen haben. Jeder funktioniert nur einmal.',

  lockedTitle: 'Diese Anmeldung ist gesperrt',
  lockedText:
    'Es wurden zu viele falsche Codes eingegeben. Zum Schutz Ihres Kontos haben wir diese Anmeldung beendet. Bitte melden Sie sich erneut an.',
  expiredTitle: 'Das hat zu lange gedauert',
  expiredText: 'Zum Schutz Ihres Kontos muss eine Anmeldung innerhalb von 15 Minuten abgeschlossen werden.',
  overTitle: 'Diese Anmeldung ist beendet',
  overText: 'Sie haben sie anderswo abgeschlossen, oder in Ihrem Konto wurde inzwischen etwas geändert.',
  tooManyTitle: 'Zu viele falsche Codes',
  tooManyText: (time) => `Zum Schutz Ihres Kontos können Sie bis ${time} Uhr keinen Code eingeben.`,
  otherAccount: 'Anderes Konto verwenden',

  loggedInTitle: 'Sie sind angemeldet',
  handoverOver: 'Der Link funktioniert nur einmal und nur kurze Zeit. Bitte öffnen Sie diese Seite noch einmal aus dem Shop.',
  loggedOutEverywhere: 'Sie sind auf allen Geräten abgemeldet.',

  lost: {
    noApp: 'Ich habe keinen Zugriff auf meine Authenticator-App',
    asking: 'E-Mail wird gesendet…',
    sentTitle: 'Sehen Sie in Ihren E-Mails nach',
    sentTo: (address) => `Wir haben einen Link an ${address} gesendet.`,
    whatNext:
      'Öffnen Sie ihn auf einem beliebigen Gerät. Dort senden wir einen Code an Ihr Telefon, und Sie können die Zwei-Faktor-Anmeldung ausschalten.',
    validFor: (countdown) => `Der Link ist noch ${countdown} gültig`,
    expired: 'Der Link ist abgelaufen. Gehen Sie zurück und fordern Sie einen neuen an.',
    notArrived: 'Nichts angekommen? Das kann eine Minute dauern. Bitte sehen Sie auch im Spam-Ordner nach.',
    back: 'Zurück zum Code',
    nothingLeft: 'Sie kommen nicht an Ihre E-\u2060Mails oder Ihr Telefon?',
  },

  failures: {
    fields_missing: 'Bitte füllen Sie alle Felder aus.',
    recovery_code_incomplete: 'Ein Wiederherstellungscode hat zehn Buchstaben und Ziffern, zum Beispiel 4k7mz-0qtrp.',
    password_wrong: 'Das Passwort ist falsch.',
    proof_needed: 'Bitte bestätigen Sie zuerst, dass Sie es sind.',
    app_code_wrong: 'Dieser Code ist falsch oder wurde schon verwendet. Bitte geben Sie den nächsten ein, den Ihre App anzeigt.',
    recovery_code_wrong: 'Dieser Wiederherstellungscode ist falsch oder wurde schon verwendet.',
    no_pending_key:
      'Dieser Einrichtungsschlüssel ist nicht mehr gültig: Er wurde nicht rechtzeitig verwendet oder durch einen neueren ersetzt.',
    after_lock: 'Es wurden zu viele falsche Codes eingegeben.',
    overtaken: 'In Ihrem Konto wurde inzwischen etwas geändert. Bitte geben Sie einen neuen Code ein.',
    email_unusable: 'An diese E-Mail-Adresse können wir nichts senden.',
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
    link_too_soon: 'Wir haben Ihnen bereits eine E-Mail mit einem Link gesendet. Bitte sehen Sie in Ihren E-Mails nach.',
    challenge_locked: 'Es wurden zu viele falsche Codes eingegeben. Dieser Code gilt nicht mehr.',
    too_soon: 'Ein weiterer Code kann noch nicht gesendet werden.',
    delivery_failed: 'Die E-Mail konnte nicht gesendet werden. Bitte versuchen Sie es gleich noch einmal.',
  },
};
