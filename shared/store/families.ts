/** Stay-logged-in families, and the sessions of clients: the item of each, and the writes that move it as `flow/session-family.ts` says. */

import { randomBytes } from 'node:crypto';
import { ACCESS_TOKEN_LIFETIME, STAY_LOGGED_IN_LIFETIME, TOKEN_REPEATABLE } from '../flow/budgets.ts';
import type { Kept } from '../flow/proof.ts';
import type { SessionClaims } from '../flow/session.ts';
import { begunFamily, replacement } from '../flow/session-family.ts';
import { type SessionToken, tokenOf } from '../flow/session-token.ts';
import { servedCall } from '../log/served-call.ts';
import { record, recordOfLogout } from './audit.ts';
import { type Customer, customerFrom, customerKey, epochIs, factorIsOff } from './customers.ts';
import { getAll, transact } from './data.ts';
import { type Condition, condition } from './expressions.ts';
import { type Family, familyIsThere, familyKey, parentOf, readFamily } from './family-items.ts';
import { proofKey } from './proofs.ts';
import type { Item, Step } from './table.ts';

/** Who looks for the item of an access token's family finds it as long as the token may be valid: its absence says that it was ended. */
const ttlOf = (expiresAt: number): number => Math.ceil((expiresAt + ACCESS_TOKEN_LIFETIME) / 1000);

/** Where it is used: the call that is being served says so. A place that is not known any more is not kept beside another network. */
function usedFrom(): Pick<Family, 'network' | 'near'> {
  const call = servedCall();
  return call ? { network: call.network, near: call.near } : {};
}

// ---- what must hold of a family ----

/** A token is replaced once, and while it is the newest. */
const tokenIsNewest = (token: SessionToken): Condition => condition('tokenIsNewest', 'newest = :newestIs', { ':newestIs': token.digest });
/** The newest token ends no family. */
const tokenIsReplaced = (token: SessionToken): Condition =>
  condition('tokenIsReplaced', 'newest <> :brought', { ':brought': token.digest });
/** Nor does the one before it, within 30 seconds of its replacement. */
const isNoRepetition = (token: SessionToken, now: number): Condition =>
  condition('isNoRepetition', '(previous <> :brought OR replacedAt <= :repeatableSince)', {
    ':brought': token.digest,
    ':repeatableSince': now - TOKEN_REPEATABLE,
  });
/** A family ends 30 days after its login, and after 14 days without use. */
const familyGoesOn = (now: number): Condition => condition('familyGoesOn', 'expiresAt > :now', { ':now': now });
/** What has ended with its epoch is not carried into the next one. */
const familyIsOf = (epoch: number): Condition => condition('familyIsOf', 'epoch = :familyIsOf', { ':familyIsOf': epoch });

// ---- its moves ----

/** A family that has begun. Its token goes into the cookie and nowhere else. */
export type Begun = { token: SessionToken; family: Family };

/** Begins a family; `undefined`: the customer is gone, or of another epoch by now. So none begins behind an erasure. */
export async function beginFamily(of: Pick<Family, 'customerId' | 'epoch' | 'acr' | 'device'>, now: number): Promise<Begun | undefined> {
  const token = tokenOf(randomBytes(32));
  const family = { ...of, ...begunFamily(of, token.digest, now), ...usedFrom() };
  const steps: Step[] = [
    { put: { ...familyKey(token.familyId), ...family, ttl: ttlOf(family.expiresAt) } },
    { check: customerKey(of.customerId), if: [epochIs(of.epoch)] },
  ];
  // Another transaction on the customer may be in the way for a moment.
  for (let tries = 0; tries < 3; tries++) {
    const done = await transact(steps);
    if (done.held) return { token, family };
    if (done.refusedBy >= 0) return undefined;
  }
  throw new Error('the family could not begin: others kept writing to its owner');
}

/**
 * The step that begins a client's own session; no token of it was ever made, so none can be brought. It is there for as long as any session
 * may last: until then its client is told of its end.
 */
export const clientsFamily = (
  familyId: string,
  of: Required<Pick<Family, 'customerId' | 'epoch' | 'acr' | 'device' | 'clientId'>> & Pick<Family, 'parent'>,
  now: number,
): Step => {
  const family = { ...of, ...begunFamily(of, '', now), expiresAt: now + STAY_LOGGED_IN_LIFETIME };
  return { put: { ...familyKey(familyId), ...family, ttl: ttlOf(family.expiresAt) } };
};

/** A customer as they are now, the family of one of their access tokens, and what is kept of its session, in one call. */
export async function readSession(
  session: Pick<SessionClaims, 'customerId' | 'sid' | 'jti'>,
): Promise<[Customer | undefined, Family | undefined, Kept | undefined]> {
  const { customerId, sid } = session;
  const keys = [customerKey(customerId), proofKey(session), ...(sid === undefined ? [] : [familyKey(sid)])];
  const [customer, kept, family] = await getAll(keys);
  return [customerFrom(customer), family as Family | undefined, kept as (Kept & Item) | undefined];
}

/** How a write on a family and its owner ended; `lost`: one of them is not what was read. */
export type FamilyWrite = 'done' | 'lost to the family' | 'lost to its owner';

/**
 * Replaces the newest token by its successor. `withoutFactor`: only if the owner has none.
 *
 * @param family as it was read
 * @param tokenKey version of the key by which the successor was derived
 */
export async function replaceToken(
  token: SessionToken,
  family: Family,
  successor: SessionToken,
  tokenKey: number,
  withoutFactor: boolean,
  now: number,
): Promise<FamilyWrite> {
  const change = replacement(family, successor.digest, tokenKey, now);
  return written([
    {
      update: familyKey(token.familyId),
      change: { set: { ...change, ...usedFrom(), ttl: ttlOf(change.expiresAt) } },
      if: [tokenIsNewest(token), familyGoesOn(now)],
    },
    { check: customerKey(family.customerId), if: [epochIs(family.epoch), ...(withoutFactor ? [factorIsOff] : [])] },
  ]);
}

/** Ends the family of a token that another has replaced, and writes it down. */
export async function endCopiedFamily(token: SessionToken, family: Family, now: number): Promise<FamilyWrite> {
  return written([
    { remove: familyKey(token.familyId), if: [tokenIsReplaced(token), isNoRepetition(token, now), familyGoesOn(now)] },
    { check: customerKey(family.customerId), if: [epochIs(family.epoch)] },
    record(family.customerId, 'session_copied', 'service', now, { endedOn: family.device, startedAt: family.startedAt }),
  ]);
}

async function written(steps: [family: Step, owner: Step, ...Step[]]): Promise<FamilyWrite> {
  const done = await transact(steps);
  if (done.held) return 'done';
  return done.refusedBy === 1 ? 'lost to its owner' : 'lost to the family';
}

/**
 * A logout: the family ends, and those who wait for that are told. One that is not there any more was told of before.
 *
 * @param by whose it has to be, where somebody has named it who need not have it
 */
export async function logOut(familyId: string, now: number, by?: string): Promise<'ended' | 'of another'> {
  const family = await readFamily(familyId);
  if (!family) return 'ended';
  const { customerId } = family;
  if (by !== undefined && by !== customerId) return 'of another';
  for (let tries = 0; tries < 3; tries++) {
    const done = await transact([
      { remove: familyKey(familyId), if: [familyIsThere(customerId)] },
      recordOfLogout(customerId, parentOf(familyId), now),
    ]);
    if (done.held || done.refusedBy === 0) return 'ended';
  }
  throw new Error('the family could not be ended: others kept writing to it');
}

/** The step that takes a family over into a new epoch. */
export const carriedOver = (familyId: string, from: number, to: number): Step => ({
  update: familyKey(familyId),
  change: { set: { epoch: to } },
  if: [familyIsOf(from)],
});
