import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { ledgerAfter, nextDispatchAt, stateOf } from '../../shared/flow/code-round.ts';
import type { Customer } from '../../shared/store/customers.ts';
import { customerWithFactor, dispatched, factsOf, guess, present, start, times } from './customer.ts';
import { endEverySession, openCustomerRound, putCustomer, switchOff, undoCustomerRound } from './store.ts';

const aDispatch = () => ({ id: randomUUID(), digest: randomUUID(), key: 1, purpose: 'login' as const });

describe('of dispatches', () => {
  it('fifty in parallel one holds, and the others see what it left', async () => {
    const seen = await customerWithFactor();
    const all = await times(50, () => openCustomerRound(seen, aDispatch(), start));

    const [winner, ...more] = all.filter(({ held }) => held);
    expect(more).toEqual([]);
    for (const { item } of all) {
      expect(item).toEqual(winner?.item);
      expect(item && nextDispatchAt(item, start)).toBe(start + MINUTE);
    }
  });

  it('none holds on a state that a guess has moved on since', async () => {
    const { customerId } = await customerWithFactor();
    const seen = await dispatched(customerId, start);
    await guess(seen, 'wrong', start + SECOND);

    const late = await openCustomerRound(seen, aDispatch(), start + MINUTE);
    expect(late).toMatchObject({ held: false, item: { codeGuesses: ['wrong'] } });
    expect(await openCustomerRound(late.item as Customer, aDispatch(), start + MINUTE)).toMatchObject({ held: true });
    expect((await present(customerId)).wrongLedger).toEqual([{ at: start + SECOND, count: 1 }]);
  });

  it('none holds once the epoch has moved or the factor is off', async () => {
    const seen = await customerWithFactor();
    await endEverySession(seen, start);
    const late = await openCustomerRound(seen, aDispatch(), start);
    expect(late).toMatchObject({ held: false, item: { epoch: seen.epoch + 1 } });

    await switchOff(late.item as Customer, { jti: 'j' }, start);
    const off = await openCustomerRound({ ...(late.item as Customer), epoch: seen.epoch + 2 }, aDispatch(), start);
    expect(off.held).toBe(false);
    expect(off.item).not.toHaveProperty('factor');
  });

  it('none creates a customer who is not there', async () => {
    const seen = await customerWithFactor();
    expect(await openCustomerRound({ ...seen, customerId: randomUUID() }, aDispatch(), start)).toEqual({ held: false, item: undefined });
  });

  it('no wrong guess is lost, however many come in between', async () => {
    const { customerId } = await customerWithFactor();
    let at = start;
    let wrong = 0;
    for (let round = 0; round < 6; round++) {
      await dispatched(customerId, at);
      const seen = await present(customerId);
      at += 5 * MINUTE;
      const redispatch = async () => (await openCustomerRound(await present(customerId), aDispatch(), at)).held;
      const [guesses] = await Promise.all([times(3, () => guess(seen, 'wrong', at - SECOND)), times(5, redispatch)]);
      wrong += guesses.filter(({ is }) => is === 'evaluated').length;
      at += 5 * MINUTE;
    }
    const counted = ledgerAfter(await present(customerId), at).reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(wrong);
  });
});

/** The rounds that a refused dispatch can follow, each as the customer's item has it. */
const roundsBefore: Record<string, (customerId: string) => Promise<unknown>> = {
  'that was never begun': async () => undefined,
  'whose code ran out': (customerId) => dispatched(customerId, start),
  'with some wrong guesses': async (customerId) => {
    const customer = await dispatched(customerId, start);
    await times(3, () => guess(customer, 'wrong', start + SECOND));
  },
  'that is locked': async (customerId) => {
    const customer = await dispatched(customerId, start);
    await times(5, () => guess(customer, 'wrong', start + SECOND));
  },
  'whose code was used': async (customerId) => {
    const customer = await dispatched(customerId, start);
    await guess(customer, 'wrong', start + SECOND);
    await guess(customer, 'right', start + SECOND);
  },
  'after others': async (customerId) => {
    for (const minutes of [0, 10, 20]) {
      const customer = await dispatched(customerId, start + minutes * MINUTE);
      await times(5, () => guess(customer, 'wrong', start + minutes * MINUTE));
    }
  },
};

describe('undoing a dispatch', () => {
  const later = start + 60 * MINUTE;

  it.each(Object.keys(roundsBefore))('restores exactly the round %s', async (name) => {
    const { customerId } = await customerWithFactor();
    await roundsBefore[name]?.(customerId);
    const before = await present(customerId);
    const reserved = await openCustomerRound(before, aDispatch(), later);
    expect(reserved.held).toBe(true);

    expect(await undoCustomerRound(reserved.item as Customer, before)).toEqual({ held: true, item: before });
    expect(await present(customerId)).toEqual(before);
    expect(await openCustomerRound(before, aDispatch(), later)).toMatchObject({ held: true });
  });

  it('does nothing once somebody has guessed', async () => {
    const before = await customerWithFactor();
    const { item } = await openCustomerRound(before, aDispatch(), start);
    const guessed = await guess(before, 'wrong', start + SECOND);

    expect(await undoCustomerRound(item as Customer, before)).toEqual({ held: false, item: guessed.item });
    expect(stateOf(await present(before.customerId), start + SECOND)).toMatchObject({ is: 'live', attemptsLeft: 4 });
  });

  it('does nothing once somebody has dispatched, nor a second time', async () => {
    const before = await customerWithFactor();
    const { item } = await openCustomerRound(before, aDispatch(), start);
    const newer = await dispatched(before.customerId, start + MINUTE);
    expect(await undoCustomerRound(item as Customer, before)).toEqual({ held: false, item: newer });

    expect((await undoCustomerRound(newer, item as Customer)).held).toBe(true);
    expect((await undoCustomerRound(newer, item as Customer)).held).toBe(false);
    expect(await present(before.customerId)).toEqual(item);
  });

  it('leaves alone what else was changed meanwhile', async () => {
    const before = await customerWithFactor();
    const { item } = await openCustomerRound(before, aDispatch(), start);
    await putCustomer(before.customerId, () => factsOf(before.username, { locale: 'cs' }), 'tests', start + SECOND);

    expect(await undoCustomerRound(item as Customer, before)).toEqual({ held: true, item: { ...before, locale: 'cs' } });
  });

  it('brings no code back that was sent to an address the customer has left since', async () => {
    const { customerId, username } = await customerWithFactor();
    const before = await dispatched(customerId, start);
    const { item } = await openCustomerRound(before, aDispatch(), start + MINUTE);
    await putCustomer(customerId, () => factsOf(username, { email: 'elsewhere@example.com' }), 'tests', start + MINUTE);

    expect((await undoCustomerRound(item as Customer, before)).held).toBe(false);
    expect(stateOf(await present(customerId), start + MINUTE)).toEqual({ is: 'expired' });
  });
});
