import type { CodeMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const code: CodeMailWords = {
  login: {
    subject: ({ code }) => `${code} is your login code`,
    heading: 'Your login code',
    happened: ({ shop }) => `Your password was just used to log in to ${shop}. Enter this code to finish logging in:`,
    notYou: ({ shop }) =>
      `Wasn’t it you? Then somebody knows your password. They cannot get in without this code, so keep it to yourself, go to ${shop} as you usually do and change your password.`,
  },
  security: {
    subject: ({ code }) => `${code} is your security code`,
    heading: 'Your security code',
    happened: ({ shop }) =>
      `You are about to change the security settings of your account at ${shop}. Enter this code to confirm the change:`,
    notYou: ({ shop }) =>
      `Wasn’t it you? Then somebody is logged in to your account. They cannot change anything without this code, so keep it to yourself, go to ${shop} as you usually do, log out everywhere and change your password.`,
  },
  contact: {
    subject: ({ code }) => `${code} is your confirmation code`,
    heading: 'Confirm your e-mail address',
    happened: ({ shop }) => `This address was entered for an account at ${shop}. Enter this code to confirm that it is yours:`,
    notYou: () =>
      'Wasn’t it you? Then somebody probably mistyped their own address. Without this code nothing happens; you can delete this e-mail.',
  },
  validity: ({ minutes }) =>
    `The code is valid for ${plural('en', minutes, { one: 'minute', other: 'minutes' })} and works once. If you received several, only the newest counts.`,
  keepSecret: ({ shop }) => `Nobody at ${shop} will ever ask you for this code.`,
};
