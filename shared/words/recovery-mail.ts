import type { Locale } from './locale.ts';
import { plural } from './plural.ts';

type RecoveryMailWords = {
  /** Says what happened, so that whoever did not do it opens the e-mail. */
  subject: string;
  happened: (shop: string) => string;
  goOn: string;
  validity: (minutes: number) => string;
  next: string;
  notYou: string;
  footer: (shop: string) => string;
};

export const recoveryMailWords: Record<Locale, RecoveryMailWords> = {
  en: {
    subject: 'Your OTP keycard was reported lost',
    happened: (shop) =>
      `Somebody who has your password was about to log in to ${shop} and said that the device with your OTP keycard is lost. If it was you, go on here to switch two-factor login off:`,
    goOn: 'Go on with the recovery',
    validity: (minutes) =>
      `The link is valid for ${plural('en', minutes, { one: 'minute', other: 'minutes' })}. If you received several, only the newest one works.`,
    next: 'Opening it changes nothing yet. On the page you have a code sent to your phone by SMS; two-factor login goes off only once you have entered it. Never share the link or the code.',
    notYou: 'Wasn’t it you? Then somebody knows your password. Stop them here, and change your password wherever else you use it:',
    footer: (shop) => `${shop} sent this e-mail automatically because it concerns the security of your account.`,
  },
  de: {
    subject: 'Ihre OTP-Keycard wurde als verloren gemeldet',
    happened: (shop) =>
      `Jemand, der Ihr Passwort hat, wollte sich bei ${shop} anmelden und hat angegeben, das Gerät mit Ihrer OTP-Keycard sei verloren. Waren Sie das, geht es hier weiter, um die Zwei-Faktor-Anmeldung auszuschalten:`,
    goOn: 'Weiter zur Wiederherstellung',
    validity: (minutes) =>
      `Der Link gilt ${plural('de', minutes, { one: 'Minute', other: 'Minuten' })}. Haben Sie mehrere erhalten, gilt nur der neueste.`,
    next: 'Wenn Sie ihn öffnen, ändert sich noch nichts. Auf der Seite lassen Sie sich einen Code per SMS auf Ihr Telefon senden; erst wenn Sie ihn eingegeben haben, wird die Zwei-Faktor-Anmeldung ausgeschaltet. Geben Sie weder den Link noch den Code weiter.',
    notYou:
      'Das waren nicht Sie? Dann kennt jemand Ihr Passwort. Stoppen Sie ihn hier und ändern Sie Ihr Passwort überall, wo Sie es sonst verwenden:',
    footer: (shop) => `${shop} hat diese E-Mail automatisch gesendet, weil sie die Sicherheit Ihres Kontos betrifft.`,
  },
  cs: {
    subject: 'Vaše OTP karta byla nahlášena jako ztracená',
    happened: (shop) =>
      `Někdo, kdo má Vaše heslo, se přihlašoval na ${shop} a uvedl, že zařízení s Vaší OTP kartou je ztracené. Pokud jste to byli Vy, pokračujte k vypnutí dvoufázového přihlášení zde:`,
    goOn: 'Pokračovat v obnově přístupu',
    validity: (minutes) =>
      `Odkaz platí ${plural('cs', minutes, { one: 'minutu', few: 'minuty', other: 'minut' })}. Pokud Vám jich přišlo víc, platí jen ten nejnovější.`,
    next: 'Jeho otevřením se ještě nic nezmění. Na stránce si necháte poslat kód v SMS na svůj telefon; dvoufázové přihlášení se vypne, až když ho zadáte. Odkaz ani kód nikomu nesdělujte.',
    notYou: 'Nebyli jste to Vy? Pak někdo zná Vaše heslo. Zastavte ho zde a změňte si heslo všude jinde, kde ho používáte:',
    footer: (shop) => `Tento e-mail odeslala automaticky služba ${shop}, protože se týká bezpečnosti Vašeho účtu.`,
  },
};
