import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { budgetLeft, lockWait, nextDispatchAt, nextRoundAt, stateOf } from '../../shared/flow/code-round.ts';
import { customerWithApp, firstStep, taken, taking, useRecoveryCode, useStep } from './app.ts';
import { customerWithFactor, dispatched, guess, present, start, times } from './customer.ts';

it('a persistent guesser gets a hundred wrong codes in any 24 hours, and no more', async () => {
  const { customerId } = await customerWithFactor();
  const wrongAt: number[] = [];
  let now = start;
  while (now < start + 2 * DAY) {
    const customer = await dispatched(customerId, now);
    now += SECOND;
    const guesses = await times(7, () => guess(customer, 'wrong', now));
    wrongAt.push(...guesses.filter(({ is }) => is === 'evaluated').map(() => now));
    const after = await present(customerId);
    expect(stateOf(after, now).is).toBe('locked');
    now = nextDispatchAt(after, now);
  }
  for (const at of wrongAt) {
    expect(wrongAt.filter((other) => other >= at && other < at + DAY).length).toBeLessThanOrEqual(100);
  }
  expect(wrongAt.filter((at) => at < start + DAY)).toHaveLength(100);
});

it('a guesser who stops short of every lock gets no more either', async () => {
  const { customerId } = await customerWithFactor();
  let wrong = 0;
  let now = start;
  for (; now < start + 2 * HOUR && nextDispatchAt(await present(customerId), now) <= now; now += MINUTE) {
    const customer = await dispatched(customerId, now);
    const guesses = await times(3, () => guess(customer, 'wrong', now));
    wrong += guesses.filter(({ is }) => is === 'evaluated').length;
  }
  expect(wrong).toBe(100);
  const spent = await present(customerId);
  expect(budgetLeft(spent, now)).toBe(0);
  expect(nextDispatchAt(spent, now)).toBe(start + DAY);
});

it('each lock in a row doubles the wait; a right code ends the row and gives none of the wrong guesses back', async () => {
  const { customerId } = await customerWithFactor();
  let now = start;
  for (const locksBefore of [0, 1, 2]) {
    const customer = await dispatched(customerId, now);
    now += 2 * MINUTE;
    await times(5, () => guess(customer, 'wrong', now));
    expect(nextDispatchAt(await present(customerId), now)).toBe(now + lockWait(locksBefore));
    now += lockWait(locksBefore);
  }
  const customer = await dispatched(customerId, now);
  expect(customer.lockStreak).toBe(3);
  await guess(customer, 'wrong', now);
  await guess(customer, 'right', now);

  const next = await dispatched(customerId, now + MINUTE);
  expect(next).toMatchObject({ lockStreak: 0, lockedRounds: 3, completedRounds: 1, codeAttempts: 5 });
  expect(budgetLeft(next, now + MINUTE)).toBe(100 - 16);
});

it('the last code of the day allows only the guesses that are left', async () => {
  const { customerId } = await customerWithFactor();
  for (let round = 0; round < 33; round++) {
    const customer = await dispatched(customerId, start + round * MINUTE);
    await times(3, () => guess(customer, 'wrong', start + round * MINUTE));
  }
  const last = await dispatched(customerId, start + HOUR);
  const guesses = await times(10, () => guess(last, 'wrong', start + HOUR));
  expect(guesses.filter(({ is }) => is === 'evaluated')).toHaveLength(1);
});

it('with an app a persistent guesser gets no more, and a right code gives none of the wrong ones back', async () => {
  const customer = await customerWithApp();
  const wrongAt: number[] = [];
  let now = start;
  let step = firstStep;
  while (now < start + 2 * DAY) {
    const attempts = await times(7, () => taken(customer, now));
    wrongAt.push(...attempts.filter((attempt) => attempt !== undefined).map(() => now));
    const after = await present(customer.customerId);
    expect(stateOf(after, now).is).toBe('locked');
    now = nextRoundAt(after, now);
    // Every fourth time the owner comes in between.
    if (++step % 4 === 0) expect((await useStep(await taking(customer, now), step)).held).toBe(true);
  }
  for (const at of wrongAt) {
    expect(wrongAt.filter((other) => other >= at && other < at + DAY).length).toBeLessThanOrEqual(100);
  }
  expect(wrongAt.filter((at) => at < start + DAY)).toHaveLength(100);
});

it('the hundred of a day hold over codes by e-mail and recovery codes together', async () => {
  const { customerId } = await customerWithFactor();
  let wrong = 0;
  let now = start;
  for (; now < start + 2 * HOUR && nextDispatchAt(await present(customerId), now) <= now; now += MINUTE) {
    const customer = await dispatched(customerId, now);
    const guesses = await times(2, () => guess(customer, 'wrong', now));
    wrong += guesses.filter(({ is }) => is === 'evaluated').length;
    const attempts = await times(2, () => taken(customer, now));
    wrong += attempts.filter((attempt) => attempt !== undefined).length;
  }
  expect(wrong).toBe(100);
  const spent = await present(customerId);
  expect(nextRoundAt(spent, now)).toBe(start + DAY);
  expect(await taken(spent, start + DAY - 1)).toBeUndefined();
  expect((await useRecoveryCode(await taking(spent, start + DAY), 'r')).held).toBe(true);
});
