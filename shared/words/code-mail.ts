import type { Locale } from './locale.ts';
import { plural } from './plural.ts';

/** What a code is asked for: to finish a login, to confirm a change of security settings, to prove a contact. */
export type CodePurpose = 'login' | 'security' | 'contact';

type Words = {
  /** The code leads: it shows in the list of mails and on a locked phone's notification. */
  subject: (code: string) => string;
  heading: string;
  happened: (shop: string) => string;
  notYou: (shop: string) => string;
};

type CodeMailWords = Record<CodePurpose, Words> & {
  validity: (minutes: number) => string;
  keepSecret: (shop: string) => string;
  footer: (shop: string) => string;
};

export const codeMailWords: Record<Locale, CodeMailWords> = {
  en: {
    login: {
      subject: (code) => `${code} is your login code`,
      heading: 'Your login code',
      happened: (shop) => `Your password was just used to log in to ${shop}. Enter this code to finish logging in:`,
      notYou: (shop) =>
        `Wasn’t it you? Then somebody knows your password. They cannot get in without this code, so keep it to yourself, go to ${shop} as you usually do and change your password.`,
    },
    security: {
      subject: (code) => `${code} is your security code`,
      heading: 'Your security code',
      happened: (shop) =>
        `You are about to change the security settings of your account at ${shop}. Enter this code to confirm the change:`,
      notYou: (shop) =>
        `Wasn’t it you? Then somebody is logged in to your account. They cannot change anything without this code, so keep it to yourself, go to ${shop} as you usually do, log out everywhere and change your password.`,
    },
    contact: {
      subject: (code) => `${code} is your confirmation code`,
      heading: 'Confirm your e-mail address',
      happened: (shop) => `This address was entered for an account at ${shop}. Enter this code to confirm that it is yours:`,
      notYou: () =>
        'Wasn’t it you? Then somebody probably mistyped their own address. Without this code nothing happens; you can delete this e-mail.',
    },
    validity: (minutes) =>
      `The code is valid for ${plural('en', minutes, { one: 'minute', other: 'minutes' })} and works once. If you received several, only the newest counts.`,
    keepSecret: (shop) => `Nobody at ${shop} will ever ask you for this code.`,
    footer: (shop) => `${shop} sent this e-mail automatically. It contains no links.`,
  },
  de: {
    login: {
      subject: (code) => `${code} ist Ihr Anmeldecode`,
      heading: 'Ihr Anmeldecode',
      happened: (shop) =>
        `Ihr Passwort wurde gerade für eine Anmeldung bei ${shop} verwendet. Mit diesem Code schließen Sie die Anmeldung ab:`,
      notYou: (shop) =>
        `Das waren nicht Sie? Dann kennt jemand Ihr Passwort. Ohne diesen Code kommt niemand hinein: Geben Sie ihn nicht weiter, rufen Sie ${shop} wie gewohnt auf und ändern Sie Ihr Passwort.`,
    },
    security: {
      subject: (code) => `${code} ist Ihr Sicherheitscode`,
      heading: 'Ihr Sicherheitscode',
      happened: (shop) =>
        `Sie möchten die Sicherheitseinstellungen Ihres Kontos bei ${shop} ändern. Bestätigen Sie die Änderung mit diesem Code:`,
      notYou: (shop) =>
        `Das waren nicht Sie? Dann ist jemand in Ihrem Konto angemeldet. Ohne diesen Code lässt sich nichts ändern: Geben Sie ihn nicht weiter, rufen Sie ${shop} wie gewohnt auf, melden Sie sich überall ab und ändern Sie Ihr Passwort.`,
    },
    contact: {
      subject: (code) => `${code} ist Ihr Bestätigungscode`,
      heading: 'Bestätigen Sie Ihre E-Mail-Adresse',
      happened: (shop) =>
        `Diese Adresse wurde für ein Konto bei ${shop} eingetragen. Bestätigen Sie mit diesem Code, dass sie Ihnen gehört:`,
      notYou: () =>
        'Das waren nicht Sie? Dann hat sich vermutlich jemand bei der eigenen Adresse vertippt. Ohne diesen Code geschieht nichts; Sie können diese E-Mail löschen.',
    },
    validity: (minutes) =>
      `Der Code gilt ${plural('de', minutes, { one: 'Minute', other: 'Minuten' })} und nur einmal. Haben Sie mehrere erhalten, zählt nur der neueste.`,
    keepSecret: (shop) => `Niemand von ${shop} wird Sie je nach diesem Code fragen.`,
    footer: (shop) => `${shop} hat diese E-Mail automatisch gesendet. Sie enthält keine Links.`,
  },
  cs: {
    login: {
      subject: (code) => `${code} je Váš přihlašovací kód`,
      heading: 'Váš přihlašovací kód',
      happened: (shop) => `Vaše heslo bylo právě použito k přihlášení na ${shop}. Přihlášení dokončíte tímto kódem:`,
      notYou: (shop) =>
        `Nejste to Vy? Pak někdo zná Vaše heslo. Bez tohoto kódu se dovnitř nedostane: nikomu ho nesdělujte, otevřete ${shop} tak jako obvykle a změňte si heslo.`,
    },
    security: {
      subject: (code) => `${code} je Váš bezpečnostní kód`,
      heading: 'Váš bezpečnostní kód',
      happened: (shop) => `Chystáte se změnit nastavení zabezpečení svého účtu na ${shop}. Změnu potvrdíte tímto kódem:`,
      notYou: (shop) =>
        `Nejste to Vy? Pak je někdo přihlášen k Vašemu účtu. Bez tohoto kódu nic nezmění: nikomu ho nesdělujte, otevřete ${shop} tak jako obvykle, všude se odhlaste a změňte si heslo.`,
    },
    contact: {
      subject: (code) => `${code} je Váš potvrzovací kód`,
      heading: 'Potvrďte svou e-mailovou adresu',
      happened: (shop) => `Tato adresa byla zadána u účtu na ${shop}. Tímto kódem potvrdíte, že je Vaše:`,
      notYou: () =>
        'Nezadali jste ji Vy? Pak se asi někdo spletl ve vlastní adrese. Bez tohoto kódu se nic nestane a tento e-mail můžete smazat.',
    },
    validity: (minutes) =>
      `Kód platí ${plural('cs', minutes, { one: 'minutu', few: 'minuty', other: 'minut' })} a lze ho použít jednou. Pokud Vám jich přišlo víc, platí jen ten nejnovější.`,
    keepSecret: (shop) => `Nikdo ze společnosti ${shop} se Vás na tento kód nikdy nebude ptát.`,
    footer: (shop) => `Tento e-mail odeslala automaticky služba ${shop}. Neobsahuje žádné odkazy.`,
  },
};
