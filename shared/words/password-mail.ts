import type { Locale } from './locale.ts';
import { plural } from './plural.ts';

/** What leads to the link: a forgotten password, or "this wasn't me". */
export type PasswordLinkAfter = 'forgotten' | 'not me';

type PasswordMailWords = {
  subject: string;
  happened: Record<PasswordLinkAfter, (shop: string) => string>;
  goOn: string;
  validity: (minutes: number) => string;
  next: string;
  notYou: Record<PasswordLinkAfter, string>;
  footer: (shop: string) => string;
};

export const passwordMailWords: Record<Locale, PasswordMailWords> = {
  en: {
    subject: 'Set a new password',
    happened: {
      forgotten: (shop) => `Somebody asked for a new password for your account at ${shop}. If it was you, set it here:`,
      'not me': (shop) =>
        `You told us that it wasn’t you, through the link in one of our e-mails. So your password at ${shop} no longer works, all your devices are logged out, and whatever recovery or request was under way is called off. Set a new password here:`,
    },
    goOn: 'Set a new password',
    validity: (minutes) =>
      `The link is valid for ${plural('en', minutes, { one: 'minute', other: 'minutes' })} and works once. If you received several, only the newest one works.`,
    next: 'Opening it changes nothing yet. Once the new password is set, all your devices are logged out; two-factor login stays as it is. Never share the link.',
    notYou: {
      forgotten: 'Wasn’t it you? Then there is nothing to do: your password stays as it is.',
      'not me': 'Wasn’t it you who told us? Then somebody reads your e-mails: secure your mailbox first, and then set the new password.',
    },
    footer: (shop) => `${shop} sent this e-mail automatically because it concerns the security of your account.`,
  },
  de: {
    subject: 'Neues Passwort festlegen',
    happened: {
      forgotten: (shop) => `Jemand hat für Ihr Konto bei ${shop} ein neues Passwort angefordert. Waren Sie das, legen Sie es hier fest:`,
      'not me': (shop) =>
        `Über den Link in einer unserer E-Mails haben Sie uns gesagt, dass Sie das nicht waren. Deshalb gilt Ihr Passwort bei ${shop} nicht mehr, alle Ihre Geräte sind abgemeldet, und was an Wiederherstellungen oder Anträgen lief, ist gestoppt. Legen Sie hier ein neues Passwort fest:`,
    },
    goOn: 'Neues Passwort festlegen',
    validity: (minutes) =>
      `Der Link gilt ${plural('de', minutes, { one: 'Minute', other: 'Minuten' })} und nur einmal. Haben Sie mehrere erhalten, gilt nur der neueste.`,
    next: 'Wenn Sie ihn öffnen, ändert sich noch nichts. Sobald das neue Passwort festgelegt ist, werden alle Ihre Geräte abgemeldet; die Zwei-Faktor-Anmeldung bleibt, wie sie ist. Geben Sie den Link nicht weiter.',
    notYou: {
      forgotten: 'Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.',
      'not me':
        'Sie haben uns das nicht gesagt? Dann liest jemand Ihre E-Mails mit: Sichern Sie erst Ihr Postfach und legen Sie dann das neue Passwort fest.',
    },
    footer: (shop) => `${shop} hat diese E-Mail automatisch gesendet, weil sie die Sicherheit Ihres Kontos betrifft.`,
  },
  cs: {
    subject: 'Nastavte si nové heslo',
    happened: {
      forgotten: (shop) => `Někdo požádal o nové heslo k Vašemu účtu na ${shop}. Pokud jste to byli Vy, nastavte si ho zde:`,
      'not me': (shop) =>
        `Přes odkaz v jednom z našich e-mailů jste nám dali vědět, že jste to nebyli Vy. Vaše heslo na ${shop} proto už neplatí, všechna Vaše zařízení jsou odhlášená a probíhající obnova přístupu nebo žádost je zastavená. Nové heslo si nastavte zde:`,
    },
    goOn: 'Nastavit nové heslo',
    validity: (minutes) =>
      `Odkaz platí ${plural('cs', minutes, { one: 'minutu', few: 'minuty', other: 'minut' })} a lze ho použít jednou. Pokud Vám jich přišlo víc, platí jen ten nejnovější.`,
    next: 'Jeho otevřením se ještě nic nezmění. Jakmile si nové heslo nastavíte, odhlásí se všechna Vaše zařízení; dvoufázové přihlášení zůstane, jak je. Odkaz nikomu nesdělujte.',
    notYou: {
      forgotten: 'Nebyli jste to Vy? Pak nemusíte dělat nic: Vaše heslo zůstává, jaké je.',
      'not me': 'Nedali jste nám to vědět Vy? Pak někdo čte Vaše e-maily: nejdřív zabezpečte svou schránku a pak si nastavte nové heslo.',
    },
    footer: (shop) => `Tento e-mail odeslala automaticky služba ${shop}, protože se týká bezpečnosti Vašeho účtu.`,
  },
};
