import type { ChosenWords } from '../chosen.ts';

export const chosen: ChosenWords = {
  newPassword: 'New password',
  passwordHint: (minimum) => `At least ${minimum} characters. A few words in a row work well.`,
  failures: {
    too_short: 'This password is too short.',
    too_long: 'This password is too long. It can have 256 characters at most.',
    common: 'This password is one of those that others try first.',
    username: 'This is little more than your username or e-mail address.',
    shop_name: 'This is little more than our name.',
    same: 'This is your old password.',
  },
};
