import { createSecretKey, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY, SECOND, STAY_LOGGED_IN_LIFETIME } from '../../shared/flow/budgets.ts';
import type { Acr } from '../../shared/flow/session.ts';
import { needsNoFactor } from '../../shared/flow/session-family.ts';
import { type SessionToken, successorOf, tokenFrom } from '../../shared/flow/session-token.ts';
import { type ServedCall, serving } from '../../shared/log/served-call.ts';
import type { Customer } from '../../shared/store/customers.ts';
import { unwatched, watched } from './calls.ts';
import { customerWithFactor, customerWithoutFactor, entriesOf, factsOf, familyOf, present, start, times } from './customer.ts';
import * as store from './store.ts';

const key = createSecretKey(Buffer.alloc(32, 1));

async function begun({ customerId, epoch }: { customerId: string; epoch: number }, acr: Acr = 'password'): Promise<SessionToken> {
  return (await familyOf({ customerId, epoch, acr, device: 'a browser' }, start)).token;
}

/** A replacement with the family as the table has it. @returns the next token, if it was granted. */
async function replace(token: SessionToken, { at = start + DAY, factorIsDemanded = false } = {}): Promise<SessionToken | undefined> {
  const family = await store.readFamily(token.familyId);
  if (!family) return undefined;
  const next = successorOf(token, key);
  const done = await store.replaceToken(token, family, next, 1, needsNoFactor(family, factorIsDemanded), at);
  return done === 'done' ? next : undefined;
}

async function replaced(token: SessionToken, at: number): Promise<SessionToken> {
  const next = await replace(token, { at });
  if (!next) throw new Error('the token was not replaced');
  return next;
}

async function endCopied(token: SessionToken, at: number): Promise<string> {
  const family = await store.readFamily(token.familyId);
  return family ? store.endCopiedFamily(token, family, at) : 'no family';
}

describe('a stay-logged-in session', () => {
  it('goes on from token to token, for thirty days in all', async () => {
    let token = await begun(await customerWithoutFactor());
    for (const day of [10, 20, 29]) token = await replaced(token, start + day * DAY);
    expect(await store.readFamily(token.familyId)).toMatchObject({ startedAt: start, expiresAt: start + STAY_LOGGED_IN_LIFETIME });
    expect(await replace(token, { at: start + STAY_LOGGED_IN_LIFETIME })).toBeUndefined();
  });

  it('ends after fourteen days without use, though its item is still there', async () => {
    const token = await begun(await customerWithoutFactor());
    expect(await replace(token, { at: start + 14 * DAY })).toBeUndefined();
    expect(await store.readFamily(token.familyId)).toBeDefined();
    expect(await replace(token, { at: start + 14 * DAY - 1 })).toBeDefined();
  });

  it('knows from where it began, and from where it was used last; a place that is not known any more stays beside no other network', async () => {
    const from = (network: string, near?: ServedCall['near']): ServedCall => ({
      requestId: 'a call',
      network,
      device: '',
      ...(near && { near }),
    });
    const placeOf = async ({ familyId }: SessionToken) => {
      const { network, near } = (await store.readFamily(familyId)) ?? {};
      return [network, near];
    };
    const brno = { country: 'CZ', city: 'Brno' };
    const customer = await customerWithoutFactor();
    const token = await serving(from('192.0.2.0/24', brno), () => begun(customer));
    expect(await placeOf(token)).toEqual(['192.0.2.0/24', brno]);
    const next = await serving(from('198.51.100.0/24'), () => replaced(token, start + DAY));
    expect(await placeOf(next)).toEqual(['198.51.100.0/24', undefined]);
    // Nobody has called: what is known stays.
    expect(await placeOf(await replaced(next, start + 2 * DAY))).toEqual(['198.51.100.0/24', undefined]);
  });

  it('that is not there any more has ended, whoever says so', async () => {
    const customer = await customerWithoutFactor();
    const token = await begun(customer);
    expect(await store.logOut(token.familyId, start, 'somebody else')).toBe('of another');
    expect(await store.logOut(token.familyId, start, customer.customerId)).toBe('ended');
    for (const by of [customer.customerId, 'somebody else', undefined]) expect(await store.logOut(token.familyId, start, by)).toBe('ended');
  });

  it('has one successor, be it asked for twenty times in parallel', async () => {
    const token = await begun(await customerWithoutFactor());
    const next = await times(20, () => replace(token));
    expect(next.filter((each) => each !== undefined)).toHaveLength(1);
  });

  it('ends once when a token is used 31 seconds after its replacement, which is written down', async () => {
    const customer = await customerWithoutFactor();
    const stolen = await begun(customer);
    await replaced(stolen, start + DAY);
    const all = await times(5, () => endCopied(stolen, start + DAY + 31 * SECOND));
    expect(all.filter((each) => each === 'done')).toHaveLength(1);
    expect(await store.readFamily(stolen.familyId)).toBeUndefined();
    const told = (await entriesOf(customer.customerId)).filter(({ event }) => event === 'session_copied');
    expect(told).toEqual([{ event: 'session_copied', by: 'service', endedOn: 'a browser', startedAt: start }]);
  });

  it('is not ended by its newest token, nor by the one before it within thirty seconds', async () => {
    const first = await begun(await customerWithoutFactor());
    expect(await endCopied(first, start + DAY)).toBe('lost to the family');
    const newest = await replaced(first, start + DAY);
    expect(await endCopied(newest, start + 2 * DAY)).toBe('lost to the family');
    expect(await endCopied(first, start + DAY + 30 * SECOND - 1)).toBe('lost to the family');
    expect(await endCopied(first, start + DAY + 30 * SECOND)).toBe('done');
  });

  it('is ended at once by an older token than the one before, and by any that bears its name', async () => {
    const first = await begun(await customerWithoutFactor());
    await replaced(await replaced(first, start + DAY), start + DAY + 1);
    expect(await endCopied(first, start + DAY + 2)).toBe('done');

    const other = await begun(await customerWithoutFactor());
    const madeUp = successorOf(other, createSecretKey(Buffer.alloc(32, 2)));
    expect(await endCopied(madeUp, start + DAY)).toBe('done');
  });

  it('ended by a logout cannot be refreshed, whatever was read before', async () => {
    const token = await begun(await customerWithoutFactor());
    const family = await store.readFamily(token.familyId);
    await store.endFamily(token.familyId);
    expect(family && (await store.replaceToken(token, family, successorOf(token, key), 1, false, start + DAY))).toBe('lost to the family');
    expect(await store.readFamily(token.familyId)).toBeUndefined();
  });

  it('ends when the epoch moves, even between its reading and its refresh', async () => {
    const customer = await customerWithoutFactor();
    const token = await begun(customer);
    const family = await store.readFamily(token.familyId);
    await store.endEverySession(customer, start);
    expect(family && (await store.replaceToken(token, family, successorOf(token, key), 1, false, start + DAY))).toBe('lost to its owner');
    expect(await replace(await begun(await present(customer.customerId)))).toBeDefined();
  });

  it('of a password alone ends where a factor is asked for, and goes on where the customer has none', async () => {
    const withFactor = await begun(await customerWithFactor());
    expect(await replace(withFactor, { factorIsDemanded: true })).toBeUndefined();
    expect(await replace(withFactor, { factorIsDemanded: false })).toBeDefined();
    expect(await replace(await begun(await customerWithFactor(), 'email'), { factorIsDemanded: true })).toBeDefined();
    expect(await replace(await begun(await customerWithoutFactor()), { factorIsDemanded: true })).toBeDefined();
  });

  it('ends with its customer, and stays ended when another takes the same id', async () => {
    const customer = await customerWithoutFactor();
    const token = await begun(customer);
    await store.deleteCustomer(customer.customerId, 'tests', start + 1);
    expect(await replace(token)).toBeUndefined();

    await store.putCustomer(customer.customerId, () => factsOf(`${randomUUID()}@example.com`), 'tests', start + 2);
    expect(await replace(token)).toBeUndefined();
  });

  it('is known by nothing in the table that a thief of the table could use', async () => {
    const token = await begun(await customerWithoutFactor());
    const next = await replaced(token, start + DAY);
    const item = JSON.stringify(await store.readFamily(token.familyId));
    for (const each of [token, next]) {
      expect(item).not.toContain(each.text);
      expect(item).not.toContain(each.bytes.subarray(16).toString('base64url'));
    }
  });
});

describe('the item of a session', () => {
  it('is there for as long as an access token of it may be valid, which finds out by it that it was ended', async () => {
    const token = await begun(await customerWithoutFactor());
    const removedAt = async () => (await store.get<{ ttl: number }>(store.familyKey(token.familyId)))?.ttl;
    expect(await removedAt()).toBe((start + 14 * DAY) / 1000 + 900);
    await replaced(token, start + DAY + 1);
    expect(await removedAt()).toBe((start + 15 * DAY) / 1000 + 901);
  });

  it('is read in one call with its customer, and with what is kept of the session', async () => {
    const customer = await customerWithoutFactor();
    const { customerId } = customer;
    const token = await begun(customer);
    await store.noteLogout({ customerId, jti: 'over', expiresAt: start });
    const calls = watched();
    expect(await store.readSession({ customerId, jti: 'on', sid: token.familyId })).toMatchObject([
      customer,
      { device: 'a browser' },
      undefined,
    ]);
    expect(await store.readSession({ customerId, jti: 'over' })).toMatchObject([customer, undefined, { loggedOut: true }]);
    expect(await store.readSession({ customerId, jti: 'on', sid: 'none' }).finally(unwatched)).toEqual([customer, undefined, undefined]);
    expect(calls).toEqual(['BatchGetItem', 'BatchGetItem', 'BatchGetItem']);
  });
});

describe('what is kept of a session', () => {
  const session = () => ({ customerId: randomUUID(), jti: randomUUID(), expiresAt: start + 900 * SECOND + 1 });
  const removedAt = async (of: ReturnType<typeof session>) => (await store.get<{ ttl: number }>(store.proofKey(of)))?.ttl;

  it('is its proof, for the ten minutes that it counts', async () => {
    const proved = session();
    await store.rememberProof(proved, { at: start + 1, acr: 'totp', epoch: 1 });
    expect(await removedAt(proved)).toBe(start / 1000 + 601);
  });

  it('is that it was logged out, for as long as its access token would be good', async () => {
    const over = session();
    await store.noteLogout(over);
    expect(await removedAt(over)).toBe(start / 1000 + 901);
  });
});

describe('a login in the moment in which its customer', () => {
  const of = ({ customerId, epoch }: Customer) => ({ customerId, epoch, acr: 'password' as const, device: '' });

  it('is deleted, or has all sessions ended, begins none, and leaves nothing behind', async () => {
    const [gone, ended] = [await customerWithoutFactor(), await customerWithoutFactor()];
    await store.deleteCustomer(gone.customerId, 'tests', start);
    await store.endEverySession(ended, start);
    for (const customer of [gone, ended]) {
      expect(await store.beginFamily(of(customer), start)).toBeUndefined();
      expect(await store.familiesOf(customer.customerId, customer.epoch, start)).toEqual([]);
    }
    expect(await store.beginFamily(of(await present(ended.customerId)), start)).toBeDefined();
  });
});

describe('a cookie that no session can have', () => {
  it.each([undefined, '', 'x', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}B`, `${'A'.repeat(42)}=`, '\u212a'.repeat(43)])(
    '%j is no token',
    (cookie) => {
      expect(tokenFrom(cookie)).toBeUndefined();
    },
  );
});
