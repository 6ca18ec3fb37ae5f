/** What the links carry that lead on, in the fragment: a recovery, a password to set. What calls something off is `send/not-me.ts`. */
import { seal, unseal } from '../keyring/sealed.ts';

export type Link = { kind: 'recovery'; customerId: string; recoveryId: string } | { kind: 'password'; customerId: string; linkId: string };

export const sealLink = (link: Link, now: number): Promise<string> => seal('links', link, now);

export const openLink = (token: string, now: number): Promise<Link | undefined> => unseal<Link>('links', token, now);

// The fragment never leaves the browser: no log, referrer or link scanner sees the token.

/** Where a password is set. */
export const passwordLinkTo = (publicUrl: string, token: string): string => `${publicUrl}/password#token=${token}`;

/** Where a recovery goes on. */
export const recoveryLinkTo = (publicUrl: string, token: string): string => `${publicUrl}/recover#token=${token}`;
