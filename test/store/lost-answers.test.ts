import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import type { Customer } from '../../shared/store/customers.ts';
import { auditOf, customerWithFactor, customerWithoutFactor, dispatched, factsOf, guess, present, start, times } from './customer.ts';
import { cancelOnce, conflictOnce, loseNextAnswer, noFault } from './faults.ts';
import * as store from './store.ts';

afterEach(noFault);

const aDispatch = () => ({ id: randomUUID(), digest: 'right', key: 1, purpose: 'login' as const });

describe('a write whose answer was lost is done once:', () => {
  it('a wrong guess', async () => {
    const customer = await dispatched((await customerWithFactor()).customerId, start);
    const writes = loseNextAnswer();
    expect(await guess(customer, 'wrong', start + SECOND)).toMatchObject({ is: 'evaluated', right: false, attemptsLeft: 4 });
    expect(writes()).toBe(2);
    expect((await present(customer.customerId)).codeGuesses).toEqual(['wrong']);
  });

  it('a right guess, the first as well as the fifth', async () => {
    for (const wrong of [0, 4]) {
      const customer = await dispatched((await customerWithFactor()).customerId, start);
      await times(wrong, () => guess(customer, 'wrong', start));
      loseNextAnswer();
      expect(await guess(customer, 'right', start + SECOND)).toMatchObject({ is: 'evaluated', right: true });
      expect((await present(customer.customerId)).codeGuesses).toHaveLength(wrong + 1);
    }
  });

  it('the fifth wrong guess', async () => {
    const customer = await dispatched((await customerWithFactor()).customerId, start);
    await times(4, () => guess(customer, 'wrong', start));
    loseNextAnswer();
    expect(await guess(customer, 'wrong', start + SECOND)).toMatchObject({ is: 'evaluated', right: false, attemptsLeft: 0 });
  });

  it('a refused guess stays refused', async () => {
    const customer = await dispatched((await customerWithFactor()).customerId, start);
    loseNextAnswer();
    expect(await guess(customer, 'right', start + 5 * MINUTE)).toMatchObject({ is: 'refused' });
  });

  it('a dispatch', async () => {
    const seen = await customerWithFactor();
    const dispatch = aDispatch();
    const writes = loseNextAnswer();
    expect(await store.reserveDispatch(seen, dispatch, start)).toMatchObject({ held: true, item: { codeDispatch: dispatch.id } });
    expect(writes()).toBe(2);
  });

  it('undoing a dispatch, though nobody is told that it worked', async () => {
    const before = await customerWithFactor();
    const { item } = await store.reserveDispatch(before, aDispatch(), start);
    loseNextAnswer();
    await store.undoDispatch(item as Customer, before);
    expect(await present(before.customerId)).toEqual(before);
  });

  it('switching the factor on', async () => {
    const customer = await customerWithoutFactor();
    loseNextAnswer();
    const on = await store.switchOn(customer, 'email', { digests: new Set(['r']), key: 1 }, { jti: 'j' }, start + 1);
    expect(on).toMatchObject({ held: true });
    expect(await present(customer.customerId)).toMatchObject({ epoch: customer.epoch + 1, factor: 'email' });
    expect(await auditOf(customer.customerId)).toEqual(['customer_created', 'two_factor_on']);
  });

  it('replacing the token of a stay-logged-in session', async () => {
    const { customerId, epoch } = await customerWithoutFactor();
    const cookie = await store.beginFamily({ customerId, epoch, amr: ['pwd'], device: '' }, start);
    const token = store.tokenFrom(cookie);
    const family = token && (await store.readFamily(token));
    if (!token || !family) throw new Error('no family');
    loseNextAnswer();
    const next = store.tokenFrom(await store.replaceToken(token, family, false, start));
    noFault();
    expect(next && (await store.replaceToken(next, family, false, start))).toBeTruthy();
  });

  it('beginning a stay-logged-in session', async () => {
    const { customerId, epoch } = await customerWithoutFactor();
    loseNextAnswer();
    const token = store.tokenFrom(await store.beginFamily({ customerId, epoch, amr: ['pwd'], device: '' }, start));
    expect(token && (await store.readFamily(token))).toMatchObject({ customerId });
  });

  it('counting a wrong password', async () => {
    const username = `${randomUUID()}@example.com`;
    loseNextAnswer();
    expect(await store.countWrongPassword(username, '192.0.2.0/24', { ofNetwork: undefined, ofUsername: undefined }, start)).toBe(true);
    const { ofNetwork, ofUsername } = await store.readLogin(username, '192.0.2.0/24');
    expect([ofNetwork?.failures, ofUsername?.failures]).toEqual([1, 1]);
  });

  it('keeping a key', async () => {
    const wrapped = Buffer.from(randomUUID());
    loseNextAnswer();
    expect(Buffer.from((await store.keepKey('codes', 77, { wrapped, madeAt: start })).wrapped)).toEqual(wrapped);
  });

  it('putting a customer in, changing and deleting one', async () => {
    const customerId = randomUUID();
    const facts = factsOf(`${customerId}@example.com`);
    const twice = async <T>(act: () => Promise<T>) => {
      const writes = loseNextAnswer();
      const done = await act();
      expect(writes()).toBe(2);
      return done;
    };
    expect(await twice(() => store.putCustomer(customerId, () => facts, 'tests', start))).toEqual({ is: 'put', before: undefined });
    const { locale, phone, passwordHash, ...kept } = facts;
    const changed = await twice(() => store.putCustomer(customerId, () => facts, 'tests', start + 1));
    expect(changed).toMatchObject({ is: 'put', before: kept });
    expect(await twice(() => store.deleteCustomer(customerId, 'tests', start + 2))).toBe('deleted');
    expect(await auditOf(customerId)).toEqual(['customer_created', 'customer_changed', 'customer_deleted']);
  });
});

describe('a write that meets a transaction on the same item is tried again:', () => {
  it('a guess', async () => {
    const customer = await dispatched((await customerWithFactor()).customerId, start);
    conflictOnce();
    expect(await guess(customer, 'right', start + SECOND)).toMatchObject({ is: 'evaluated', right: true });
  });

  it('a dispatch', async () => {
    const seen = await customerWithFactor();
    conflictOnce();
    expect(await store.reserveDispatch(seen, aDispatch(), start)).toMatchObject({ held: true });
  });

  it('the token of a stay-logged-in session', async () => {
    const { customerId, epoch } = await customerWithoutFactor();
    const token = store.tokenFrom(await store.beginFamily({ customerId, epoch, amr: ['pwd'], device: '' }, start));
    const family = token && (await store.readFamily(token));
    cancelOnce();
    expect(token && family && (await store.replaceToken(token, family, false, start))).toBeTruthy();
  });

  it('switching the factor on', async () => {
    const customer = await customerWithoutFactor();
    cancelOnce();
    expect(await store.switchOn(customer, 'email', { digests: new Set(['r']), key: 1 }, { jti: 'j' }, start)).toMatchObject({ held: true });
  });
});
