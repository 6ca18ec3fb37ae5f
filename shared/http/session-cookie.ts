/** The stay-logged-in cookie as the browser gets it (RFC 6265bis: the prefix binds it to this very host, over HTTPS). */
import { STAY_LOGGED_IN_LIFETIME } from '../flow/budgets.ts';
import type { SessionToken } from '../flow/session-token.ts';
import { COOKIE } from './call.ts';

export const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** @param startedAt when the login was, in ms: no refresh prolongs the thirty days from there */
export function sessionCookie({ text }: SessionToken, startedAt: number, now: number): string {
  const lifetime = Math.floor((startedAt + STAY_LOGGED_IN_LIFETIME - now) / 1000);
  return `${COOKIE}=${text}; Max-Age=${Math.max(0, lifetime)}; ${attributes}`;
}

export const clearedCookie = `${COOKIE}=; Max-Age=0; ${attributes}`;
