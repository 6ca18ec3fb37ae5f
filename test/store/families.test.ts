import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY, STAY_LOGGED_IN_LIFETIME } from '../../shared/flow/budgets.ts';
import { customerWithFactor, customerWithoutFactor, factsOf, present, start, times } from './customer.ts';
import * as store from './store.ts';

type Token = NonNullable<ReturnType<typeof store.tokenFrom>>;

function tokenOf(cookie: string | undefined): Token {
  const token = store.tokenFrom(cookie);
  if (!token) throw new Error('not a token');
  return token;
}

async function begun(of: { customerId: string; epoch: number }, amr = ['pwd']): Promise<Token> {
  return tokenOf(await store.beginFamily({ customerId: of.customerId, epoch: of.epoch, amr, device: 'a browser' }, start));
}

/** A refresh with the family as the table has it. @returns the next cookie, if it was granted. */
async function refresh(token: Token, { at = start + DAY, passwordOnly = false } = {}): Promise<string | undefined> {
  const family = await store.readFamily(token);
  return family && store.replaceToken(token, family, passwordOnly, at);
}

describe('a stay-logged-in session', () => {
  it('goes on from token to token', async () => {
    let token = await begun(await customerWithoutFactor());
    for (const day of [1, 2, 3]) token = tokenOf(await refresh(token, { at: start + day * DAY }));
    expect(await store.readFamily(token)).toMatchObject({ startedAt: start, expiresAt: start + STAY_LOGGED_IN_LIFETIME });
  });

  it('refreshed twenty times in parallel with one token goes on once', async () => {
    const token = await begun(await customerWithoutFactor());
    const cookies = await times(20, () => refresh(token));
    expect(cookies.filter((cookie) => cookie !== undefined)).toHaveLength(1);
  });

  it('ends for everybody when a replaced token is used', async () => {
    const stolen = await begun(await customerWithoutFactor());
    const newest = tokenOf(await refresh(stolen));
    expect(await refresh(stolen)).toBeUndefined();
    await store.endCopiedFamily(stolen);

    expect(await store.readFamily(newest)).toBeUndefined();
    expect(await refresh(newest)).toBeUndefined();
  });

  it('is not ended by its newest token, nor by a made-up one', async () => {
    const token = await begun(await customerWithoutFactor());
    await store.endCopiedFamily(token);
    await store.endCopiedFamily(await tokenOf(Buffer.alloc(32, 7).toString('base64url')));
    expect(await refresh(token)).toBeDefined();
  });

  it('ended by a logout cannot be refreshed, whatever was read before', async () => {
    const token = await begun(await customerWithoutFactor());
    const family = await store.readFamily(token);
    expect(await store.endFamily(token)).toBe(true);
    expect(family && (await store.replaceToken(token, family, false, start + DAY))).toBeUndefined();
    expect(await store.readFamily(token)).toBeUndefined();
  });

  it('is not ended by logging out with a replaced token', async () => {
    const replaced = await begun(await customerWithoutFactor());
    const newest = tokenOf(await refresh(replaced));
    expect(await store.endFamily(replaced)).toBe(false);
    expect(await refresh(newest)).toBeDefined();
  });

  it('ends after 30 days though its item is still there', async () => {
    const token = await begun(await customerWithoutFactor());
    expect(await refresh(token, { at: start + STAY_LOGGED_IN_LIFETIME })).toBeUndefined();
    expect(await store.readFamily(token)).toBeDefined();
    expect(await refresh(token, { at: start + STAY_LOGGED_IN_LIFETIME - 1 })).toBeDefined();
  });

  it('ends when the epoch moves, even between its reading and its refresh', async () => {
    const customer = await customerWithoutFactor();
    const token = await begun(customer);
    const family = await store.readFamily(token);
    await store.endEverySession(customer, start);
    expect(family && (await store.replaceToken(token, family, false, start + DAY))).toBeUndefined();
    expect(await refresh(await begun(await present(customer.customerId)))).toBeDefined();
  });

  it('of a password alone ends where a factor is asked for, and goes on where the customer has none', async () => {
    const withFactor = await begun(await customerWithFactor());
    expect(await refresh(withFactor, { passwordOnly: true })).toBeUndefined();
    expect(await refresh(withFactor, { passwordOnly: false })).toBeDefined();
    expect(await refresh(await begun(await customerWithoutFactor()), { passwordOnly: true })).toBeDefined();
  });

  it('ends with its customer, and stays ended when another takes the same id', async () => {
    const customer = await customerWithoutFactor();
    const token = await begun(customer);
    await store.deleteCustomer(customer.customerId, 'tests', start + 1);
    expect(await refresh(token)).toBeUndefined();

    await store.putCustomer(customer.customerId, () => factsOf(`${randomUUID()}@example.com`), 'tests', start + 2);
    expect(await refresh(token)).toBeUndefined();
  });

  it('is known by nothing in the table that a thief of the table could use', async () => {
    const token = await begun(await customerWithoutFactor());
    const item = JSON.stringify(await store.readFamily(token));
    expect(item).not.toContain(token.text);
    expect(item).not.toContain(token.bytes.subarray(16).toString('base64url'));
  });
});

describe('the list of sessions', () => {
  it('has those that still count, newest first, and of this customer only', async () => {
    const customer = await customerWithoutFactor();
    const begin = (epoch: number, device: string, at: number) =>
      store.beginFamily({ customerId: customer.customerId, epoch, amr: ['pwd'], device }, at);
    await begun(await customerWithoutFactor());
    await begin(customer.epoch, 'expired', start - STAY_LOGGED_IN_LIFETIME);
    await begin(customer.epoch - 1, 'of an older epoch', start);
    await begin(customer.epoch, 'older', start);
    await begin(customer.epoch, 'newer', start + DAY);

    // An index lags behind its table.
    const listed = async () => (await store.familiesOf(customer.customerId, customer.epoch, start)).map(({ device }) => device);
    await expect.poll(listed).toEqual(['newer', 'older']);
  });
});

describe('a cookie that no session can have', () => {
  it.each([undefined, '', 'x', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}B`, `${'A'.repeat(42)}=`, '\u212a'.repeat(43)])(
    '%j is no token',
    (cookie) => {
      expect(store.tokenFrom(cookie)).toBeUndefined();
    },
  );
});
