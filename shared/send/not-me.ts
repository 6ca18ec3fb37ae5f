/**
 * "This wasn't me": the link in whatever e-mail tells a customer of something. Its token is of a purpose of its own, so it carries nothing
 * on; it says whose account the e-mail is about and when it was written (`flow/password-link.ts`), and lies in the fragment, which no
 * server sees.
 */
import type { NotMe } from '../flow/password-link.ts';
import { seal, unseal } from '../keyring/sealed.ts';
import { log } from '../log/events.ts';
import type { Customer } from '../store/customers.ts';
import { newPasswordPage } from './new-password-page.ts';

/** In which call, or sweep, an e-mail is written. @param publicUrl no slash at its end */
export type Writing = { now: number; publicUrl: string };

/** Where the link of an e-mail leads: to the word of the owner, or, where none could be sealed, to a new password or to the team. */
export type NotMeLink = { leadsTo: 'not me' | 'new password' | 'support'; url: string };

type Sealed = NotMe & { customerId: string };

/**
 * The e-mail is worth more than its link: where a key cannot be had, it leads to a new password, and the log says so.
 *
 * @param former it goes to an address that the account has just lost: a new password would go to whoever has the next one
 */
export async function notMeLink(
  { customerId, createdAt }: Pick<Customer, 'customerId' | 'createdAt'>,
  { now, publicUrl }: Writing,
  former = false,
): Promise<NotMeLink> {
  const said: Sealed = { customerId, createdAt, at: now, ...(former && { former }) };
  try {
    return { leadsTo: 'not me', url: `${publicUrl}/recover#cancel=${await seal('not-me', said, now)}` };
  } catch (error) {
    log({ event: 'link_not_sealed', error: error instanceof Error ? error.name : 'unknown' });
    return former ? { leadsTo: 'support', url: `${publicUrl}/support` } : { leadsTo: 'new password', url: newPasswordPage(publicUrl) };
  }
}

/** `undefined`: not one of ours. Whether it is over is not asked here. @throws when a key cannot be had. */
export const openNotMe = (token: string, now: number): Promise<Sealed | undefined> => unseal<Sealed>('not-me', token, now);
