import type { SecurityWords } from '../../security/words.ts';
import { events } from './activity.ts';
import { at } from './at.ts';
import { counted } from './counted.ts';

const codesLeft = (codes: number) =>
  `${codes > 1 && codes < 5 ? 'Zbývají' : 'Zbývá'} ${counted(codes, 'záložní kód', 'záložní kódy', 'záložních kódů')}`;

export const security: SecurityWords = {
  loggedInAs: (username) => `Účet ${username}`,
  loggedInBy: {
    password: (time) => `Přihlášení heslem, ${time}`,
    email: (time) => `Přihlášení heslem a kódem z e-mailu, ${time}`,
    totp: (time) => `Přihlášení heslem a ověřovací aplikací, ${time}`,
    'recovery-code': (time) => `Přihlášení heslem a záložním kódem, ${time}`,
    shop: (time) => `Příchod z obchodu, ${time}`,
  },
  backToShop: (shop) => `Zpět do obchodu ${shop}`,
  fromShop: (shop) => `Přišli jste sem ze svého účtu v obchodě ${shop} a tam jste stále přihlášeni.`,

  twoFactor: 'Dvoufázové přihlášení',
  twoFactorText:
    'Kromě hesla budeme chtít i šestimístný kód. Samotné ukradené heslo pak k přihlášení nestačí. Vyberte, jak chcete kódy dostávat:',
  on: 'Zapnuto',
  off: 'Vypnuto',
  methods: { totp: 'Ověřovací aplikace', email: 'Kód e-mailem' },
  since: (day) => `Od ${day}`,
  methodMeans: {
    totp: () => 'Při každém přihlášení budeme chtít šestimístný kód z aplikace.',
    email: (address) => `Při každém přihlášení pošleme šestimístný kód na ${address}.`,
  },
  methodTexts: {
    totp: 'Google Authenticator, Microsoft Authenticator nebo jakákoli jiná. Bezpečnější možnost, která funguje i bez připojení.',
    email: 'Při každém přihlášení Vám pošleme kód. Nemusíte nic instalovat.',
  },
  setUpApp: 'Nastavit aplikaci',
  changeToApp: 'Přejít na ověřovací aplikaci',
  changeToEmail: 'Přejít na kód e-\u2060mailem',
  switchOn: 'Zapnout',
  switchOff: 'Vypnout',
  showKey: 'Zobrazit klíč pro nastavení',
  newKey: 'Změnit klíč pro nastavení',

  recoveryCodes: 'Záložní kódy',
  recoveryCodesText: 'Když se ke kódu nedostanete, přihlásíte se záložním kódem. Každý platí jen jednou.',
  codesLeft,
  fewCodes: (codes) =>
    codes === 0
      ? 'Nezbyl Vám žádný záložní kód. Hned si vytvořte nové, ať o přístup nepřijdete.'
      : `${codesLeft(codes)}. Vytvořte si nové, než Vám dojdou.`,
  replaceCodes: 'Vytvořit nové kódy',

  passwordText: 'Když si ho změníte, na ostatních zařízeních Vás odhlásíme.',
  passwordAtShop: (shop) => `Heslo si měníte v obchodě ${shop}.`,
  oldPassword: 'Současné heslo',

  contacts: 'E-mail a telefon',
  email: 'E-mail',
  phone: 'Telefon',
  verified: 'Ověřeno',
  notVerified: 'Neověřeno',
  undeliverable: 'E-maily na tuto adresu se vrátily nebo je někdo označil jako spam. Ověřte ji prosím znovu, nebo ji změňte.',
  none: 'Neuvedeno',
  addContact: 'Přidat',
  verifyContact: 'Ověřit',
  changeContact: 'Změnit',
  phoneIsFree: (time) =>
    `Právě jste potvrdili, že jste to Vy. Do ${time} můžete ověřit nebo změnit telefonní číslo bez dalšího potvrzování.`,
  confirmedUntil: (time) => `Právě jste potvrdili, že jste to Vy. Platí to do ${time}.`,

  sessions: 'Kde jste přihlášeni',
  thisDevice: 'Toto zařízení',
  deviceOn: (browser, system) => `${browser}, ${system}`,
  unknownDevice: 'Neznámé zařízení',
  inUse: 'Právě se používá',
  lastUsed: (time) => `Naposledy použito ${time}`,
  network: (network) => `síť ${network}`,
  near: (place) => `přibližně ${place}`,
  staysUntil: (since, until) => `Přihlášeno od ${since}, bez používání skončí ${until}`,
  endsAt: (time) => `Skončí ${at(time)}, nebo až tuto stránku zavřete`,
  endSession: 'Odhlásit',
  notListed: 'Zařízení, na kterých nezůstáváte přihlášeni, tu nejsou. Tlačítko „Odhlásit ostatní“ je odhlásí také.',
  endOthers: 'Odhlásit ostatní',
  logOutEverywhere: 'Odhlásit se všude',

  activity: 'Nedávná aktivita',
  noActivity: 'Zatím se nic nestalo.',
  activityUnread: 'Aktivitu teď nemůžeme zobrazit.',
  showMore: 'Zobrazit další',
  events: events(codesLeft),
  otherEvent: 'V zabezpečení Vašeho účtu se něco změnilo.',

  cancel: 'Zrušit',
  done: 'Hotovo',
  notices: {
    switchedOff: 'Dvoufázové přihlášení je vypnuté.',
    appIsOn: 'Ověřovací aplikace je nastavená, ale záložní kódy k Vám nedorazily. Vytvořte si prosím nové.',
    emailVerified: 'E-mailová adresa je ověřená.',
    phoneVerified: 'Telefonní číslo je ověřené.',
    passwordChanged: 'Heslo je změněné a na všech ostatních zařízeních jste odhlášeni.',
    othersEnded: 'Na všech ostatních zařízeních jste odhlášeni.',
    sessionEnded: 'Zařízení je odhlášené.',
  },

  tasks: {
    switchOnEmail: {
      title: 'Zapnout kód e-mailem',
      text: (address) => `Od příštího přihlášení budeme posílat kód na ${address}. Na ostatních zařízeních Vás odhlásíme.`,
      submit: 'Zapnout',
    },
    changeToEmail: {
      title: 'Přejít na kód e-\u2060mailem',
      text: (address) =>
        `Od příštího přihlášení budeme místo kódu z aplikace chtít kód, který pošleme na ${address}. Na ostatních zařízeních Vás odhlásíme. Potvrďte to kódem z aplikace.`,
      submit: 'Přejít na kód e-mailem',
    },
    switchOff: {
      title: 'Vypnout dvoufázové přihlášení',
      text: () => 'Váš účet pak bude chránit jen heslo. Potvrďte prosím, že jste to Vy.',
      submit: 'Vypnout',
    },
    changeToApp: {
      title: 'Přejít na ověřovací aplikaci',
      text: () => 'Nejdřív to potvrďte kódem z e-mailu. Dokud aplikaci neaktivujete, budou Vám kódy dál chodit e-mailem.',
      submit: 'Pokračovat',
    },
    newKey: {
      title: 'Nový klíč pro nastavení',
      text: () =>
        'Nejdřív to potvrďte kódem z aplikace. Dosavadní klíč platí, dokud neaktivujete nový. Zařízení, která mají jen ten starý, budou potom ukazovat neplatné kódy.',
      submit: 'Pokračovat',
    },
    showKey: {
      title: 'Zobrazit klíč pro nastavení',
      text: () => 'Aplikaci s ním nastavíte i na dalším zařízení. Potvrďte prosím, že jste to Vy.',
      submit: 'Zobrazit klíč pro nastavení',
    },
    replaceCodes: {
      title: 'Nové záložní kódy',
      text: () => 'Dostanete deset nových kódů a staré přestanou platit.',
      submit: 'Vytvořit nové kódy',
    },
    password: {
      title: 'Změnit heslo',
      text: () => 'Na ostatních zařízeních Vás odhlásíme.',
      submit: 'Změnit heslo',
    },
    email: {
      title: 'Vaše e-mailová adresa',
      text: () => 'Pošleme na ni šestimístný kód. Tím adresu ověříte.',
      submit: 'Pokračovat',
    },
    phone: {
      title: 'Vaše telefonní číslo',
      text: () => 'Pošleme na něj SMS se šestimístným kódem. Tím číslo ověříte.',
      submit: 'Pokračovat',
    },
    verifyEmail: {
      title: 'Ověřte e-mailovou adresu',
      text: (address) => `Pošleme šestimístný kód na ${address}.`,
      submit: 'Poslat kód',
    },
    verifyPhone: {
      title: 'Ověřte telefonní číslo',
      text: (number) => `Pošleme SMS se šestimístným kódem na ${number}.`,
      submit: 'Poslat kód',
    },
  },
  otherContact: { email: 'Použít jinou adresu', phone: 'Použít jiné číslo' },
  firstTheContact: {
    app: 'K ověřovací aplikaci potřebujeme ověřenou e-mailovou adresu a ověřené telefonní číslo, abyste se k účtu dostali, i když zařízení ztratíte.',
    email: 'Ke kódům e-mailem potřebujeme ověřenou e-mailovou adresu.',
  },
  contactLabels: { email: 'E-mailová adresa', phone: 'Telefonní číslo' },
  contactHints: { email: 'Například jmeno@example.com', phone: 'S předvolbou země, například +420 601 123 456' },
  contactCheckTitles: { email: 'Ověřte e-mailovou adresu', phone: 'Ověřte telefonní číslo' },

  enrolTitle: 'Nastavit ověřovací aplikaci',
  enrolScan: 'Přidejte účet do aplikace',
  scanOrType: 'Naskenujte QR kód ověřovací aplikací, nebo do ní opište klíč pro nastavení, který je pod ním.',
  qrAlt: 'QR kód s klíčem pro nastavení. Stejný klíč je pod ním jako text.',
  copyKey: 'Kopírovat klíč pro nastavení',
  openInApp: 'Otevřít v aplikaci',
  enrolActivate: 'Zadejte kód',
  enrolActivateText: (time) => `Aplikace teď ukazuje šest číslic. Zadejte je sem do ${time}.`,
  activate: 'Aktivovat',
  keyVoidTitle: 'Aplikace nebyla aktivována',
  keyVoidText: 'Z bezpečnostních důvodů tento klíč pro nastavení už neplatí. Smažte v aplikaci jeho záznam a začněte znovu s novým.',
  startAgain: 'Začít znovu',
  keyShownTitle: 'Váš klíč pro nastavení',
  keyShownText: 'Přidejte ho do dalšího zařízení a nikomu ho neukazujte: kdo ho má, může generovat stejné kódy jako Vy.',

  recoveryTitle: 'Uložte si záložní kódy',
  recoveryText: { switchedOn: 'Dvoufázové přihlášení je zapnuté.', replaced: 'Staré záložní kódy už neplatí.' },
  keepThem:
    'Když se ke kódu nedostanete, zadejte místo něj některý z těchto. Každý platí jen jednou. Uložte si je na bezpečné místo: ukážeme je jen teď.',
  codesOf: (account, day) => `Záložní kódy k účtu ${account}, ${day}`,
  codesUnsaved: 'Tyto kódy už znovu neuvidíte. Než odejdete, uložte si je.',
  copy: 'Kopírovat',
  copied: 'Zkopírováno.',
  copyFailed: 'Kopírování se nepodařilo. Označte prosím text ručně.',
  download: 'Stáhnout',
  print: 'Vytisknout',
  codesKept: 'Kódy mám uložené',
  recoveryFileName: 'zalozni-kody',
};
