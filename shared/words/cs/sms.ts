import type { SmsWords } from '../sms.ts';

export const sms: SmsWords = {
  code: ({ code, shop, minutes }) => `${code} je vas kod pro ${shop}, plati ${minutes} minut. Nikomu ho nesdelujte.`,
  notices: {
    recovered: ({ shop }) =>
      `${shop}: dvoufazove prihlaseni bylo po ztrate zarizeni vypnuto. Nebyli jste to Vy? Ihned zmente heslo a ozvete se nam.`,
    support_approved: ({ shop }) =>
      `${shop}: dvoufazove prihlaseni bude na zadost vypnuto. Nebyli jste to Vy? Zruste to odkazem v e-mailu, nebo se ozvete.`,
    phone_left: ({ shop }) =>
      `${shop}: toto telefonni cislo uz nepatri k Vasemu uctu. Nebyli jste to Vy? Ihned zmente heslo a ozvete se nam.`,
  },
};
