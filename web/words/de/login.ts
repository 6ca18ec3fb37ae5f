import type { LoginWords } from '../../login/words.ts';

export const login: LoginWords = {
  titles: { home: 'Willkommen', login: 'Anmelden', security: 'Kontosicherheit' },
  oneMoment: 'Einen Moment…',

  welcome: 'Melden Sie sich an oder kümmern Sie sich um die Sicherheit Ihres Kontos.',
  toSecurity: 'Kontosicherheit',
  logOut: 'Abmelden',

  username: 'E-Mail-Adresse oder Benutzername',
  stayLoggedIn: 'Angemeldet bleiben',
  stayLoggedInHint: '30 Tage lang auf diesem Gerät. Bitte nicht auf gemeinsam genutzten Computern.',
  logIn: 'Anmelden',
  loggingIn: 'Anmeldung läuft…',
  working:
    'Einen Augenblick: Für diesen Benutzernamen wurden viele falsche Passwörter versucht, deshalb rechnet Ihr Gerät zuerst eine kleine Aufgabe. Sie müssen nichts tun.',
  loggedOut: 'Sie sind abgemeldet.',
  sessionEnded: 'Ihre Sitzung ist abgelaufen. Bitte melden Sie sich erneut an.',
  askedAnew: 'Die Seite, von der Sie kommen, bittet Sie, sich noch einmal anzumelden.',
  clientRefused:
    'Die Seite, von der Sie kommen, ist hier nicht registriert (client_id). Deshalb können wir Sie nicht dorthin zurückleiten. Mit Ihrem Konto ist nichts geschehen.',
  addressRefused:
    'Die Adresse, zu der Sie zurückgeleitet werden sollten, ist hier nicht registriert (redirect_uri). Deshalb gehen wir nicht dorthin. Mit Ihrem Konto ist nichts geschehen.',
  backFailed: 'Wir konnten Sie gerade nicht zurückleiten. Bitte versuchen Sie es noch einmal.',
  backOver: 'Es hat zu lange gedauert, um Sie von hier zurückzuleiten. Bitte beginnen Sie im Shop noch einmal.',
  goBack: 'Zurück zum Shop',
  askLogOut: 'Möchten Sie sich abmelden?',
  toSeeSecurity: 'Bitte melden Sie sich an, um die Sicherheit Ihres Kontos zu sehen.',
  forgotten: 'Passwort vergessen?',
  signUp: 'Konto anlegen',

  codeTitle: 'Code eingeben',
  codeSentTo: (address) => `Wir haben Ihnen einen sechsstelligen Code an ${address} gesendet.`,
  codeStillGood: (address, time) => `Der Code, den wir um ${time} an ${address} gesendet haben, gilt noch. Bitte geben Sie diesen ein.`,
  codeInApp: 'Öffnen Sie Ihre Authenticator-App und geben Sie die sechs Ziffern ein, die sie anzeigt.',
  code: 'Sechsstelliger Code',
  confirm: 'Bestätigen',
  sendCode: 'Code per E-Mail senden',
  confirmByMail: (address) => `Lassen Sie sich zur Bestätigung einen Code an ${address} senden und geben Sie ihn hier ein.`,
  sendNewCode: 'Neuen Code senden',
  sendNewCodeIn: (countdown) => `Neuer Code in ${countdown}`,
  oneMinuteLeft: 'Ihr Code gilt noch eine Minute.',
  codeGoneTitle: 'Sie brauchen einen neuen Code',
  codeComesTitle: 'Ihr Code kommt gleich',
  codeComesAt: (address, time) =>
    `Für einen weiteren Code ist es noch zu früh. Um ${time} senden wir ihn an ${address}. Sie müssen nichts tun, lassen Sie nur diese Seite offen.`,
  codeComesIn: (countdown) => `Wird in ${countdown} gesendet`,
  nextCodeTooLate: (time) =>
    `Nach so vielen falschen Codes kann der nächste erst um ${time} gesendet werden. Bitte melden Sie sich dann erneut an.`,
  appWaitTitle: 'Kurz warten',
  appWaitText: (time) =>
    `Nach so vielen falschen Codes kann der nächste um ${time} eingegeben werden. Lassen Sie diese Seite offen: Das Feld erscheint von selbst.`,
  useRecoveryCode: 'Wiederherstellungscode verwenden',
  useCode: 'Sechsstelligen Code verwenden',
  recoveryCode: 'Wiederherstellungscode',
  recoveryCodeTitle: 'Wiederherstellungs\u00adcode eingeben',
  recoveryCodeText: 'Einer der zehn Codes, die Sie beim Einschalten bekommen haben. Jeder gilt einmal.',

  lockedTitle: 'Diese Anmeldung ist gesperrt',
  lockedText:
    'Es gab zu viele falsche Codes. Zum Schutz Ihres Kontos ist diese Anmeldung beendet. Melden Sie sich erneut an, um weiterzumachen.',
  expiredTitle: 'Das hat etwas lange gedauert',
  expiredText: 'Zum Schutz Ihres Kontos muss eine Anmeldung innerhalb von 15 Minuten abgeschlossen sein.',
  overTitle: 'Diese Anmeldung ist beendet',
  overText: 'Sie wurde anderswo abgeschlossen, oder an Ihrem Konto hat sich seitdem etwas geändert.',
  tooManyTitle: 'Zu viele falsche Codes',
  tooManyText: (time) => `Zum Schutz Ihres Kontos kann bis ${time} kein Code eingegeben werden.`,
  otherAccount: 'Anderes Konto verwenden',

  loggedInTitle: 'Sie sind angemeldet',
  handoverOver:
    'Der Link, der hierher führt, gilt nicht mehr: Er funktioniert nur einmal und nicht lange. Bitte öffnen Sie diese Seite noch einmal aus dem Shop.',
  backToShop: 'Zum Shop',
  loggedOutEverywhere: 'Sie sind auf allen Geräten abgemeldet.',

  lost: {
    lost: 'Ich habe meine OTP-Keycard verloren',
    asking: 'E-Mail wird gesendet…',
    sentTitle: 'Sehen Sie in Ihren Posteingang',
    sentTo: (address) => `Wir haben eine E-\u2060Mail mit einem Link an ${address} gesendet.`,
    whatNext:
      'Öffnen Sie den Link auf einem beliebigen Gerät. Dort lassen Sie sich einen Code auf Ihr Telefon senden und schalten die Zwei-Faktor-Anmeldung aus.',
    validFor: (countdown) => `Der Link gilt noch ${countdown}`,
    expired: 'Der Link ist abgelaufen. Gehen Sie zurück und lassen Sie sich einen neuen senden.',
    notArrived: 'Nichts angekommen? Das kann eine Minute dauern. Bitte sehen Sie auch im Spam-Ordner nach.',
    back: 'Zurück zum Code',
    nothingLeft: 'Weder E-Mail noch Telefon mehr?',
  },

  failures: {
    fields_missing: 'Bitte füllen Sie alle Felder aus.',
    recovery_code_incomplete: 'Ein Wiederherstellungscode hat zehn Buchstaben und Ziffern, zum Beispiel 4k7mz-0qtrp.',
    password_wrong: 'Das Passwort ist falsch.',
    proof_needed: 'Bevor es weitergeht, bestätigen Sie bitte, dass Sie es sind.',
    app_code_wrong: 'Dieser Code ist falsch oder wurde schon verwendet. Bitte geben Sie den nächsten ein, den Ihre App anzeigt.',
    recovery_code_wrong: 'Dieser Wiederherstellungscode ist falsch oder wurde schon verwendet.',
    no_pending_key: 'Der Schlüssel hat zu lange gewartet, oder ein anderer ist an seine Stelle getreten.',
    after_lock: 'Es gab zu viele falsche Codes.',
    overtaken: 'In Ihrem Konto wurde inzwischen etwas anderes geändert. Bitte geben Sie einen neuen Code ein.',
    email_unusable: 'An diese E-Mail-Adresse können wir nichts senden.',
    phone_unusable:
      'An diese Nummer können wir nichts senden. Bitte geben Sie eine Handynummer mit Landesvorwahl an, zum Beispiel +49 1512 3456789.',
    sms_failed: 'Die SMS konnte nicht gesendet werden. Bitte versuchen Sie es gleich noch einmal.',
    invalid_credentials: 'Der Benutzername oder das Passwort ist falsch.',
    work_undone: 'Ihr Gerät ist mit der Rechnung nicht fertig geworden. Bitte versuchen Sie es noch einmal.',
    two_factor_unavailable: 'Codes bei der Anmeldung sind derzeit nicht verfügbar.',
    already_enabled: 'Codes bei der Anmeldung sind bereits eingeschaltet.',
    not_enabled: 'Codes bei der Anmeldung sind bereits ausgeschaltet.',
    contact_incomplete: 'Bitte lassen Sie zuerst Ihre Kontaktdaten bestätigen.',
    code_expired: 'Dieser Code ist abgelaufen. Bitte lassen Sie sich einen neuen senden.',
    link_too_soon: 'Wir haben Ihnen schon eine E-Mail mit einem Link gesendet. Bitte sehen Sie in Ihrem Posteingang nach.',
    challenge_locked: 'Zu viele falsche Codes. Dieser Code gilt nicht mehr.',
    too_soon: 'Für einen weiteren Code ist es noch zu früh.',
    delivery_failed: 'Die E-Mail konnte nicht gesendet werden. Bitte versuchen Sie es gleich noch einmal.',
  },
};
