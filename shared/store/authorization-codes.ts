/** The codes of hosted logins: the item of each, and the one write that redeems it, as `flow/authorization-code.ts` says. */
import { createHash, randomBytes } from 'node:crypto';
import { type AuthorizationCode, codeEndsAt, type Redemption, redeemed } from '../flow/authorization-code.ts';
import type { Acr } from '../flow/session.ts';
import { customerKey, epochIs } from './customers.ts';
import { get, put, transact } from './data.ts';
import { type Condition, condition } from './expressions.ts';
import { clientsFamily } from './families.ts';
import { endFamily, familyIsThere, familyKey, ofClients, parentOf } from './family-items.ts';
import { partitions } from './partitions.ts';
import type { Key } from './table.ts';

/** What a code stands for: a login, and what the client gets of it. Times in ms since 1970. */
export type Granted = {
  customerId: string;
  acr: Acr;
  authTime: number;
  scopes: readonly string[];
  nonce?: string | undefined;
  /** As `Call.device`, of the browser in which the customer logged in. */
  device: string;
  /** Of the session that the client will have. */
  sid: string;
  /** The session that stays logged in, by which the code was given: where it is logged out before, so is the client. */
  grantedBy?: string | undefined;
};
export type KeptCode = AuthorizationCode & Granted;

/** The table has the code as its SHA-256 only. */
const digestOf = (code: string) => createHash('sha256').update(code).digest('base64url');
export const codeKey = (code: string): Key => ({ pk: `${partitions.authorization}${digestOf(code)}`, sk: 'CODE' });

// ---- what must hold of a code ----

/** A code is its client's. */
const codeIsOfClient = ({ clientId }: Redemption): Condition => condition('codeIsOfClient', 'clientId = :client', { ':client': clientId });
/** It is redeemed by who knows where it was sent to. */
const codeIsForUri = ({ redirectUri }: Redemption): Condition => condition('codeIsForUri', 'redirectUri = :uri', { ':uri': redirectUri });
/** It is redeemed by who began the login. */
const codeHasChallenge = ({ codeChallenge }: Redemption): Condition =>
  condition('codeHasChallenge', 'codeChallenge = :challenge', { ':challenge': codeChallenge });
/** A code is redeemed once. */
const codeIsUnredeemed: Condition = condition('codeIsUnredeemed', 'attribute_not_exists(redeemedAt)');
/** A code ends after a minute. */
const codeGoesOn = (now: number): Condition => condition('codeGoesOn', 'expiresAt > :now', { ':now': now });

/**
 * Makes a code. Whether the customer is still there is asked when it is redeemed: until then it is worth nothing.
 *
 * @returns 256 bits as base64url
 */
export async function makeCode(of: Omit<KeptCode, 'expiresAt' | 'redeemedAt' | 'sid'>, now: number): Promise<string> {
  const code = randomBytes(32).toString('base64url');
  const sid = ofClients + randomBytes(32).toString('base64url');
  const expiresAt = codeEndsAt(now);
  await put({ ...codeKey(code), ...of, sid, expiresAt, ttl: Math.ceil(expiresAt / 1000) });
  return code;
}

/** Redeems it, and begins the client's session with it. `undefined`: it is not for this client, over, or used. */
export async function redeemCode(code: string, brought: Redemption, now: number): Promise<KeptCode | undefined> {
  const kept = await get<KeptCode>(codeKey(code));
  if (!kept) return undefined;
  const { customerId, epoch, acr, device, sid, clientId, grantedBy } = kept;
  const parent = grantedBy === undefined ? {} : { parent: parentOf(grantedBy) };
  for (let tries = 0; tries < 3; tries++) {
    const done = await transact([
      {
        update: codeKey(code),
        change: { set: { redeemedAt: now } },
        if: [codeIsOfClient(brought), codeIsForUri(brought), codeHasChallenge(brought), codeIsUnredeemed, codeGoesOn(now)],
      },
      clientsFamily(sid, { customerId, epoch, acr, device, clientId, ...parent }, now),
      { check: customerKey(customerId), if: [epochIs(epoch)] },
      ...(grantedBy === undefined ? [] : [{ check: familyKey(grantedBy), if: [familyIsThere(customerId)] }]),
    ]);
    if (done.held) return kept;
    if (done.refusedBy < 0) continue;
    const refused = done.refusedBy === 0 ? (done.item as KeptCode | undefined) : undefined;
    if (redeemed(refused, undefined, brought, now).is === 'brought twice') await endFamily(sid);
    return undefined;
  }
  throw new Error('the code could not be redeemed: others kept writing to its customer');
}
