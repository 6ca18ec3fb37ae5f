import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { challengeEnd, guessRefusal, stepUpRefusal } from '../../shared/flow/challenge.ts';
import { MARK, sameBytes, stateOf } from '../../shared/flow/round.ts';
import type { Guess } from '../../shared/store/rounds.ts';
import { bytes, challenged, customerWithFactor, dispatched, guess, present, start, times } from './customer.ts';
import { endEverySession, guessCustomerCode, switchOff, takeAttempt } from './store.ts';

const evaluated = (guesses: Guess[]) => guesses.filter((each) => each.is === 'evaluated');
const refused = { is: 'refused' };

/** A customer whose code is `right`, sent at `start`. */
async function withCode() {
  const { customerId } = await customerWithFactor();
  return dispatched(customerId, start);
}

describe('of a code', () => {
  it('exactly five of a hundred parallel wrong guesses are evaluated', async () => {
    const customer = await withCode();
    const guesses = await times(100, (index) => guess(customer, `wrong ${index}`, start + SECOND));

    const attemptsLeft = evaluated(guesses).map((each) => each.attemptsLeft);
    expect(attemptsLeft.toSorted()).toEqual([0, 1, 2, 3, 4]);
    const after = await present(customer.customerId);
    expect(after.round?.guesses).toHaveLength(5);
    expect(stateOf(after.round, start + SECOND)).toEqual({ is: 'locked' });
  });

  it('the same wrong guess counts each time it is made', async () => {
    const customer = await withCode();
    expect(evaluated(await times(20, () => guess(customer, 'wrong', start + SECOND)))).toHaveLength(5);
  });

  it('the right one, sent twenty times in parallel, is right once', async () => {
    const customer = await withCode();
    const guesses = await times(20, () => guess(customer, 'right', start + SECOND));

    expect(evaluated(guesses)).toMatchObject([{ right: true }]);
    expect((await present(customer.customerId)).round?.guesses).toEqual([bytes('right')]);
  });

  it('the right one among many parallel wrong ones is right at most once, and never after the fifth', async () => {
    for (let repetition = 0; repetition < 5; repetition++) {
      const customer = await withCode();
      const guesses = await times(40, (index) => guess(customer, index % 8 === 5 ? 'right' : 'wrong', start + SECOND));
      const { round } = await present(customer.customerId);
      const guessed = round?.guesses ?? [];
      const isRight = (digest: Uint8Array) => sameBytes(digest, bytes('right'));

      expect(evaluated(guesses)).toHaveLength(guessed.length);
      expect(guessed.length).toBeLessThanOrEqual(5);
      expect(evaluated(guesses).filter(({ right }) => right)).toHaveLength(guessed.some(isRight) ? 1 : 0);
      expect(guessed.slice(0, -1).some(isRight)).toBe(false);
    }
  });

  it('the fifth guess may be the right one', async () => {
    const customer = await withCode();
    for (const left of [4, 3, 2, 1]) {
      expect(await guess(customer, 'wrong', start + SECOND)).toMatchObject({ is: 'evaluated', right: false, attemptsLeft: left });
    }
    expect(await guess(customer, 'right', start + SECOND)).toMatchObject({ is: 'evaluated', right: true });
  });

  it('the right one is refused after the fifth wrong one, and the item that refused it says why', async () => {
    const customer = await withCode();
    const challenge = await challenged(customer.customerId, start);
    await times(5, () => guess(customer, 'wrong', start + SECOND, { challenge }));

    const late = await guess(customer, 'right', start + 2 * SECOND, { challenge });
    expect(late).toMatchObject(refused);
    expect(guessRefusal(challenge, late.item, false, start + 2 * SECOND)).toEqual({ code: 'challenge_locked' });
  });

  it('a guess at 299.9 s is evaluated and at 300 s refused', async () => {
    const customer = await withCode();
    expect(await guess(customer, 'wrong', start + 299_900)).toMatchObject({ is: 'evaluated' });

    const late = await guess(customer, 'right', start + 300_000);
    expect(late).toMatchObject(refused);
    expect(stateOf(late.item?.round, start + 300_000)).toEqual({ is: 'expired' });
    expect(await guess(customer, 'right', start + 299_999)).toMatchObject({ is: 'evaluated', right: true });
  });

  it('a newer one kills it, and typing the older one is a wrong guess', async () => {
    const { customerId } = await withCode();
    const resent = await dispatched(customerId, start + MINUTE, { digest: 'newer' });
    expect(await guess(resent, 'right', start + 2 * MINUTE)).toMatchObject({ is: 'evaluated', right: false, attemptsLeft: 4 });
    expect(await guess(resent, 'newer', start + 2 * MINUTE)).toMatchObject({ is: 'evaluated', right: true });
  });

  it('nothing is evaluated before one was sent, and nothing for a customer who is not there', async () => {
    const customer = await customerWithFactor();
    expect(await guess(customer, 'right', start)).toMatchObject(refused);
    expect(await guess({ ...customer, customerId: 'nobody' }, 'right', start)).toEqual({ is: 'refused', item: undefined });
  });

  it('none is evaluated while a round of recovery codes is open in the place of it', async () => {
    const customer = await customerWithFactor();
    const { customerId, epoch } = customer;
    expect((await takeAttempt({ customerId, epoch, method: 'email' }, start)).is).toBe('taken');
    expect(await guess(customer, 'right', start)).toMatchObject({ is: 'refused', item: { round: { purpose: 'app', guesses: [MARK] } } });
  });

  it('one sent for a login confirms no security change, and the reverse', async () => {
    for (const [sentFor, usedFor] of [['login', 'security'] as const, ['security', 'login'] as const]) {
      const { customerId } = await customerWithFactor();
      const customer = await dispatched(customerId, start, { purpose: sentFor });
      const misused = await guess(customer, 'right', start + SECOND, { purpose: usedFor });
      expect(misused).toMatchObject(refused);
      expect(stepUpRefusal({ epoch: customer.epoch, method: 'email' }, misused.item, false, start + SECOND)).toEqual({
        code: 'code_expired',
      });
      expect(await guess(customer, 'right', start + SECOND, { purpose: sentFor })).toMatchObject({ is: 'evaluated', right: true });
    }
  });
});

describe('a challenge is dead', () => {
  it('after the lock of its code, even when a later code is right', async () => {
    const { customerId } = await withCode();
    const older = await challenged(customerId, start);
    const customer = await present(customerId);
    await times(5, () => guess(customer, 'wrong', start + SECOND, { challenge: older }));
    const next = await dispatched(customerId, start + 5 * MINUTE);

    const again = await guess(next, 'right', start + 6 * MINUTE, { challenge: older });
    expect(again).toMatchObject(refused);
    expect(guessRefusal(older, again.item, false, start + 6 * MINUTE)).toEqual({ code: 'challenge_locked' });
    const newer = await challenged(customerId, start + 5 * MINUTE);
    expect(await guess(next, 'right', start + 6 * MINUTE, { challenge: newer })).toMatchObject({ is: 'evaluated', right: true });
  });

  it('after a lock that came before it only if it was issued before that lock', async () => {
    const { customerId } = await withCode();
    const customer = await present(customerId);
    await times(5, () => guess(customer, 'wrong', start + SECOND));
    const issuedAfterLock = await challenged(customerId, start + 2 * SECOND);
    expect(await guess(customer, 'right', start + 3 * SECOND, { challenge: issuedAfterLock })).toMatchObject(refused);

    const next = await dispatched(customerId, start + 5 * MINUTE);
    expect(challengeEnd(issuedAfterLock, next, start + 5 * MINUTE)).toBeUndefined();
    expect(await guess(next, 'right', start + 5 * MINUTE, { challenge: issuedAfterLock })).toMatchObject({ is: 'evaluated', right: true });
  });

  it('once another login has used the code that both shared', async () => {
    const customer = await withCode();
    const { customerId } = customer;
    const [one, other] = [await challenged(customerId, start), await challenged(customerId, start)];
    expect(await guess(customer, 'right', start + SECOND, { challenge: one })).toMatchObject({ right: true });

    const next = await dispatched(customerId, start + 2 * MINUTE);
    const late = await guess(next, 'right', start + 2 * MINUTE, { challenge: other });
    expect(late).toMatchObject(refused);
    expect(guessRefusal(other, late.item, false, start + 2 * MINUTE)).toEqual({ code: 'invalid_challenge' });
  });

  it('once the epoch has moved or the factor is off', async () => {
    const customer = await withCode();
    const challenge = await challenged(customer.customerId, start);
    await endEverySession(customer, start + SECOND);
    const late = await guess(customer, 'right', start + 2 * SECOND, { challenge });
    expect(late).toMatchObject(refused);
    expect(guessRefusal(challenge, late.item, false, start + 2 * SECOND)).toEqual({ code: 'invalid_challenge' });

    await switchOff(await present(customer.customerId), { jti: 'j' }, start + 3 * SECOND);
    expect(await guess(await present(customer.customerId), 'right', start + 4 * SECOND)).toMatchObject(refused);
  });

  it('but not because its code ran out: the next code serves it', async () => {
    const { customerId } = await withCode();
    const challenge = await challenged(customerId, start);
    const next = await dispatched(customerId, start + 6 * MINUTE);
    expect(await guess(next, 'right', start + 7 * MINUTE, { challenge })).toMatchObject({ is: 'evaluated', right: true });
  });
});

describe('a key rotated between dispatch and guess', () => {
  const asking = (answers: Record<number, string>, current: number) => {
    const asked: (number | undefined)[] = [];
    const digestUnder = async (key?: number) => {
      asked.push(key);
      const digest = answers[key ?? current];
      return digest === undefined ? undefined : { key: key ?? current, digest: bytes(digest) };
    };
    return { asked, digestUnder };
  };

  it('leaves the code good: the guess is digested again under the older key', async () => {
    const { customerId, epoch } = await withCode();
    const { asked, digestUnder } = asking({ 1: 'right', 2: 'right under the newer key' }, 2);
    expect(await guessCustomerCode({ customerId, epoch, method: 'email' }, 'login', digestUnder, start + SECOND)).toMatchObject({
      right: true,
    });
    expect(asked).toEqual([undefined, 1]);
    expect((await present(customerId)).round?.guesses).toEqual([bytes('right')]);
  });

  it('lets nothing be tried under a key that was never made', async () => {
    const { customerId, epoch } = await withCode();
    for (const answers of [{}, { 2: 'right' }]) {
      const { digestUnder } = asking(answers, 2);
      expect(await guessCustomerCode({ customerId, epoch, method: 'email' }, 'login', digestUnder, start + SECOND)).toMatchObject(refused);
    }
    expect((await present(customerId)).round?.guesses).toEqual([]);
  });

  it('is not asked about for a code that is over', async () => {
    const { customerId, epoch } = await withCode();
    const { asked, digestUnder } = asking({ 1: 'right', 2: 'right' }, 2);
    expect(await guessCustomerCode({ customerId, epoch, method: 'email' }, 'login', digestUnder, start + 5 * MINUTE)).toMatchObject(
      refused,
    );
    expect(asked).toEqual([undefined]);
  });
});
