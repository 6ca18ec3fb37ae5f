/** What the links in our e-mails carry, in the fragment: a recovery to go on with or to cancel, a support request to cancel, a password to set. */
import { seal, unseal } from './sealed.ts';

export type Link =
  | { kind: 'recovery'; customerId: string; recoveryId: string }
  | { kind: 'support'; requestId: string }
  | { kind: 'password'; customerId: string; linkId: string };

export const sealLink = (link: Link, now: number): Promise<string> => seal('links', link, now);

export const openLink = (token: string, now: number): Promise<Link | undefined> => unseal<Link>('links', token, now);

/** The fragment never leaves the browser: no log, referrer or link scanner sees the token. */
/** Where a password is set. */
export const passwordLinkTo = (publicUrl: string, token: string): string => `${publicUrl}/password#token=${token}`;

export const linkTo = (publicUrl: string, does: 'token' | 'cancel', token: string): string => `${publicUrl}/recover#${does}=${token}`;
