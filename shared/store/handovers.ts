/** Links from a shop's account into the account page: the item of each, and the one write that redeems it, as `flow/handover.ts` says. */
import { createHash, randomBytes } from 'node:crypto';
import { type Handover, handoverEndsAt } from '../flow/handover.ts';
import { record } from './audit.ts';
import { clientKey } from './client-items.ts';
import { clientIsAsRead } from './clients.ts';
import { customerKey, epochIs } from './customers.ts';
import { get, put, transact } from './data.ts';
import { type Condition, condition } from './expressions.ts';
import { partitions } from './partitions.ts';
import type { Key } from './table.ts';

/** The table has the token as its SHA-256 only. */
const digestOf = (token: string) => createHash('sha256').update(token).digest('base64url');
export const handoverKey = (token: string): Key => ({ pk: `${partitions.handover}${digestOf(token)}`, sk: 'HANDOVER' });

/** A handover is redeemed once. */
const handoverIsUnredeemed: Condition = condition('handoverIsUnredeemed', 'attribute_not_exists(redeemedAt)');
/** A handover ends after a minute. */
const handoverGoesOn = (now: number): Condition => condition('handoverGoesOn', 'expiresAt > :now', { ':now': now });

/** Makes one. `token`: 256 bits as base64url; `expiresAt`: ms since 1970. */
export async function makeHandover(
  of: Omit<Handover, 'expiresAt' | 'redeemedAt'>,
  now: number,
): Promise<{ token: string; expiresAt: number }> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = handoverEndsAt(now);
  await put({ ...handoverKey(token), ...of, expiresAt, ttl: Math.ceil(expiresAt / 1000) });
  return { token, expiresAt };
}

/** Redeems it, with its entry in the audit log. `undefined`: it leads nowhere by now. */
export async function redeemHandover(token: string, now: number): Promise<Handover | undefined> {
  const handover = await get<Handover>(handoverKey(token));
  if (!handover) return undefined;
  const { customerId, epoch, clientId, clientVersion } = handover;
  for (let tries = 0; tries < 3; tries++) {
    const done = await transact([
      { update: handoverKey(token), change: { set: { redeemedAt: now } }, if: [handoverIsUnredeemed, handoverGoesOn(now)] },
      { check: customerKey(customerId), if: [epochIs(epoch)] },
      { check: clientKey(clientId), if: [clientIsAsRead(clientVersion)] },
      record(customerId, 'logged_in', { customer: customerId }, now, { acr: 'shop', stayLoggedIn: false, client: clientId }),
    ]);
    if (done.held) return handover;
    // Another transaction on one of them may be in the way for a moment.
    if (done.refusedBy >= 0) return undefined;
  }
  throw new Error('the handover could not be redeemed: others kept writing to its customer or its client');
}
