import type { Locale } from './locale.ts';
import { plural } from './plural.ts';

type PasswordMailWords = {
  subject: string;
  happened: (shop: string) => string;
  goOn: string;
  validity: (minutes: number) => string;
  next: string;
  notYou: string;
  footer: (shop: string) => string;
};

export const passwordMailWords: Record<Locale, PasswordMailWords> = {
  en: {
    subject: 'Set a new password',
    happened: (shop) => `Somebody asked for a new password for your account at ${shop}. If it was you, set it here:`,
    goOn: 'Set a new password',
    validity: (minutes) =>
      `The link is valid for ${plural('en', minutes, { one: 'minute', other: 'minutes' })} and works once. If you received several, only the newest one works.`,
    next: 'Opening it changes nothing yet. Once the new password is set, all your devices are logged out; two-factor login stays as it is. Never share the link.',
    notYou: 'Wasn’t it you? Then there is nothing to do: your password stays as it is.',
    footer: (shop) => `${shop} sent this e-mail automatically because it concerns the security of your account.`,
  },
  de: {
    subject: 'Neues Passwort festlegen',
    happened: (shop) => `Jemand hat für Ihr Konto bei ${shop} ein neues Passwort angefordert. Waren Sie das, legen Sie es hier fest:`,
    goOn: 'Neues Passwort festlegen',
    validity: (minutes) =>
      `Der Link gilt ${plural('de', minutes, { one: 'Minute', other: 'Minuten' })} und nur einmal. Haben Sie mehrere erhalten, gilt nur der neueste.`,
    next: 'Wenn Sie ihn öffnen, ändert sich noch nichts. Sobald das neue Passwort festgelegt ist, werden alle Ihre Geräte abgemeldet; die Zwei-Faktor-Anmeldung bleibt, wie sie ist. Geben Sie den Link nicht weiter.',
    notYou: 'Das waren nicht Sie? Dann brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.',
    footer: (shop) => `${shop} hat diese E-Mail automatisch gesendet, weil sie die Sicherheit Ihres Kontos betrifft.`,
  },
  cs: {
    subject: 'Nastavte si nové heslo',
    happened: (shop) => `Někdo požádal o nové heslo k Vašemu účtu na ${shop}. Pokud jste to byli Vy, nastavte si ho zde:`,
    goOn: 'Nastavit nové heslo',
    validity: (minutes) =>
      `Odkaz platí ${plural('cs', minutes, { one: 'minutu', few: 'minuty', other: 'minut' })} a lze ho použít jednou. Pokud Vám jich přišlo víc, platí jen ten nejnovější.`,
    next: 'Jeho otevřením se ještě nic nezmění. Jakmile si nové heslo nastavíte, odhlásí se všechna Vaše zařízení; dvoufázové přihlášení zůstane, jak je. Odkaz nikomu nesdělujte.',
    notYou: 'Nebyli jste to Vy? Pak nemusíte dělat nic: Vaše heslo zůstává, jaké je.',
    footer: (shop) => `Tento e-mail odeslala automaticky služba ${shop}, protože se týká bezpečnosti Vašeho účtu.`,
  },
};
