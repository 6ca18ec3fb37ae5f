import type { CodeMailWords } from '../../mails.ts';
import { plural } from '../../plural.ts';

export const code: CodeMailWords = {
  login: {
    subject: ({ code }) => `${code} is your login code`,
    heading: 'Your login code',
    happened: ({ shop }) => `Enter this code to finish logging in to ${shop}:`,
    notYou: ({ shop }) =>
      `Weren’t you logging in? Then somebody else knows your password. They can’t get in without this code, so don’t share it. Go to ${shop} as you usually do and change your password.`,
  },
  security: {
    subject: ({ code }) => `${code} is your security code`,
    heading: 'Your security code',
    happened: ({ shop }) => `Enter this code to confirm a change to your account security at ${shop}:`,
    notYou: ({ shop }) =>
      `Weren’t you changing anything? Then somebody else is logged in to your account. They can’t change anything without this code, so don’t share it. Go to ${shop} as you usually do, log out everywhere and change your password.`,
  },
  contact: {
    subject: ({ code }) => `${code} verifies your e-mail address`,
    heading: 'Verify your e-mail address',
    happened: ({ shop }) =>
      `This address was entered for an account at ${shop}. If the account is yours, enter this code to verify the address:`,
    notYou: () =>
      'Not expecting this? Then somebody probably mistyped their own address. Nothing happens without the code, so you can simply delete this e-mail.',
  },
  validity: ({ minutes }) =>
    `The code is valid for ${plural('en', minutes, { one: 'minute', other: 'minutes' })} and works once. If you got several, only the newest one works.`,
  keepSecret: ({ shop }) => `Nobody at ${shop} will ever ask you for it.`,
};
