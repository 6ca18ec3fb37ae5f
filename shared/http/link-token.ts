/** What the links in our e-mails carry, in the fragment: a recovery to go on with or to cancel, a support request to cancel. */
import { seal, unseal } from './sealed.ts';

export type Link = { kind: 'recovery'; customerId: string; recoveryId: string } | { kind: 'support'; requestId: string };

export const sealLink = (link: Link, now: number): Promise<string> => seal('links', link, now);

export const openLink = (token: string, now: number): Promise<Link | undefined> => unseal<Link>('links', token, now);

/** The fragment never leaves the browser: no log, referrer or link scanner sees the token. */
export const linkTo = (publicUrl: string, does: 'token' | 'cancel', token: string): string => `${publicUrl}/recover#${does}=${token}`;
