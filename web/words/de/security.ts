import type { SecurityWords } from '../../security/words.ts';
import { events } from './activity.ts';

const counted = (codes: number) => (codes === 1 ? '1 Wiederherstellungscode' : `${codes} Wiederherstellungscodes`);

export const security: SecurityWords = {
  loggedInAs: (username) => `Angemeldet als ${username}`,
  loggedInBy: {
    password: (time) => `Mit Ihrem Passwort, am ${time} Uhr`,
    email: (time) => `Mit Ihrem Passwort und einem Code per E-Mail, am ${time} Uhr`,
    totp: (time) => `Mit Ihrem Passwort und Ihrer Authenticator-App, am ${time} Uhr`,
    'recovery-code': (time) => `Mit Ihrem Passwort und einem Wiederherstellungscode, am ${time} Uhr`,
    shop: (time) => `Über den Shop, am ${time} Uhr`,
  },
  backToShop: (shop) => `Zurück zu ${shop}`,
  fromShop: (shop) => `Sie sind aus Ihrem Konto bei ${shop} hierhergekommen und bleiben dort angemeldet.`,

  twoFactor: 'Zwei-Faktor-Anmeldung',
  twoFactorText:
    'Zusätzlich zum Passwort fragen wir nach einem sechsstelligen Code. Ein gestohlenes Passwort allein reicht dann nicht aus. Wie möchten Sie Ihre Codes bekommen?',
  on: 'Ein',
  off: 'Aus',
  methods: { totp: 'Authenticator-App', email: 'Code per E-Mail' },
  since: (day) => `Seit dem ${day}`,
  methodMeans: {
    totp: () => 'Bei jeder Anmeldung fragen wir nach den sechs Ziffern, die Ihre App anzeigt.',
    email: (address) => `Bei jeder Anmeldung senden wir einen sechsstelligen Code an ${address}.`,
  },
  methodTexts: {
    totp: 'Google Authenticator, Microsoft Authenticator oder eine andere App. Das ist sicherer und funktioniert auch offline.',
    email: 'Bei jeder Anmeldung senden wir Ihnen einen Code. Sie müssen nichts installieren.',
  },
  setUpApp: 'Authenticator-App einrichten',
  changeToApp: 'Zur Authenticator-App wechseln',
  changeToEmail: 'Zu Codes per E-Mail wechseln',
  switchOn: 'Einschalten',
  switchOff: 'Ausschalten',
  showKey: 'Einrichtungsschlüssel anzeigen',
  newKey: 'Einrichtungsschlüssel erneuern',

  recoveryCodes: 'Wiederherstellungscodes',
  recoveryCodesText: 'Wenn Sie keinen Code bekommen können: Jeder dieser Codes ersetzt ihn einmal.',
  codesLeft: (codes) => `Noch ${counted(codes)}`,
  fewCodes: (codes) =>
    codes === 0
      ? 'Sie haben keine Wiederherstellungscodes mehr. Erstellen Sie jetzt neue, damit Sie sich nicht aussperren.'
      : `Nur noch ${counted(codes)}. Erstellen Sie neue, bevor der letzte verbraucht ist.`,
  replaceCodes: 'Neue Codes erstellen',

  passwordText: 'Wenn Sie es ändern, werden Ihre anderen Geräte abgemeldet.',
  passwordAtShop: (shop) => `Ihr Passwort verwalten Sie bei ${shop}.`,
  oldPassword: 'Aktuelles Passwort',

  contacts: 'E-Mail und Telefon',
  email: 'E-Mail',
  phone: 'Telefon',
  verified: 'Bestätigt',
  notVerified: 'Nicht bestätigt',
  undeliverable:
    'E-Mails an diese Adresse konnten nicht zugestellt werden oder wurden als Spam gemeldet. Bitte bestätigen Sie die Adresse noch einmal oder ändern Sie sie.',
  none: 'Keine Angabe',
  addContact: 'Hinzufügen',
  verifyContact: 'Bestätigen',
  changeContact: 'Ändern',
  phoneIsFree: (time) =>
    `Sie haben gerade bestätigt, dass Sie es sind. Bis ${time} Uhr können Sie Ihre Telefonnummer ohne weitere Rückfrage bestätigen oder ändern.`,
  confirmedUntil: (time) => `Sie haben gerade bestätigt, dass Sie es sind. Das ist bis ${time} Uhr gültig.`,

  sessions: 'Wo Sie angemeldet sind',
  thisDevice: 'Dieses Gerät',
  deviceOn: (browser, system) => `${browser} (${system})`,
  unknownDevice: 'Unbekanntes Gerät',
  inUse: 'Gerade aktiv',
  lastUsed: (time) => `Zuletzt aktiv am ${time} Uhr`,
  network: (network) => `Netz ${network}`,
  near: (place) => `bei ${place}`,
  staysUntil: (since, until) => `Angemeldet seit dem ${since}, wird unbenutzt am ${until} abgemeldet`,
  endsAt: (time) => `Endet um ${time} Uhr oder wenn Sie diese Seite schließen`,
  endSession: 'Abmelden',
  notListed: 'Geräte ohne „Angemeldet bleiben“ stehen nicht in der Liste. „Alle anderen abmelden“ meldet auch sie ab.',
  endOthers: 'Alle anderen abmelden',
  logOutEverywhere: 'Überall abmelden',

  activity: 'Letzte Aktivitäten',
  noActivity: 'Noch keine Aktivitäten.',
  activityUnread: 'Ihre Aktivitäten können gerade nicht angezeigt werden.',
  showMore: 'Mehr anzeigen',
  events,
  otherEvent: 'An der Sicherheit Ihres Kontos hat sich etwas geändert.',

  cancel: 'Abbrechen',
  done: 'Fertig',
  notices: {
    switchedOff: 'Die Zwei-Faktor-Anmeldung ist ausgeschaltet.',
    appIsOn:
      'Ihre Authenticator-App ist eingerichtet, aber die Wiederherstellungscodes sind nicht bei Ihnen angekommen. Bitte erstellen Sie neue.',
    emailVerified: 'Ihre E-Mail-Adresse ist bestätigt.',
    phoneVerified: 'Ihre Telefonnummer ist bestätigt.',
    passwordChanged: 'Ihr Passwort ist geändert, und alle anderen Geräte sind abgemeldet.',
    othersEnded: 'Alle anderen Geräte sind abgemeldet.',
    sessionEnded: 'Das Gerät ist abgemeldet.',
  },

  tasks: {
    switchOnEmail: {
      title: 'Codes per E-\u2060Mail einschalten',
      text: (address) => `Ab der nächsten Anmeldung senden wir einen Code an ${address}. Ihre anderen Geräte werden abgemeldet.`,
      submit: 'Einschalten',
    },
    changeToEmail: {
      title: 'Zu Codes per E-\u2060Mail wechseln',
      text: (address) =>
        `Ab der nächsten Anmeldung senden wir einen Code an ${address}, statt nach dem Code Ihrer App zu fragen. Ihre anderen Geräte werden abgemeldet. Bestätigen Sie den Wechsel mit einem Code aus der App.`,
      submit: 'Zu Codes per E-Mail wechseln',
    },
    switchOff: {
      title: 'Zwei-Faktor-Anmeldung ausschalten',
      text: () => 'Danach ist Ihr Konto nur noch durch Ihr Passwort geschützt. Bitte bestätigen Sie, dass Sie es sind.',
      submit: 'Ausschalten',
    },
    changeToApp: {
      title: 'Zur Authenticator-App wechseln',
      text: () =>
        'Bestätigen Sie den Wechsel mit einem Code per E-Mail. Bis die App aktiviert ist, bekommen Sie Ihre Codes weiter per E-Mail.',
      submit: 'Weiter',
    },
    newKey: {
      title: 'Einrichtungs\u00adschlüssel erneuern',
      text: () =>
        'Bestätigen Sie das zuerst mit einem Code aus Ihrer App. Der bisherige Schlüssel gilt, bis der neue aktiviert ist. Danach zeigen Geräte, die nur den alten haben, ungültige Codes.',
      submit: 'Weiter',
    },
    showKey: {
      title: 'Einrichtungs\u00adschlüssel anzeigen',
      text: () => 'Mit ihm richten Sie die App auf einem weiteren Gerät ein. Bitte bestätigen Sie, dass Sie es sind.',
      submit: 'Einrichtungsschlüssel anzeigen',
    },
    replaceCodes: {
      title: 'Neue Wiederherstellungs\u00adcodes',
      text: () => 'Sie bekommen zehn neue Codes. Die alten gelten dann nicht mehr.',
      submit: 'Neue Codes erstellen',
    },
    password: {
      title: 'Passwort ändern',
      text: () => 'Ihre anderen Geräte werden abgemeldet.',
      submit: 'Passwort ändern',
    },
    email: {
      title: 'Ihre E-Mail-Adresse',
      text: () => 'Wir senden einen sechsstelligen Code dorthin, den Sie dann eingeben. Danach ist die Adresse bestätigt.',
      submit: 'Weiter',
    },
    phone: {
      title: 'Ihre Telefonnummer',
      text: () => 'Wir senden per SMS einen sechsstelligen Code dorthin, den Sie dann eingeben. Danach ist die Nummer bestätigt.',
      submit: 'Weiter',
    },
    verifyEmail: {
      title: 'E-Mail-Adresse bestätigen',
      text: (address) => `Wir senden einen sechsstelligen Code an ${address}.`,
      submit: 'Code senden',
    },
    verifyPhone: {
      title: 'Telefonnummer bestätigen',
      text: (number) => `Wir senden eine SMS mit einem sechsstelligen Code an ${number}.`,
      submit: 'Code senden',
    },
  },
  otherContact: { email: 'Andere Adresse verwenden', phone: 'Andere Nummer verwenden' },
  firstTheContact: {
    app: 'Für die Authenticator-App brauchen wir eine bestätigte E-Mail-Adresse und eine bestätigte Telefonnummer, damit Sie wieder in Ihr Konto kommen, falls Sie Ihr Gerät verlieren.',
    email: 'Für Codes per E-Mail brauchen wir eine bestätigte E-Mail-Adresse.',
  },
  contactLabels: { email: 'E-Mail-Adresse', phone: 'Telefonnummer' },
  contactHints: { email: 'Zum Beispiel name@example.com', phone: 'Mit Landesvorwahl, zum Beispiel +49 1512 3456789' },
  contactCheckTitles: { email: 'E-Mail-Adresse bestätigen', phone: 'Telefonnummer bestätigen' },

  enrolTitle: 'Authenticator-App einrichten',
  enrolScan: 'Konto zur App hinzufügen',
  scanOrType: 'Scannen Sie den QR-Code mit Ihrer Authenticator-App oder geben Sie dort den Einrichtungsschlüssel ein.',
  qrAlt: 'QR-Code des Einrichtungsschlüssels. Derselbe Schlüssel steht darunter als Text.',
  copyKey: 'Einrichtungsschlüssel kopieren',
  openInApp: 'In einer App öffnen',
  enrolActivate: 'Code eingeben',
  enrolActivateText: (time) => `Geben Sie die sechs Ziffern, die Ihre App jetzt anzeigt, bis ${time} Uhr hier ein.`,
  activate: 'Aktivieren',
  keyVoidTitle: 'Die App wurde nicht aktiviert',
  keyVoidText:
    'Zu Ihrer Sicherheit gilt dieser Einrichtungsschlüssel nicht mehr. Löschen Sie den Eintrag in der App und beginnen Sie mit einem neuen Schlüssel.',
  startAgain: 'Neu beginnen',
  keyShownTitle: 'Ihr Einrichtungs\u00adschlüssel',
  keyShownText: 'Richten Sie damit Ihr anderes Gerät ein und zeigen Sie ihn niemandem: Wer ihn hat, bekommt dieselben Codes wie Sie.',

  recoveryTitle: 'Sichern Sie Ihre Wiederherstellungs\u00adcodes',
  recoveryText: {
    switchedOn: 'Die Zwei-Faktor-Anmeldung ist eingeschaltet.',
    replaced: 'Ihre alten Wiederherstellungscodes gelten nicht mehr.',
  },
  keepThem:
    'Wenn Sie keinen Code bekommen können: Jeder dieser Codes ersetzt ihn einmal. Bewahren Sie sie sicher auf, wir zeigen sie nur jetzt.',
  codesOf: (account, day) => `Wiederherstellungscodes von ${account}, ${day}`,
  codesUnsaved: 'Diese Codes sehen Sie nur jetzt. Sichern Sie sie, bevor Sie die Seite verlassen.',
  copy: 'Kopieren',
  copied: 'Kopiert.',
  copyFailed: 'Das Kopieren hat nicht geklappt. Bitte markieren Sie den Text selbst.',
  download: 'Herunterladen',
  print: 'Drucken',
  codesKept: 'Ich habe die Codes gesichert',
  recoveryFileName: 'wiederherstellungscodes',
};
