/**
 * "This wasn't me": the link in whatever e-mail tells a customer of something. Its token is of a purpose of its own, so it carries nothing
 * on; it says whose account the e-mail is about and when it was written (`flow/password-link.ts`), and lies in the fragment, which no
 * server sees.
 */
import type { NotMe } from '../flow/password-link.ts';
import { idIn, packedId, packedTime, timeIn } from '../keyring/packed.ts';
import { sealBytes, unsealBytes } from '../keyring/sealed.ts';
import { log } from '../log/events.ts';
import type { Customer } from '../store/customers.ts';
import type { Whence } from '../words/whence.ts';
import { newPasswordPage } from './new-password-page.ts';

/** In which call, or sweep, an e-mail is written. @param publicUrl no slash at its end */
export type Writing = Whence & { now: number; publicUrl: string };

/** Where the link of an e-mail leads: to the word of the owner, or, where none could be sealed, to a new password or to the team. */
export type NotMeLink = { leadsTo: 'not me' | 'new password' | 'support'; url: string };

type Said = NotMe & { customerId: string };

/** Does the address that the e-mail goes to still belong to the account? */
const PRESENT = 1;
const FORMER = 2;

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
  const said = [Buffer.of(former ? FORMER : PRESENT), packedTime(createdAt), packedTime(now), packedId(customerId)];
  try {
    return { leadsTo: 'not me', url: `${publicUrl}/recover#n=${await sealBytes('not-me', Buffer.concat(said), now)}` };
  } catch (error) {
    log({ event: 'link_not_sealed', error: error instanceof Error ? error.name : 'unknown' });
    return former ? { leadsTo: 'support', url: `${publicUrl}/support` } : { leadsTo: 'new password', url: newPasswordPage(publicUrl) };
  }
}

/** `undefined`: not one of ours. Whether it is over is not asked here. @throws when a key cannot be had. */
export async function openNotMe(token: string, now: number): Promise<Said | undefined> {
  const bytes = await unsealBytes('not-me', token, now);
  if (!bytes) return undefined;
  const isFormer = bytes[0] === FORMER;
  return { customerId: idIn(bytes.subarray(13)), createdAt: timeIn(bytes, 1), at: timeIn(bytes, 7), ...(isFormer && { former: true }) };
}
