import type { SecurityWords } from '../../security/words.ts';
import { events } from './activity.ts';

const codesLeft = (codes: number) => (codes === 1 ? 'Noch 1 Wiederherstellungscode' : `Noch ${codes} Wiederherstellungscodes`);

export const security: SecurityWords = {
  loggedInAs: (username) => `Angemeldet als ${username}`,
  loggedInBy: {
    password: (time) => `Mit Ihrem Passwort, ${time}`,
    email: (time) => `Mit Ihrem Passwort und einem Code per E-Mail, ${time}`,
    totp: (time) => `Mit Ihrem Passwort und Ihrer Authenticator-App, ${time}`,
    'recovery-code': (time) => `Mit Ihrem Passwort und einem Wiederherstellungscode, ${time}`,
    shop: (time) => `Über den Shop, ${time}`,
  },
  backToShop: (shop) => `Zurück zu ${shop}`,
  fromShop: (shop) => `Sie sind aus Ihrem Konto bei ${shop} hierhergekommen und dort weiterhin angemeldet.`,

  twoFactor: 'Zwei-Faktor-Anmeldung',
  twoFactorText:
    'Zusätzlich zum Passwort fragen wir nach einem sechsstelligen Code. Ein gestohlenes Passwort allein reicht dann nicht mehr. Wie möchten Sie Ihre Codes bekommen?',
  on: 'Ein',
  off: 'Aus',
  methods: { totp: 'Authenticator-App', email: 'Code per E-Mail' },
  since: (day) => `Seit ${day}`,
  methodMeans: {
    totp: () => 'Bei jeder Anmeldung fragen wir nach den sechs Ziffern, die Ihre App anzeigt.',
    email: (address) => `Bei jeder Anmeldung senden wir einen sechsstelligen Code an ${address}.`,
  },
  methodTexts: {
    totp: 'Google Authenticator, Microsoft Authenticator oder eine andere. Die sicherere Wahl, und sie funktioniert auch offline.',
    email: 'Bei jeder Anmeldung senden wir Ihnen einen Code. Sie müssen nichts installieren.',
  },
  setUpApp: 'Authenticator-App einrichten',
  changeToApp: 'Zur Authenticator-App wechseln',
  changeToEmail: 'Zum Code per E-Mail wechseln',
  switchOn: 'Einschalten',
  switchOff: 'Ausschalten',
  showKey: 'Einrichtungsschlüssel anzeigen',
  newKey: 'Neuer Einrichtungsschlüssel',

  recoveryCodes: 'Wiederherstellungscodes',
  recoveryCodesText: 'Wenn Sie einmal keinen Code bekommen können, melden Sie sich mit einem Wiederherstellungscode an. Jeder gilt einmal.',
  codesLeft,
  fewCodes: (codes) =>
    codes === 0
      ? 'Sie haben keine Wiederherstellungscodes mehr. Holen Sie sich jetzt neue, damit Sie sich nicht aussperren.'
      : `${codesLeft(codes)}. Holen Sie sich neue, bevor Ihnen die letzten ausgehen.`,
  replaceCodes: 'Neue Wiederherstellungscodes',

  passwordText: 'Wenn Sie es ändern, werden Ihre anderen Geräte abgemeldet.',
  passwordAtShop: (shop) => `Ihr Passwort legen Sie bei ${shop} fest.`,
  oldPassword: 'Bisheriges Passwort',

  contacts: 'E-Mail und Telefon',
  email: 'E-Mail',
  phone: 'Telefon',
  verified: 'Bestätigt',
  notVerified: 'Nicht bestätigt',
  undeliverable:
    'E-Mails an diese Adresse kamen zurück oder wurden als Spam gemeldet. Bitte bestätigen Sie sie noch einmal oder ändern Sie sie.',
  none: 'Keine Angabe',
  addContact: 'Hinzufügen',
  verifyContact: 'Bestätigen',
  changeContact: 'Ändern',
  phoneIsFree: (time) =>
    `Sie haben gerade bestätigt, dass Sie es sind. Bis ${time} Uhr können Sie Ihre Telefonnummer ohne weitere Rückfrage bestätigen oder ändern.`,
  confirmedUntil: (time) => `Sie haben gerade bestätigt, dass Sie es sind. Das genügt bis ${time} Uhr.`,

  sessions: 'Wo Sie angemeldet sind',
  thisDevice: 'Dieses Gerät',
  deviceOn: (browser, system) => `${browser} unter ${system}`,
  unknownDevice: 'Unbekanntes Gerät',
  inUse: 'Gerade in Gebrauch',
  lastUsed: (time) => `Zuletzt benutzt ${time}`,
  network: (network) => `Netz ${network}`,
  near: (place) => `bei ${place}`,
  staysUntil: (since, until) => `Angemeldet seit ${since}, endet ohne weitere Nutzung am ${until}`,
  endsAt: (time) => `Endet um ${time} Uhr oder wenn Sie diese Seite schließen`,
  endSession: 'Abmelden',
  notListed: 'Geräte, die nicht angemeldet bleiben, stehen hier nicht. „Alle anderen abmelden“ beendet auch deren Sitzung.',
  endOthers: 'Alle anderen abmelden',
  logOutEverywhere: 'Überall abmelden',

  activity: 'Letzte Aktivitäten',
  noActivity: 'Bisher ist nichts geschehen.',
  activityUnread: 'Ihre Aktivitäten können gerade nicht angezeigt werden.',
  showMore: 'Mehr anzeigen',
  events: events(codesLeft),
  otherEvent: 'An der Sicherheit Ihres Kontos hat sich etwas geändert.',

  cancel: 'Abbrechen',
  done: 'Fertig',
  notices: {
    switchedOff: 'Die Zwei-Faktor-Anmeldung ist ausgeschaltet.',
    appIsOn:
      'Ihre Authenticator-App ist eingerichtet, aber die Wiederherstellungscodes haben Sie nicht erreicht. Bitte lassen Sie sich neue geben.',
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
      title: 'Zum Code per E-\u2060Mail wechseln',
      text: (address) =>
        `Ab der nächsten Anmeldung senden wir einen Code an ${address}, statt nach dem Code Ihrer App zu fragen. Ihre anderen Geräte werden abgemeldet. Bestätigen Sie das mit einem Code aus der App.`,
      submit: 'Zum Code per E-Mail wechseln',
    },
    switchOff: {
      title: 'Zwei-Faktor-Anmeldung ausschalten',
      text: () => 'Ihr Konto schützt dann nur noch Ihr Passwort. Bitte bestätigen Sie, dass Sie es sind.',
      submit: 'Ausschalten',
    },
    changeToApp: {
      title: 'Zur Authenticator-App wechseln',
      text: () => 'Bestätigen Sie zuerst mit einem Code per E-Mail. Bis die App aktiviert ist, bekommen Sie Ihre Codes weiter per E-Mail.',
      submit: 'Weiter',
    },
    newKey: {
      title: 'Neuer Einrichtungs\u00adschlüssel',
      text: () =>
        'Bestätigen Sie zuerst mit einem Code aus Ihrer App. Der bisherige Schlüssel gilt, bis der neue aktiviert ist. Geräte, die nur den alten haben, zeigen danach ungültige Codes.',
      submit: 'Weiter',
    },
    showKey: {
      title: 'Einrichtungs\u00adschlüssel anzeigen',
      text: () => 'Damit richten Sie die App auf einem weiteren Gerät ein. Bitte bestätigen Sie, dass Sie es sind.',
      submit: 'Einrichtungsschlüssel anzeigen',
    },
    replaceCodes: {
      title: 'Neue Wiederherstellungs\u00adcodes',
      text: () => 'Sie bekommen zehn neue Codes, und die alten gelten nicht mehr.',
      submit: 'Neue Codes anfordern',
    },
    password: {
      title: 'Passwort ändern',
      text: () => 'Ihre anderen Geräte werden abgemeldet.',
      submit: 'Passwort ändern',
    },
    email: {
      title: 'Ihre E-Mail-Adresse',
      text: () => 'Wir senden einen sechsstelligen Code dorthin. Damit bestätigen Sie, dass die Adresse Ihnen gehört.',
      submit: 'Weiter',
    },
    phone: {
      title: 'Ihre Telefonnummer',
      text: () => 'Wir senden eine SMS mit einem sechsstelligen Code dorthin. Damit bestätigen Sie, dass die Nummer Ihnen gehört.',
      submit: 'Weiter',
    },
  },
  firstTheContact: {
    app: 'Für die Authenticator-App brauchen wir eine bestätigte E-Mail-Adresse und eine bestätigte Telefonnummer, damit Sie auch ohne Ihr Gerät wieder in Ihr Konto kommen.',
    email: 'Für Codes per E-Mail brauchen wir eine bestätigte E-Mail-Adresse.',
  },
  contactLabels: { email: 'E-Mail-Adresse', phone: 'Telefonnummer' },
  contactHints: { email: 'Zum Beispiel name@example.com', phone: 'Mit Landesvorwahl, zum Beispiel +49 1512 3456789' },
  contactCheckTitles: { email: 'E-Mail-Adresse bestätigen', phone: 'Telefonnummer bestätigen' },

  enrolTitle: 'Authenticator-App einrichten',
  enrolScan: 'Konto in die App aufnehmen',
  scanOrType: 'Scannen Sie das Bild mit Ihrer Authenticator-App, oder tippen Sie den Einrichtungsschlüssel darunter ab.',
  qrAlt: 'QR-Code des Einrichtungsschlüssels. Derselbe Schlüssel steht darunter als Text.',
  copyKey: 'Einrichtungsschlüssel kopieren',
  openInApp: 'In einer App öffnen',
  enrolActivate: 'Code eingeben',
  enrolActivateText: (time) => `Ihre App zeigt jetzt sechs Ziffern an. Geben Sie sie bis ${time} Uhr hier ein.`,
  activate: 'Aktivieren',
  keyVoidTitle: 'Die App wurde nicht aktiviert',
  keyVoidText:
    'Zu Ihrer Sicherheit gilt dieser Einrichtungsschlüssel nicht mehr. Löschen Sie seinen Eintrag in der App, und beginnen Sie mit einem neuen Schlüssel.',
  startAgain: 'Neu beginnen',
  keyShownTitle: 'Ihr Einrichtungs\u00adschlüssel',
  keyShownText: 'Fügen Sie ihn auf Ihrem anderen Gerät hinzu, und zeigen Sie ihn niemandem: Wer ihn hat, bekommt dieselben Codes wie Sie.',

  recoveryTitle: 'Sichern Sie Ihre Wiederherstellungs\u00adcodes',
  recoveryText: {
    switchedOn: 'Die Zwei-Faktor-Anmeldung ist eingeschaltet.',
    replaced: 'Ihre alten Wiederherstellungscodes gelten nicht mehr.',
  },
  keepThem:
    'Wenn Sie einmal keinen Code bekommen können, geben Sie stattdessen einen von diesen ein. Jeder gilt einmal. Bewahren Sie sie sicher auf: Wir zeigen sie nur jetzt.',
  codesOf: (account, day) => `Wiederherstellungscodes von ${account}, ${day}`,
  codesUnsaved: 'Sie sehen diese Codes nicht noch einmal. Sichern Sie sie, bevor Sie diese Seite verlassen.',
  copy: 'Kopieren',
  copied: 'Kopiert.',
  copyFailed: 'Das Kopieren hat nicht geklappt. Bitte markieren Sie den Text selbst.',
  download: 'Herunterladen',
  print: 'Drucken',
  codesKept: 'Ich habe die Codes gesichert',
  recoveryFileName: 'wiederherstellungscodes',
};
