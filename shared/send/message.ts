import type { Brand } from '../config/brand.ts';

/** An e-mail, before it has an address. Both parts say the same. `logo`: what its HTML shows, and travels with it. */
export type Mail = { subject: string; text: string; html: string; logo?: NonNullable<Brand['mailLogo']> };

export type Sms = { text: string };

/**
 * What became of a message.
 * - `accepted`: the provider took it, under this id.
 * - `refused`: it definitely did not go out, so the dispatch may be undone.
 * - `unknown`: it may have gone out (a time-out, a dropped connection, a 5xx), so the dispatch has to stand.
 *
 * `reason` is the name of an error, fit for a log: never an address, never a text.
 */
export type Delivery =
  | { outcome: 'accepted'; id: string }
  | { outcome: 'refused'; reason: string }
  | { outcome: 'unknown'; reason: string };
