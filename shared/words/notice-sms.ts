import type { Locale } from './locale.ts';

/** What is told by SMS too. */
export type SmsNotice = 'recovered' | 'support_approved' | 'phone_left';

/** In the letters of GSM 03.38, and short enough for one message beside a shop's name of some 30 letters. */
export const noticeSmsWords: Record<Locale, Record<SmsNotice, (shop: string) => string>> = {
  en: {
    recovered: (shop) =>
      `${shop}: two-factor login was switched off after a lost device. Not you? Change your password now and contact us.`,
    support_approved: (shop) =>
      `${shop}: two-factor login will be switched off on request. Not you? Cancel it by the link in our e-mail, or contact us.`,
    phone_left: (shop) => `${shop}: your account no longer has this phone number. Not you? Change your password now and contact us.`,
  },
  de: {
    recovered: (shop) =>
      `${shop}: Zwei-Faktor-Anmeldung nach Geräteverlust ausgeschaltet. Nicht Sie? Passwort sofort ändern und bei uns melden.`,
    support_approved: (shop) =>
      `${shop}: Zwei-Faktor-Anmeldung wird auf Antrag ausgeschaltet. Nicht Sie? Link in unserer E-Mail nutzen oder bei uns melden.`,
    phone_left: (shop) =>
      `${shop}: Diese Telefonnummer gehört nicht mehr zu Ihrem Konto. Nicht Sie? Passwort sofort ändern und bei uns melden.`,
  },
  cs: {
    recovered: (shop) =>
      `${shop}: dvoufazove prihlaseni bylo po ztrate zarizeni vypnuto. Nebyli jste to Vy? Ihned zmente heslo a ozvete se nam.`,
    support_approved: (shop) =>
      `${shop}: dvoufazove prihlaseni bude na zadost vypnuto. Nebyli jste to Vy? Zruste to odkazem v e-mailu, nebo se ozvete.`,
    phone_left: (shop) => `${shop}: toto telefonni cislo uz nepatri k Vasemu uctu. Nebyli jste to Vy? Ihned zmente heslo a ozvete se nam.`,
  },
};
