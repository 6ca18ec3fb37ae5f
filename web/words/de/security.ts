import type { SecurityWords } from '../../security/words.ts';

export const security: SecurityWords = {
  secondStep: 'Code bei der Anmeldung',
  secondStepText:
    'Zusätzlich zum Passwort fragen wir nach einem sechsstelligen Code. Ein gestohlenes Passwort allein öffnet dann nichts. Wählen Sie, woher Ihre Codes kommen:',
  on: 'Ein',
  off: 'Aus',
  emailOnSince: (day) => `Codes per E-Mail, seit ${day}`,
  appOnSince: (day) => `Codes aus Ihrer Authenticator-App, seit ${day}`,
  codesLeft: (codes) => (codes === 1 ? 'Noch 1 Wiederherstellungscode' : `Noch ${codes} Wiederherstellungscodes`),
  methodApp: 'Authenticator-App',
  methodAppText: 'Google Authenticator, Microsoft Authenticator oder eine andere. Sie funktioniert auch ohne Empfang.',
  methodEmail: 'E-Mail',
  methodEmailText: 'Bei jeder Anmeldung senden wir einen Code an Ihre E-Mail-Adresse.',
  setOtp: 'OTP einrichten',
  changeToApp: 'Zur App wechseln',
  changeToEmail: 'Zu E-Mail wechseln',
  switchOn: 'Einschalten',
  switchOff: 'Ausschalten',
  showKey: 'Schlüssel erneut anzeigen',
  newKey: 'Neuer Schlüssel',
  replaceCodes: 'Neue Wiederherstellungscodes',
  oldPassword: 'Altes Passwort',
  cancel: 'Abbrechen',
  done: 'Fertig',
  notices: {
    switchedOff: 'Codes bei der Anmeldung sind ausgeschaltet.',
    appIsOn:
      'Ihre Authenticator-App ist eingeschaltet. Die Wiederherstellungscodes haben Sie nicht erreicht: Bitte lassen Sie sich neue geben.',
    emailVerified: 'Ihre E-Mail-Adresse ist bestätigt.',
    phoneVerified: 'Ihre Telefonnummer ist bestätigt.',
    passwordChanged: 'Ihr Passwort ist geändert. Alle anderen Geräte sind abgemeldet.',
    othersEnded: 'Alle anderen Geräte sind abgemeldet.',
  },

  tasks: {
    switchOnEmail: {
      title: 'Codes per E-\u2060Mail einschalten',
      text: (address) => `Ab der nächsten Anmeldung senden wir Ihnen einen Code an ${address}. Ihre anderen Geräte werden abgemeldet.`,
      submit: 'Einschalten',
    },
    changeToEmail: {
      title: 'Zu Codes per E-\u2060Mail wechseln',
      text: (address) =>
        `Ab der nächsten Anmeldung senden wir einen Code an ${address}, statt nach der App zu fragen. Bitte bestätigen Sie mit einem Code der App. Ihre anderen Geräte werden abgemeldet.`,
      submit: 'Zu E-Mail wechseln',
    },
    switchOff: {
      title: 'Codes bei der Anmeldung ausschalten',
      text: () => 'Ihr Konto ist dann nur noch durch Ihr Passwort geschützt. Bitte bestätigen Sie, dass Sie es sind.',
      submit: 'Ausschalten',
    },
    changeToApp: {
      title: 'Zur Authenticator-App wechseln',
      text: () =>
        'Bitte bestätigen Sie zuerst mit einem Code per E-Mail. Codes per E-Mail bleiben eingeschaltet, bis die App aktiviert ist.',
      submit: 'Weiter',
    },
    newKey: {
      title: 'OTP mit neuem Schlüssel einrichten',
      text: () =>
        'Bitte bestätigen Sie mit einem Code des jetzigen Schlüssels. Er gilt, bis der neue aktiviert ist. Danach kann sich kein Gerät mehr mit ihm anmelden.',
      submit: 'Weiter',
    },
    showKey: {
      title: 'Schlüssel erneut anzeigen',
      text: () => 'Für ein zweites Gerät. Bitte bestätigen Sie, dass Sie es sind.',
      submit: 'Schlüssel anzeigen',
    },
    replaceCodes: {
      title: 'Neue Wiederherstellungs\u00adcodes',
      text: () => 'Sie bekommen zehn neue, und die alten gelten nicht mehr.',
      submit: 'Neue Codes anlegen',
    },
    password: {
      title: 'Passwort ändern',
      text: () => 'Ihre anderen Geräte werden abgemeldet.',
      submit: 'Passwort ändern',
    },
    email: {
      title: 'Ihre E-Mail-Adresse',
      text: () => 'Wir senden einen sechsstelligen Code an die Adresse. Sobald Sie ihn eingeben, ist sie hier Ihre.',
      submit: 'Weiter',
    },
    phone: {
      title: 'Ihre Telefonnummer',
      text: () => 'Wir senden einen sechsstelligen Code per SMS an die Nummer. Sobald Sie ihn eingeben, ist sie hier Ihre.',
      submit: 'Weiter',
    },
  },
  firstTheContact: {
    app: 'Die Authenticator-App braucht eine bestätigte E-Mail-Adresse und eine bestätigte Telefonnummer, damit Sie wieder hineinkommen, falls Sie Ihr Gerät verlieren.',
    email: 'Codes per E-Mail brauchen eine bestätigte E-Mail-Adresse.',
  },
  contactLabels: { email: 'E-Mail-Adresse', phone: 'Telefonnummer' },
  contactHints: { email: 'Zum Beispiel name@example.com', phone: 'Mit Landesvorwahl, zum Beispiel +49 1512 3456789' },
  contactCheckTitles: { email: 'E-Mail-Adresse bestätigen', phone: 'Telefonnummer bestätigen' },

  enrolScan: 'Schlüssel in die App aufnehmen',
  scanOrType: 'Scannen Sie das Bild mit Ihrer Authenticator-App oder tippen Sie den Schlüssel darunter ein.',
  qrAlt: 'QR-Code des Schlüssels. Derselbe Schlüssel steht darunter als Text.',
  copyKey: 'Schlüssel kopieren',
  openInApp: 'In einer App öffnen',
  enrolActivate: 'Aktivieren',
  enrolActivateText: (time) => `Ihre App zeigt jetzt sechs Ziffern. Geben Sie sie hier ein. Dieser Schlüssel wartet bis ${time}.`,
  activate: 'Aktivieren',
  keyVoidTitle: 'Die App wurde nicht aktiviert',
  keyVoidText:
    'Zu Ihrer Sicherheit gilt der angezeigte Schlüssel nicht mehr. Löschen Sie seinen Eintrag in der App und beginnen Sie mit einem neuen Schlüssel.',
  startAgain: 'Neu beginnen',
  keyShownTitle: 'Ihr Schlüssel',
  keyShownText: 'Nehmen Sie ihn in Ihr zweites Gerät auf und zeigen Sie ihn niemandem: Wer ihn hat, kann Ihre Codes erzeugen.',

  recoveryTitle: 'Bewahren Sie Ihre Wiederherstellungs\u00adcodes auf',
  recoveryText: { switchedOn: 'Codes bei der Anmeldung sind eingeschaltet.', replaced: 'Die alten gelten nicht mehr.' },
  keepThem:
    'Wenn Sie keinen Code zur Hand haben, ersetzt ihn jeder von diesen einmal. Bewahren Sie sie sicher auf: Sie werden nur jetzt angezeigt.',
  copy: 'Kopieren',
  copied: 'Kopiert.',
  copyFailed: 'Das Kopieren hat nicht geklappt. Bitte markieren Sie den Text von Hand.',
  download: 'Herunterladen',
  print: 'Drucken',
  codesKept: 'Ich habe sie aufbewahrt',
  recoveryFileName: 'wiederherstellungscodes.txt',
  contacts: 'Kontakt',
  email: 'E-Mail',
  phone: 'Telefon',
  verified: 'bestätigt',
  notVerified: 'nicht bestätigt',
  undeliverable:
    'E-Mails an diese Adresse kamen zurück oder wurden als Spam gemeldet. Bitte bestätigen Sie sie noch einmal oder ändern Sie sie.',
  none: 'keine Angabe',
  addContact: 'Hinzufügen',
  verifyContact: 'Bestätigen',
  changeContact: 'Ändern',
  devices: 'Wo Sie angemeldet bleiben',
  noDevices: 'Auf keinem Gerät.',
  unknownDevice: 'Unbekanntes Gerät',
  deviceSince: (day, end) => `Seit ${day}, bis ${end}`,
  endOthers: 'Alle anderen abmelden',
  logOutEverywhere: 'Überall abmelden',
};
