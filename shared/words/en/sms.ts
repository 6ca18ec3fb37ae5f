import { plural } from '../plural.ts';
import type { SmsWords } from '../sms.ts';

export const sms: SmsWords = {
  code: ({ code, shop, minutes }) =>
    `${code} is your code for ${shop}, valid for ${plural('en', minutes, { one: 'minute', other: 'minutes' })}. Do not share it.`,
  notices: {
    recovered: ({ shop }) => `${shop}: your two-factor login was switched off by recovery. Not you? Change your password now.`,
    support_approved: ({ shop }) =>
      `${shop}: we will switch off your two-factor login, as requested. Not you? Stop it with the link in our e-mail.`,
    phone_left: ({ shop }) => `${shop}: this phone number was removed from your account. Not you? Change your password now.`,
  },
};
