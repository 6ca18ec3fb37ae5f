import { createSecretKey, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { DAY } from '../../shared/flow/budgets.ts';
import { type SessionToken, successorOf } from '../../shared/flow/session-token.ts';
import type { Customer } from '../../shared/store/customers.ts';
import { auditOf, customerWithFactor, customerWithoutFactor, entriesOf, familyOf, present, start, times } from './customer.ts';
import { beforeCall, undisturbed } from './interleaving.ts';
import * as store from './store.ts';

const endings = async ({ customerId }: Customer) => (await auditOf(customerId)).filter((event) => event === 'sessions_ended');

describe('ending every session', () => {
  it('moves the epoch once for however many ask at once, and is written down once', async () => {
    const customer = await customerWithoutFactor();
    const all = await times(5, () => store.endEverySession(customer, start + 1));
    expect(all.filter((ended) => ended)).toHaveLength(1);
    expect((await present(customer.customerId)).epoch).toBe(customer.epoch + 1);
    expect(await endings(customer)).toHaveLength(1);
  });

  it('moves it again for whoever asks later', async () => {
    const customer = await customerWithoutFactor();
    for (const nth of [1, 2, 3]) {
      expect(await store.endEverySession(await present(customer.customerId), start + nth)).toBe(true);
    }
    expect((await present(customer.customerId)).epoch).toBe(customer.epoch + 3);
    expect(await endings(customer)).toHaveLength(3);
  });

  it('spares no session, not even the one that last changed the factor', async () => {
    const customer = await customerWithFactor();
    expect(customer.epochMadeBy).toBe('j');
    await store.endEverySession(customer, start + 1);
    expect(await present(customer.customerId)).not.toHaveProperty('epochMadeBy');
  });

  it('of a customer who is not there does nothing', async () => {
    const nobody = { ...(await customerWithoutFactor()), customerId: randomUUID() };
    expect(await store.endEverySession(nobody, start)).toBe(false);
    expect(await auditOf(nobody.customerId)).toEqual([]);
  });
});

describe('ending the sessions of a customer, by an administrator', () => {
  afterEach(undisturbed);

  it('ends the one, too, that moved the epoch in the very moment and went on', async () => {
    const customer = await customerWithoutFactor();
    const happened = beforeCall(2, () => store.endOtherSessions(customer, { jti: 'goes on' }, () => [], start + 1));
    expect(await store.endSessionsOf(customer.customerId, 'jana', start + 1)).toBe('ended');
    expect(happened()).toBe(true);
    const after = await present(customer.customerId);
    expect(after).toMatchObject({ epoch: customer.epoch + 2 });
    expect(after).not.toHaveProperty('epochMadeBy');
    expect((await entriesOf(customer.customerId)).at(-1)).toMatchObject({ event: 'sessions_ended', by: { admin: 'jana' } });
  });

  it('finds nobody who was taken out in the very moment', async () => {
    const { customerId } = await customerWithoutFactor();
    beforeCall(2, () => store.deleteCustomer(customerId, 'tests', start + 1));
    expect(await store.endSessionsOf(customerId, 'tests', start + 1)).toBe('not_found');
    expect(await store.endSessionsOf(randomUUID(), 'tests', start)).toBe('not_found');
  });
});

describe('ending all other sessions', () => {
  const key = createSecretKey(Buffer.alloc(32, 1));

  const begun = async ({ customerId, epoch }: Customer) =>
    (await familyOf({ customerId, epoch, acr: 'password', device: '' }, start)).token;

  /** @returns the next token, if it was granted. */
  async function refresh(token: SessionToken): Promise<SessionToken | undefined> {
    const family = await store.readFamily(token.familyId);
    const next = successorOf(token, key);
    return family && (await store.replaceToken(token, family, next, 1, false, start + DAY)) === 'done' ? next : undefined;
  }

  const endOthers = (customer: Customer, { familyId }: SessionToken, jti = 'own') =>
    store.endOtherSessions(customer, { jti }, (epoch) => [store.carriedOver(familyId, customer.epoch, epoch)], start + 1);

  it('spares the one that asked: its token of access and its cookie', async () => {
    const customer = await customerWithoutFactor();
    const [own, other] = [await begun(customer), await begun(customer)];
    expect(await endOthers(customer, own)).toBe(true);

    expect(await present(customer.customerId)).toMatchObject({ epoch: customer.epoch + 1, epochMadeBy: 'own' });
    expect(await refresh(other)).toBeUndefined();
    const next = await refresh(own);
    expect(next).toBeDefined();
    expect(next && (await refresh(next))).toBeDefined();
    expect(await endings(customer)).toHaveLength(1);
  });

  it('is written down once in 24 hours of each session, however many tokens of access it has had', async () => {
    const { customerId } = await customerWithoutFactor();
    const end = async (by: { jti: string; sid?: string }, at: number) => {
      expect(await store.endOtherSessions(await present(customerId), by, () => [], at)).toBe(true);
      return (await endings({ customerId } as Customer)).length;
    };
    const written = [
      await end({ jti: 'one', sid: 'family' }, start + 1),
      await end({ jti: 'two', sid: 'family' }, start + 2),
      await end({ jti: 'two' }, start + 3),
      await end({ jti: 'other' }, start + 4),
      await end({ jti: 'two' }, start + DAY),
      await end({ jti: 'three', sid: 'family' }, start + DAY),
      await end({ jti: 'three', sid: 'family' }, start + DAY + 1),
    ];
    expect(written).toEqual([1, 1, 2, 3, 3, 3, 4]);
    expect((await present(customerId)).epochMadeBy).toBe('three');
  });

  it('carries no cookie over where there is none', async () => {
    const customer = await customerWithoutFactor();
    const other = await begun(customer);
    expect(await store.endOtherSessions(customer, { jti: 'own' }, () => [], start)).toBe(true);
    expect(await refresh(other)).toBeUndefined();
  });

  it('is not done for a session that was logged out meanwhile, or ended with an older epoch: nothing of it is', async () => {
    const customer = await customerWithoutFactor();
    const [gone, old, other] = [await begun(customer), await begun(customer), await begun(customer)];
    await store.update(store.familyKey(old.familyId), { set: { epoch: customer.epoch - 1 } });
    await store.endFamily(gone.familyId);
    for (const token of [gone, old]) expect(await endOthers(customer, token)).toBe(false);
    expect(await present(customer.customerId)).toEqual(customer);
    expect(await endings(customer)).toEqual([]);
    expect(await store.readFamily(gone.familyId)).toBeUndefined();
    expect(await refresh(other)).toBeDefined();
  });

  it('is done once, when two sessions end each other at once: one of them is left', async () => {
    const customer = await customerWithoutFactor();
    const tokens = [await begun(customer), await begun(customer)];
    const ended = await Promise.all(tokens.map((token, index) => endOthers(customer, token, `session ${index}`)));
    expect(ended.filter((each) => each)).toHaveLength(1);
    const goOn = await Promise.all(tokens.map(refresh));
    expect(goOn.map((next) => next !== undefined)).toEqual(ended);
    expect((await present(customer.customerId)).epochMadeBy).toBe(`session ${ended.indexOf(true)}`);
  });
});
