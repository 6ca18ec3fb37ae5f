/**
 * Who may call the console: the page that was opened with the address that the command printed, and nobody else. Other pages of the same
 * browser reach every port of this machine, be it by a name of their own that leads here (DNS rebinding), and so do other programs.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { tokenHeader } from './contract.ts';

type Guarded = { readonly origin: string; readonly token: string };

/** Whatever is asked: under which name? */
export const isForAnotherHost = ({ host }: IncomingHttpHeaders, { origin }: Pick<Guarded, 'origin'>): boolean =>
  `http://${host}` !== origin;

/** @returns what is wrong with a call */
export function refusalOf(headers: IncomingHttpHeaders, { origin, token }: Guarded): string | undefined {
  // A browser says the origin of every POST, and no page can make it say another.
  if (headers.origin !== origin) return 'only the page of this console may call here';
  if (![undefined, 'same-origin'].includes(headers['sec-fetch-site'] as string | undefined))
    return 'only the page of this console may call here';
  if (headers['content-type'] !== 'application/json') return 'a call is JSON';
  const given = headers[tokenHeader];
  return typeof given === 'string' && isSame(given, token) ? undefined : 'the token is missing, or is of another run of the console';
}

const digest = (text: string) => createHash('sha256').update(text).digest();
const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));
