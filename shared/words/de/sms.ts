import { plural } from '../plural.ts';
import type { SmsWords } from '../sms.ts';

export const sms: SmsWords = {
  code: ({ code, shop, minutes }) =>
    `${code} ist Ihr Code für ${shop}, gültig ${plural('de', minutes, { one: 'Minute', other: 'Minuten' })}. Geben Sie ihn nicht weiter.`,
  notices: {
    recovered: ({ shop }) =>
      `${shop}: Ihre Zwei-Faktor-Anmeldung wurde durch eine Wiederherstellung ausgeschaltet. Nicht Sie? Ändern Sie sofort Ihr Passwort.`,
    support_approved: ({ shop }) =>
      `${shop}: Ihre Zwei-Faktor-Anmeldung wird wie gewünscht ausgeschaltet. Nicht Sie? Stoppen Sie es mit dem Link in unserer E-Mail.`,
    phone_left: ({ shop }) =>
      `${shop}: Diese Telefonnummer wurde aus Ihrem Konto entfernt. Das waren nicht Sie? Ändern Sie sofort Ihr Passwort.`,
  },
};
