import type { ChosenWords } from '../chosen.ts';

export const chosen: ChosenWords = {
  newPassword: 'New password',
  passwordHint: (minimum) => `At least ${minimum} characters. A few words in a row work well.`,
  failures: {
    too_short: 'This password is too short.',
    too_long: 'This password is too long. It can have 256 characters at most.',
    common: 'This password is too common, so it’s among the first that others try.',
    username: 'This is too close to your username or e-mail address.',
    shop_name: 'This is too close to our name.',
    same: 'This is your old password.',
  },
};
