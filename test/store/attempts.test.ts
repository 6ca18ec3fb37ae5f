import { afterEach, describe, expect, it } from 'vitest';
import { CHALLENGE_LIFETIME, DAY, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { guessRefusal } from '../../shared/flow/challenge.ts';
import { budgetLeft, nextRoundAt, settled } from '../../shared/flow/codes.ts';
import { wrongCodesIn } from '../../shared/flow/ledger.ts';
import { MARK, stateOf } from '../../shared/flow/round.ts';
import { customerWithApp, firstStep, taken, taking, useStep, wrongCodes } from './app.ts';
import { unwatched, watched } from './calls.ts';
import { challenged, customerWithFactor, dispatched, guess, present, start, times } from './customer.ts';
import { endEverySession, giveBack, switchOff, takeAttempt } from './store.ts';

const step = firstStep + 1;

describe('of codes of an app', () => {
  it('five of a hundred in parallel are compared, whether or not the customer was read before', async () => {
    for (const readBefore of [true, false]) {
      const customer = await customerWithApp();
      const attempts = await times(100, () => taken(customer, start, readBefore ? { seen: customer } : {}));

      expect(attempts.filter((attempt) => attempt !== undefined).map(({ index }) => index)).toHaveLength(5);
      expect(new Set(attempts.map((attempt) => attempt?.index))).toEqual(new Set([0, 1, 2, 3, 4, undefined]));
      expect(stateOf((await present(customer.customerId)).round, start)).toEqual({ is: 'locked' });
    }
  });

  it('the right one, sent twenty times in parallel, is right once', async () => {
    const customer = await customerWithApp();
    const all = await times(20, async () => {
      const attempt = await taken(customer, start, { seen: customer });
      return attempt && (await useStep(attempt, step)).held;
    });
    expect(all.filter((held) => held)).toHaveLength(1);
    // Beyond the five of its round each right code opens a round, but its step is old by then.
    expect(await present(customer.customerId)).toMatchObject({ totpLastStep: step });
  });

  it('the fifth may be the right one', async () => {
    const customer = await customerWithApp();
    await wrongCodes(customer, 4, start);
    const fifth = await taking(customer, start);
    expect(await useStep(fifth, step)).toMatchObject({ held: true });
    expect(stateOf((await present(customer.customerId)).round, start)).toEqual({ is: 'used' });
  });

  it('the right one is not compared after the fifth wrong one, and the item that refused it says why', async () => {
    const customer = await customerWithApp();
    const challenge = await challenged(customer.customerId, start);
    for (let nth = 0; nth < 5; nth++) await taking(customer, start, { challenge });

    const late = await takeAttempt({ ...customer, method: 'totp', challenge }, start + SECOND);
    expect(late.is).toBe('refused');
    const refusedBy = 'customer' in late ? late.customer : undefined;
    expect(guessRefusal(challenge, refusedBy, true, start + SECOND)).toEqual({ code: 'challenge_locked' });
  });

  it('none is compared for a customer who is not there, nor in an epoch that has passed', async () => {
    const customer = await customerWithApp();
    expect(await taken({ ...customer, customerId: 'nobody' }, start)).toBeUndefined();
    await endEverySession(customer, start);
    expect(await taken(customer, start)).toBeUndefined();
    expect(await taken(customer, start, { seen: customer })).toBeUndefined();
    expect((await present(customer.customerId)).round).toBeUndefined();
  });
});

describe('a round of an app', () => {
  afterEach(unwatched);

  it('is opened by its first guess, in one write', async () => {
    const customer = await customerWithApp();
    const sent = watched();
    const { index } = await taking(customer, start, { seen: customer });
    expect(sent).toEqual(['UpdateItem']);
    expect(index).toBe(0);
    expect(stateOf((await present(customer.customerId)).round, start)).toMatchObject({ is: 'live', purpose: 'app', attemptsLeft: 4 });
  });

  it('takes the next guess in one write, too, and has nothing that a reader of the table could type', async () => {
    const customer = await customerWithApp();
    await taking(customer, start);
    const sent = watched();
    await taking(customer, start);
    expect(sent).toEqual(['GetItem', 'UpdateItem']);
    const { round } = await present(customer.customerId);
    expect(round?.guesses).toEqual([MARK, MARK]);
    expect(round?.digest).toHaveLength(16);
  });

  it('goes on for a challenge’s life after each guess, so that no challenge outlives the count of its guesses', async () => {
    const customer = await customerWithApp();
    for (const nth of [0, 1, 2, 3, 4]) {
      const at = start + nth * (CHALLENGE_LIFETIME - 1);
      await taking(customer, at);
      expect((await present(customer.customerId)).round?.guesses).toHaveLength(nth + 1);
    }
    expect(stateOf((await present(customer.customerId)).round, start + DAY).is).toBe('locked');
  });

  it('is what a round becomes that a code of the app joins, whatever it was opened for', async () => {
    const customer = await customerWithApp();
    await dispatched(customer.customerId, start);
    const attempt = await taking(await present(customer.customerId), start + SECOND);
    expect(attempt.customer.round).toMatchObject({ purpose: 'app', expiresAt: start + SECOND + CHALLENGE_LIFETIME });
  });

  it('is over a challenge’s life after the last guess; the next one opens another and keeps the books', async () => {
    const customer = await customerWithApp();
    await wrongCodes(customer, 3, start);
    const next = await taking(customer, start + CHALLENGE_LIFETIME);
    expect(next).toMatchObject({ index: 0, customer: { lockedRounds: 0 } });
    expect(wrongCodesIn(next.customer.ledger)).toEqual([{ at: start, count: 3 }]);
  });

  it('is not opened while the wait after a lock runs, which doubles with each lock in a row', async () => {
    const customer = await customerWithApp();
    let now = start;
    for (const minutes of [1, 2, 4]) {
      await wrongCodes(customer, 5, now);
      const due = now + minutes * MINUTE;
      expect(nextRoundAt(await present(customer.customerId), now)).toBe(due);
      expect(await taken(customer, due - 1)).toBeUndefined();
      now = due;
    }
    expect(await useStep(await taking(customer, now), step)).toMatchObject({ held: true });
    await wrongCodes(customer, 5, now);
    expect(nextRoundAt(await present(customer.customerId), now)).toBe(now + MINUTE);
  });

  it('has its five guesses together with the code by e-mail whose round it joins, and leaves that code as it is', async () => {
    const { customerId } = await customerWithFactor();
    const customer = await dispatched(customerId, start);
    await guess(customer, 'wrong', start);
    await wrongCodes(customer, 2, start + SECOND);
    expect(stateOf((await present(customerId)).round, start)).toMatchObject({
      purpose: 'login',
      expiresAt: start + 5 * MINUTE,
      attemptsLeft: 2,
    });
    expect(await guess(customer, 'wrong', start + SECOND)).toMatchObject({ is: 'evaluated', attemptsLeft: 1 });
    expect(await guess(customer, 'right', start + SECOND)).toMatchObject({ is: 'evaluated', right: true });
  });
});

describe('a step', () => {
  it('is accepted once, and after it only greater ones', async () => {
    const customer = await customerWithApp();
    const accepted = async (wanted: number) => (await useStep(await taking(customer, start), wanted)).held;
    expect(await accepted(firstStep)).toBe(false);
    expect(await accepted(step + 1)).toBe(true);
    expect(await accepted(step + 1)).toBe(false);
    expect(await accepted(step)).toBe(false);
    expect(await accepted(step + 2)).toBe(true);
    expect(await present(customer.customerId)).toMatchObject({ totpLastStep: step + 2, completedRounds: 1 });
  });

  it('of five guesses taken before any was compared is accepted once', async () => {
    const customer = await customerWithApp();
    const attempts = await times(5, () => taking(customer, start));
    const used = await Promise.all(attempts.map((attempt) => useStep(attempt, step)));
    expect(used.filter(({ held }) => held)).toHaveLength(1);
  });

  it('of another key than the one that was compared is not accepted', async () => {
    const customer = await customerWithApp();
    const attempt = await taking(customer, start);
    const older = { ...attempt, customer: { ...attempt.customer, totpKeyId: 'another key' } };
    expect((await useStep(older, step)).held).toBe(false);
  });

  it('is not accepted once the epoch has moved or the factor is off', async () => {
    const [moved, off] = [await customerWithApp(), await customerWithApp()];
    const [ofMoved, ofOff] = [await taking(moved, start), await taking(off, start)];
    await endEverySession(moved, start);
    await switchOff(off, { jti: 'j' }, start);
    expect((await useStep(ofMoved, step)).held).toBe(false);
    expect((await useStep(ofOff, step)).held).toBe(false);
    expect(await present(off.customerId)).not.toHaveProperty('totpLastStep');
  });

  it('is not accepted for a guess whose round another has followed', async () => {
    const customer = await customerWithApp();
    const slow = await taking(customer, start);
    await taking(customer, start + CHALLENGE_LIFETIME);
    expect((await useStep(slow, step)).held).toBe(false);
  });
});

describe('a challenge of a customer with an app is dead', () => {
  it('after the lock of its round, even when the wait is over', async () => {
    const customer = await customerWithApp();
    const older = await challenged(customer.customerId, start);
    await wrongCodes(customer, 5, start);
    expect(await taken(customer, start + MINUTE, { challenge: older })).toBeUndefined();
    expect(await taken(customer, start + MINUTE, { challenge: await challenged(customer.customerId, start + MINUTE) })).toBeDefined();
    expect(await taken(customer, start + MINUTE, { challenge: older })).toBeUndefined();
  });

  it('once another login has used a right code', async () => {
    const customer = await customerWithApp();
    const [one, other] = await times(2, () => challenged(customer.customerId, start));
    await useStep(await taking(customer, start, one && { challenge: one }), step);
    for (const challenge of [one, other]) expect(challenge && (await taken(customer, start, { challenge }))).toBeUndefined();
    expect(await taken(customer, start, { challenge: await challenged(customer.customerId, start) })).toBeDefined();
  });
});

describe('an attempt that could not be compared', () => {
  it('is given back: five others may still be', async () => {
    const customer = await customerWithApp();
    await giveBack(await taking(customer, start), start);
    expect(stateOf((await present(customer.customerId)).round, start)).toMatchObject({ is: 'live', attemptsLeft: 5 });
    await wrongCodes(customer, 4, start);
    const fifth = await taking(customer, start);
    expect(stateOf((await present(customer.customerId)).round, start).is).toBe('locked');
    await giveBack(fifth, start);
    expect(await useStep(await taking(customer, start), step)).toMatchObject({ held: true });
  });

  it('is no wrong code of the day', async () => {
    const customer = await customerWithApp();
    await giveBack(await taking(customer, start), start);
    await wrongCodes(customer, 2, start);
    const after = await present(customer.customerId);
    expect(wrongCodesIn(settled(after, start).ledger)).toEqual([{ at: start, count: 2 }]);
    expect(budgetLeft(after, start)).toBe(98);
  });

  it('is given back once, and not after it was right', async () => {
    const customer = await customerWithApp();
    const attempt = await taking(customer, start);
    await times(5, () => giveBack(attempt, start));
    expect(await present(customer.customerId)).toMatchObject({ round: { attempts: 6 } });

    const right = await taking(customer, start);
    await useStep(right, step);
    await giveBack(right, start);
    expect(stateOf((await present(customer.customerId)).round, start)).toEqual({ is: 'used' });
  });

  it('changes nothing in a later round', async () => {
    const customer = await customerWithApp();
    const attempt = await taking(customer, start);
    await taking(customer, start + CHALLENGE_LIFETIME);
    await giveBack(attempt, start);
    expect(await present(customer.customerId)).toMatchObject({ round: { attempts: 5, guesses: [MARK] } });
  });
});
