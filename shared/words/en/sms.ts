import type { SmsWords } from '../sms.ts';

export const sms: SmsWords = {
  code: ({ code, shop, minutes }) => `${code} is your ${shop} code, valid for ${minutes} minutes. Never share it.`,
  notices: {
    recovered: ({ shop }) =>
      `${shop}: two-factor login was switched off after a lost device. Not you? Change your password now and contact us.`,
    support_approved: ({ shop }) =>
      `${shop}: two-factor login will be switched off on request. Not you? Cancel it by the link in our e-mail, or contact us.`,
    phone_left: ({ shop }) => `${shop}: your account no longer has this phone number. Not you? Change your password now and contact us.`,
  },
};
