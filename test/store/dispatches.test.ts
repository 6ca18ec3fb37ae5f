import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { nextDispatchAt, settled } from '../../shared/flow/codes.ts';
import { wrongCodesIn } from '../../shared/flow/ledger.ts';
import { stateOf } from '../../shared/flow/round.ts';
import type { Customer } from '../../shared/store/customers.ts';
import { bytes, customerWithFactor, dispatched, factsOf, guess, inAnyVersion, present, start, times } from './customer.ts';
import { endEverySession, openCustomerRound, putCustomer, switchOff, undoCustomerRound } from './store.ts';

const aDispatch = () => ({ id: randomUUID(), digest: bytes(randomUUID()), keyVersion: 1, purpose: 'login' as const });

/** A dispatch that holds. @returns the customer after it */
async function opened(seen: Customer, at: number): Promise<Customer> {
  const done = await openCustomerRound(seen, aDispatch(), at);
  if (done.is !== 'opened') throw new Error(done.is);
  return done.item;
}

describe('of dispatches', () => {
  it('fifty in parallel one holds, and the others see what it left', async () => {
    const seen = await customerWithFactor();
    const all = await times(50, () => openCustomerRound(seen, aDispatch(), start));

    expect(all.filter(({ is }) => is === 'opened')).toHaveLength(1);
    const after = await present(seen.customerId);
    for (const each of all) expect('item' in each && each.item).toEqual(after);
    expect(nextDispatchAt(after, start)).toBe(start + MINUTE);
  });

  it('one on a state that a guess has moved on since is decided, and settles, on what the guess left', async () => {
    const { customerId } = await customerWithFactor();
    const seen = await dispatched(customerId, start);
    await guess(seen, 'wrong', start + SECOND);

    const late = await openCustomerRound(seen, aDispatch(), start + MINUTE);
    expect(late).toMatchObject({ is: 'opened', before: { wrongInRow: 1, round: { guesses: [bytes('wrong')] } } });
    expect(wrongCodesIn((await present(customerId)).ledger)).toEqual([{ at: start + MINUTE, count: 1 }]);
  });

  it('none holds once the epoch has moved or the factor is off', async () => {
    const seen = await customerWithFactor();
    await endEverySession(seen, start);
    expect(await openCustomerRound(seen, aDispatch(), start)).toEqual({ is: 'ended' });

    const moved = await present(seen.customerId);
    await switchOff(moved, { jti: 'j' }, start);
    expect(await openCustomerRound(moved, aDispatch(), start)).toEqual({ is: 'ended' });
    expect(await openCustomerRound({ ...moved, epoch: moved.epoch + 1 }, aDispatch(), start)).toEqual({ is: 'ended' });
    expect(await present(seen.customerId)).not.toHaveProperty('round');
  });

  it('none creates a customer who is not there', async () => {
    const seen = await customerWithFactor();
    expect(await openCustomerRound({ ...seen, customerId: randomUUID() }, aDispatch(), start)).toEqual({ is: 'ended' });
  });

  it('no wrong guess is lost, however many come in between', async () => {
    const { customerId } = await customerWithFactor();
    let at = start;
    let wrong = 0;
    for (let round = 0; round < 6; round++) {
      await dispatched(customerId, at);
      const seen = await present(customerId);
      at += 5 * MINUTE;
      const redispatch = async () => (await openCustomerRound(await present(customerId), aDispatch(), at)).is;
      const [guesses] = await Promise.all([times(3, () => guess(seen, 'wrong', at - SECOND)), times(5, redispatch)]);
      wrong += guesses.filter(({ is }) => is === 'evaluated').length;
      at += 5 * MINUTE;
    }
    const counted = wrongCodesIn(settled(await present(customerId), at).ledger).reduce((sum, { count }) => sum + count, 0);
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
    const item = await opened(before, later);

    expect(await undoCustomerRound(item, before)).toEqual({ held: true, item: inAnyVersion(before) });
    expect(await present(customerId)).toEqual(inAnyVersion(before));
    expect(await openCustomerRound(before, aDispatch(), later)).toMatchObject({ is: 'opened' });
  });

  it('does nothing once somebody has guessed', async () => {
    const before = await customerWithFactor();
    const item = await opened(before, start);
    const guessed = await guess(before, 'wrong', start + SECOND);

    expect(await undoCustomerRound(item, before)).toEqual({ held: false, item: guessed.item });
    expect(stateOf((await present(before.customerId)).round, start + SECOND)).toMatchObject({ is: 'live', attemptsLeft: 4 });
  });

  it('does nothing once somebody has dispatched, nor a second time', async () => {
    const before = await customerWithFactor();
    const item = await opened(before, start);
    const newer = await dispatched(before.customerId, start + MINUTE);
    expect(await undoCustomerRound(item, before)).toEqual({ held: false, item: newer });

    expect((await undoCustomerRound(newer, item)).held).toBe(true);
    expect((await undoCustomerRound(newer, item)).held).toBe(false);
    expect(await present(before.customerId)).toEqual(inAnyVersion(item));
  });

  it('does nothing once anything else of the customer was changed', async () => {
    const before = await customerWithFactor();
    const item = await opened(before, start);
    await putCustomer(before.customerId, () => factsOf(before.username, { locale: 'cs' }), 'tests', start + SECOND);

    expect(await undoCustomerRound(item, before)).toMatchObject({ held: false, item: { locale: 'cs', round: item.round } });
  });

  it('brings no code back that was sent to an address the customer has left since', async () => {
    const { customerId, username } = await customerWithFactor();
    const before = await dispatched(customerId, start);
    const item = await opened(before, start + MINUTE);
    await putCustomer(customerId, () => factsOf(username, { email: 'elsewhere@example.com' }), 'tests', start + MINUTE);

    expect((await undoCustomerRound(item, before)).held).toBe(false);
    expect(stateOf((await present(customerId)).round, start + MINUTE)).toEqual({ is: 'expired' });
  });
});
