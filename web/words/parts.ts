import type { Words } from './words.ts';

/** Which parts of the words a page says, beside its frame. */
export const partsOf = {
  account: ['common', 'chosen', 'login'],
  password: ['common', 'chosen', 'password'],
  recover: ['common', 'captcha', 'recover'],
  support: ['common', 'captcha', 'support'],
} as const satisfies Record<string, readonly (keyof Words)[]>;
