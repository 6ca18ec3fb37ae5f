import type { Locale } from '../shared/words/locale.ts';
import type { Words } from './words.ts';

/** What every view is drawn with, beside its own state. */
export type Frame = {
  say: Words;
  locale: Locale;
  /** The server's clock in ms. */
  now: number;
  /** Absolute URLs; `shop` only where the shop has set one. */
  links: { login: string; security: string; support: string; shop?: string };
};
