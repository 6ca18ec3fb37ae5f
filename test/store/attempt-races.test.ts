import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { MARK } from '../../shared/flow/round.ts';
import { customerWithApp, firstStep, taken, taking, useStep, wrongCodes } from './app.ts';
import { bytes, challenged, customerWithFactor, dispatched, present, start } from './customer.ts';
import { beforeCall, undisturbed } from './interleaving.ts';
import { endEverySession, openCustomerRound, switchOff, undoCustomerRound } from './store.ts';

/** Between the reading of the customer and the write that takes the attempt. */
const inBetween = (act: () => Promise<unknown>) => beforeCall(2, act);

describe('between its reading and its guess', () => {
  afterEach(undisturbed);

  it('another request opens the round: the guess is one of its five', async () => {
    const customer = await customerWithApp();
    const { round } = await taking(customer, start);
    expect(await taking(customer, start, { seen: customer })).toMatchObject({ round, index: 1 });

    inBetween(() => wrongCodes(customer, 2, start));
    expect(await taking(customer, start)).toMatchObject({ round, index: 4 });
  });

  it('a right code uses the round up: the guess is the first of the next one', async () => {
    const customer = await customerWithApp();
    const right = await taking(customer, start);
    inBetween(() => useStep(right, firstStep + 1));
    const next = await taking(customer, start);
    expect(next.index).toBe(0);
    expect(next.round).not.toBe(right.round);
    expect(await useStep(next, firstStep + 2)).toMatchObject({ held: true });
  });

  it('the round is locked: the guess is refused', async () => {
    const customer = await customerWithApp();
    const challenge = await challenged(customer.customerId, start);
    await wrongCodes(customer, 4, start);
    inBetween(() => wrongCodes(customer, 1, start));
    expect(await taken(customer, start, { challenge })).toBeUndefined();
  });

  it('the round is locked and the next one opened: it has no guess for a challenge of the older one', async () => {
    const customer = await customerWithApp();
    const challenge = await challenged(customer.customerId, start);
    await wrongCodes(customer, 4, start);
    const later = start + MINUTE;
    inBetween(async () => {
      await taking(customer, start);
      await taking(customer, later);
    });
    expect(await taken(customer, later, { challenge })).toBeUndefined();
    expect(await present(customer.customerId)).toMatchObject({ lockedRounds: 1, round: { guesses: [MARK] } });
  });

  it('the epoch moves: the guess is refused, in the round that was open and in a next one', async () => {
    for (const guesses of [0, 1]) {
      const customer = await customerWithApp();
      await wrongCodes(customer, guesses, start);
      inBetween(() => endEverySession(customer, start));
      expect(await taken(customer, start)).toBeUndefined();
      expect((await present(customer.customerId)).round?.guesses ?? []).toHaveLength(guesses);
    }
  });

  it('the factor goes: no round is opened', async () => {
    const customer = await customerWithApp();
    inBetween(() => switchOff(customer, { jti: 'j' }, start));
    expect(await taken(customer, start)).toBeUndefined();
    expect((await present(customer.customerId)).round).toBeUndefined();
  });

  it('a dispatch is undone: the guess does not go to the expired round that stands again', async () => {
    const { customerId } = await customerWithFactor();
    const expired = await dispatched(customerId, start);
    const later = start + 6 * MINUTE;
    const opening = { id: 'refused by the provider', digest: bytes('right'), keyVersion: 1, purpose: 'login' as const };
    const opened = await openCustomerRound(expired, opening, later);
    inBetween(async () => opened.is === 'opened' && undoCustomerRound(opened.item, opened.before));
    const attempt = await taking(expired, later + SECOND);
    expect(attempt).toMatchObject({ index: 0, customer: { round: { purpose: 'app' } } });
    expect(attempt.round).not.toBe(expired.round?.id);
  });
});
