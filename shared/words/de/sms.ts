import type { SmsWords } from '../sms.ts';

export const sms: SmsWords = {
  code: ({ code, shop, minutes }) => `${code} ist Ihr Code für ${shop}, gültig ${minutes} Minuten. Geben Sie ihn nie weiter.`,
  notices: {
    recovered: ({ shop }) =>
      `${shop}: Zwei-Faktor-Anmeldung nach Geräteverlust ausgeschaltet. Nicht Sie? Passwort sofort ändern und bei uns melden.`,
    support_approved: ({ shop }) =>
      `${shop}: Zwei-Faktor-Anmeldung wird auf Antrag ausgeschaltet. Nicht Sie? Link in unserer E-Mail nutzen oder bei uns melden.`,
    phone_left: ({ shop }) =>
      `${shop}: Diese Telefonnummer gehört nicht mehr zu Ihrem Konto. Nicht Sie? Passwort sofort ändern und bei uns melden.`,
  },
};
