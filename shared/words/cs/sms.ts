import { plural } from '../plural.ts';
import type { SmsWords } from '../sms.ts';

/** Without the letters that would cut a message's length to 70 characters. */
export const sms: SmsWords = {
  code: ({ code, shop, minutes }) =>
    `${code} je Vas kod pro ${shop}, plati ${plural('cs', minutes, { one: 'minutu', few: 'minuty', other: 'minut' })}. Nikomu ho nerikejte.`,
  notices: {
    recovered: ({ shop }) =>
      `${shop}: Vase dvoufazove prihlaseni bylo vypnuto pri obnove pristupu. Nebyli jste to Vy? Hned si zmente heslo.`,
    support_approved: ({ shop }) =>
      `${shop}: Vase dvoufazove prihlaseni na zadost vypneme. Nebyli jste to Vy? Zastavite to odkazem v nasem e-mailu.`,
    phone_left: ({ shop }) => `${shop}: toto telefonni cislo uz nepatri k Vasemu uctu. Nebyli jste to Vy? Hned si zmente heslo.`,
  },
};
