/** What the links carry that lead on, in the fragment: a recovery, a password to set. What calls something off is `send/not-me.ts`. */
import { idIn, packedId, packedUuid, uuidIn } from '../keyring/packed.ts';
import { sealBytes, unsealBytes } from '../keyring/sealed.ts';

export type Link = { kind: 'recovery'; customerId: string; recoveryId: string } | { kind: 'password'; customerId: string; linkId: string };

const RECOVERY = 1;
const PASSWORD = 2;

/** What kind it is, a UUID, and the customer's id. */
export function sealLink(link: Link, now: number): Promise<string> {
  const [kind, id] = link.kind === 'recovery' ? [RECOVERY, link.recoveryId] : [PASSWORD, link.linkId];
  return sealBytes('links', Buffer.concat([Buffer.of(kind), packedUuid(id), packedId(link.customerId)]), now);
}

/** `undefined`: not one of ours. Whether it is over is not asked here. @throws when a key cannot be had. */
export async function openLink(token: string, now: number): Promise<Link | undefined> {
  const bytes = await unsealBytes('links', token, now);
  if (!bytes) return undefined;
  const id = uuidIn(bytes.subarray(1, 17));
  const customerId = idIn(bytes.subarray(17));
  return bytes[0] === RECOVERY ? { kind: 'recovery', customerId, recoveryId: id } : { kind: 'password', customerId, linkId: id };
}

// The fragment never leaves the browser: no log, referrer or link scanner sees the token.

/** Where a password is set. */
export const passwordLinkTo = (publicUrl: string, token: string): string => `${publicUrl}/password#t=${token}`;

/** Where a recovery goes on. */
export const recoveryLinkTo = (publicUrl: string, token: string): string => `${publicUrl}/recover#t=${token}`;
