import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { budgetLeft, nextDispatchAt, nextRoundAt } from '../../shared/flow/codes.ts';
import { stateOf } from '../../shared/flow/round.ts';
import { customerWithApp, firstStep, taken, taking, useRecoveryCode, useStep } from './app.ts';
import { customerWithFactor, dispatched, guess, present, start, times } from './customer.ts';

it('a persistent guesser gets thirty wrong codes in all, and with them the password is worth nothing', async () => {
  const { customerId } = await customerWithFactor();
  const { epoch } = await present(customerId);
  let [now, evaluated] = [start, 0];
  for (let round = 0; round < 8; round++) {
    const customer = { ...(await dispatched(customerId, now)), epoch };
    const guesses = await times(7, () => guess(customer, 'wrong', now));
    evaluated += guesses.filter(({ is }) => is === 'evaluated').length;
    now = nextDispatchAt(await present(customerId), now);
  }
  expect(evaluated).toBe(30);
  expect(await present(customerId)).toMatchObject({ wrongInRow: 30, epoch: epoch + 1, passwordEndedAt: expect.any(Number) });
});

it('a guesser whom the owner comes between gets a hundred wrong codes in any 24 hours, and no more', async () => {
  const { customerId } = await customerWithFactor();
  const wrongAt: number[] = [];
  let now = start;
  for (let round = 1; now < start + 2 * DAY; round++) {
    const customer = await dispatched(customerId, now);
    now += SECOND;
    // Before the row is as long as it may be.
    if (round % 6 === 0) {
      expect(await guess(customer, 'right', now)).toMatchObject({ is: 'evaluated', right: true });
    } else {
      const guesses = await times(7, () => guess(customer, 'wrong', now));
      wrongAt.push(...guesses.filter(({ is }) => is === 'evaluated').map(() => now));
      expect(stateOf((await present(customerId)).round, now).is).toBe('locked');
    }
    now = nextDispatchAt(await present(customerId), now);
  }
  for (const at of wrongAt) {
    expect(wrongAt.filter((other) => other >= at && other < at + DAY).length).toBeLessThanOrEqual(100);
  }
  expect(wrongAt.filter((at) => at < start + DAY)).toHaveLength(100);
});

it('a guesser who stops short of every fifth code waits as long, and gets no more', async () => {
  const { customerId } = await customerWithFactor();
  const wrongAt: number[] = [];
  let now = start;
  while (now < start + 2 * DAY) {
    const customer = await dispatched(customerId, now);
    const guesses = await times(3, () => guess(customer, 'wrong', now));
    wrongAt.push(...guesses.filter(({ is }) => is === 'evaluated').map(() => now));
    now = nextDispatchAt(await present(customerId), now);
  }
  for (const at of wrongAt) {
    expect(wrongAt.filter((other) => other >= at && other < at + DAY).length).toBeLessThanOrEqual(100);
  }
  // An hour for each five, and longer.
  expect(wrongAt.filter((at) => at < start + 6 * HOUR).length).toBeLessThanOrEqual(5 * 12);
});

it('each fifth wrong code of a row doubles the wait; a right code ends the row and gives none of the wrong ones back', async () => {
  const { customerId } = await customerWithFactor();
  let now = start;
  for (const minutes of [1, 2, 4]) {
    const customer = await dispatched(customerId, now);
    now += 2 * MINUTE;
    await times(5, () => guess(customer, 'wrong', now));
    expect(nextDispatchAt(await present(customerId), now)).toBe(now + minutes * MINUTE);
    now += minutes * MINUTE;
  }
  const customer = await dispatched(customerId, now);
  expect(customer.wrongInRow).toBe(15);
  await guess(customer, 'wrong', now);
  await guess(customer, 'right', now);

  const next = await dispatched(customerId, now + MINUTE);
  expect(next).toMatchObject({ wrongInRow: 0, dispatchesInRow: 1, lockedRounds: 3, completedRounds: 1, round: { attempts: 5 } });
  expect(budgetLeft(next, now + MINUTE)).toBe(100 - 16);
});

it('the row goes on over rounds: after its fifth wrong code the next waits, in the middle of a round', async () => {
  const { customerId } = await customerWithFactor();
  const first = await dispatched(customerId, start);
  await times(3, () => guess(first, 'wrong', start));
  const second = await dispatched(customerId, start + MINUTE);
  const guesses = await times(10, () => guess(second, 'wrong', start + MINUTE));
  expect(guesses.filter(({ is }) => is === 'evaluated')).toHaveLength(2);
  expect(await guess(second, 'right', start + 2 * MINUTE - 1)).toMatchObject({ is: 'refused' });
  expect(nextDispatchAt(await present(customerId), start + MINUTE)).toBe(start + 2 * MINUTE);
  expect(await guess(second, 'right', start + 2 * MINUTE)).toMatchObject({ is: 'evaluated', right: true });
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
    expect(stateOf(after.round, now).is).toBe('locked');
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
  const wrongAt: number[] = [];
  let now = start;
  for (let round = 1; wrongAt.length < 100 && now < start + DAY; round++) {
    const customer = await dispatched(customerId, now);
    if (round % 7 === 0) {
      await guess(customer, 'right', now);
      now = nextDispatchAt(await present(customerId), now);
      continue;
    }
    const guesses = await times(2, () => guess(customer, 'wrong', now));
    const attempts = await times(2, () => taken(customer, now));
    wrongAt.push(...guesses.filter(({ is }) => is === 'evaluated').map(() => now));
    wrongAt.push(...attempts.filter((attempt) => attempt !== undefined).map(() => now));
    now = nextDispatchAt(await present(customerId), now);
  }
  expect(wrongAt).toHaveLength(100);
  const spent = await present(customerId);
  const [first = 0] = wrongAt;
  expect(nextRoundAt(spent, wrongAt.at(-1) ?? now)).toBe(first + DAY);
  expect(await taken(spent, first + DAY - 1)).toBeUndefined();
  expect((await useRecoveryCode(await taking(spent, first + DAY), 'r')).held).toBe(true);
});
