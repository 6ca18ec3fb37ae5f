import type { Locale } from './locale.ts';

type AnnouncementWords = {
  subject: string;
  happened: (shop: string) => string;
  when: string;
  /** BCP 47 tag for the form of dates. */
  dates: string;
  wasYou: string;
  notYou: string;
  footer: (shop: string) => string;
};

export const supportAnnouncementWords: Record<Locale, AnnouncementWords> = {
  en: {
    subject: 'Two-factor login will be switched off',
    happened: (shop) =>
      `Our team approved a request to switch off two-factor login of your account at ${shop}. Unless it is cancelled, this happens at the time below. From then on your password alone opens your account, and all your devices will be logged out.`,
    when: 'Switched off from',
    dates: 'en-GB',
    wasYou: 'If you made the request, you need not do anything.',
    notYou: 'Wasn’t it you? Then somebody is trying to get into your account. Stop them here and contact us:',
    footer: (shop) =>
      `${shop} sent this e-mail automatically because it concerns the security of your account. Until that time you can cancel.`,
  },
  de: {
    subject: 'Die Zwei-Faktor-Anmeldung wird ausgeschaltet',
    happened: (shop) =>
      `Unser Team hat einen Antrag genehmigt, die Zwei-Faktor-Anmeldung Ihres Kontos bei ${shop} auszuschalten. Wird er nicht zurückgezogen, geschieht das zum unten genannten Zeitpunkt. Dann genügt für Ihr Konto das Passwort, und alle Ihre Geräte werden abgemeldet.`,
    when: 'Ausgeschaltet ab',
    dates: 'de-DE',
    wasYou: 'Kam der Antrag von Ihnen, brauchen Sie nichts zu tun.',
    notYou: 'Er kam nicht von Ihnen? Dann versucht jemand, in Ihr Konto zu gelangen. Stoppen Sie ihn hier und melden Sie sich bei uns:',
    footer: (shop) =>
      `${shop} hat diese E-Mail automatisch gesendet, weil sie die Sicherheit Ihres Kontos betrifft. Bis zu diesem Zeitpunkt können Sie den Antrag zurückziehen.`,
  },
  cs: {
    subject: 'Dvoufázové přihlášení bude vypnuto',
    happened: (shop) =>
      `Náš tým schválil žádost o vypnutí dvoufázového přihlášení k Vašemu účtu na ${shop}. Pokud nebude zrušena, stane se tak v níže uvedenou dobu. Pak bude k účtu stačit samotné heslo a všechna Vaše zařízení budou odhlášena.`,
    when: 'Vypnuto od',
    dates: 'cs-CZ',
    wasYou: 'Pokud jste žádost podali Vy, nemusíte nic dělat.',
    notYou: 'Nebyli jste to Vy? Pak se někdo snaží dostat k Vašemu účtu. Zastavte ho zde a ozvěte se nám:',
    footer: (shop) =>
      `Tento e-mail odeslala automaticky služba ${shop}, protože se týká bezpečnosti Vašeho účtu. Do uvedené doby lze žádost zrušit.`,
  },
};

type AskedWords = Pick<AnnouncementWords, 'subject' | 'happened' | 'wasYou' | 'notYou' | 'footer'>;

/** To the owner of an account, as soon as somebody has filled in the form about it. */
export const supportAskedWords: Record<Locale, AskedWords> = {
  en: {
    subject: 'Somebody asks us to switch two-factor login off',
    happened: (shop) =>
      `Somebody has told us that they can no longer get the codes for your account at ${shop}, and asks us to switch two-factor login off. Nothing has changed yet. Our team will now find out who is asking, and you will hear from us before anything is switched off.`,
    wasYou: 'If it was you, you need not do anything: our team will get in touch with you.',
    notYou:
      'Wasn’t it you? Then somebody is trying to get into your account. Stop them here, and change your password wherever else you use it:',
    footer: (shop) => `${shop} sent this e-mail automatically because it concerns the security of your account.`,
  },
  de: {
    subject: 'Jemand möchte Ihre Zwei-Faktor-Anmeldung ausschalten lassen',
    happened: (shop) =>
      `Jemand hat uns geschrieben, dass die Codes für Ihr Konto bei ${shop} nicht mehr ankommen, und bittet uns, die Zwei-Faktor-Anmeldung auszuschalten. Noch ist nichts geschehen. Unser Team prüft jetzt, wer da fragt, und bevor etwas ausgeschaltet wird, hören Sie noch einmal von uns.`,
    wasYou: 'Waren Sie es selbst, brauchen Sie nichts zu tun: Unser Team meldet sich bei Ihnen.',
    notYou:
      'Sie waren es nicht? Dann versucht jemand, in Ihr Konto zu gelangen. Stoppen Sie ihn hier und ändern Sie Ihr Passwort überall, wo Sie es sonst verwenden:',
    footer: (shop) => `${shop} hat diese E-Mail automatisch gesendet, weil sie die Sicherheit Ihres Kontos betrifft.`,
  },
  cs: {
    subject: 'Někdo nás žádá o vypnutí Vašeho dvoufázového přihlášení',
    happened: (shop) =>
      `Někdo nám napsal, že už nemůže získat kódy k Vašemu účtu na ${shop}, a žádá, abychom dvoufázové přihlášení vypnuli. Zatím se nic nezměnilo. Náš tým teď zjišťuje, kdo se ptá, a než se cokoli vypne, ještě se Vám ozveme.`,
    wasYou: 'Pokud jste to byli Vy, nemusíte nic dělat: náš tým se Vám ozve.',
    notYou: 'Nebyli jste to Vy? Pak se někdo snaží dostat k Vašemu účtu. Zastavte ho zde a změňte si heslo všude jinde, kde ho používáte:',
    footer: (shop) => `Tento e-mail odeslala automaticky služba ${shop}, protože se týká bezpečnosti Vašeho účtu.`,
  },
};

/** The shop's team reads English. */
export const supportTeamWords = {
  subject: (requestId: string) => `Support request ${requestId}`,
  heading: 'A new support request',
  happened: (shop: string) =>
    `Somebody filled in the form at ${shop} for customers who can reach neither their e-mail nor their phone, and asks for two-factor login to be switched off.`,
  due: 'To be answered by',
  dates: 'en-GB',
  toSeeIt: 'To see it',
  unverified:
    'The sender is unverified: anybody can fill in the form, for any account. What is quoted below was typed by that person. Believe none of it and open no link in it before you know who they are, and try the contacts on file first.',
  username: 'Account',
  reachMeAt: 'Wants to be reached at',
  message: 'Message',
  footer: (shop: string) =>
    `${shop} sent this e-mail automatically to the team that answers support requests. A reply to it does not reach the customer.`,
};
