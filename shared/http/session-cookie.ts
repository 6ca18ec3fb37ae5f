/** The stay-logged-in cookie as the browser gets it (RFC 6265bis: the prefix binds it to this very host, over HTTPS). */
import { COOKIE } from './call.ts';

const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** @param lifetime ms */
export const sessionCookie = (token: string, lifetime: number): string =>
  `${COOKIE}=${token}; Max-Age=${Math.max(0, Math.floor(lifetime / 1000))}; ${attributes}`;

export const clearedCookie = `${COOKIE}=; Max-Age=0; ${attributes}`;
