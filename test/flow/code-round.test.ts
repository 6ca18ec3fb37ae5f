import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import {
  budgetFreeAt,
  budgetLeft,
  countersAfter,
  lockWait,
  nextDispatchAt,
  type Opening,
  type Round,
  roundOf,
  stateOf,
  untouchedRound,
} from '../../shared/flow/code-round.ts';

const start = Date.UTC(2026, 0, 1);
const dispatch: Opening = { id: 'd1', digest: 'right', key: 1, purpose: 'login' };
const dispatched = (round: Round = untouchedRound, at = start) => roundOf({ ...dispatch, id: `d${at}` }, round, at);
const guessed = (round: Round, guesses: string[], at = start): Round => ({
  ...round,
  codeGuesses: [...(round.codeGuesses ?? []), ...guesses],
  lastGuessAt: at,
});
const wrong = (count: number) => Array<string>(count).fill('wrong');

describe('a code', () => {
  it('is live until 299.9 s after its dispatch and expired at 300 s', () => {
    const round = dispatched();
    expect(stateOf(round, start + 299_900)).toMatchObject({ is: 'live', attemptsLeft: 5 });
    expect(stateOf(round, start + 300_000)).toEqual({ is: 'expired' });
  });

  it('is used once the right digest is among the guesses, even as the fifth', () => {
    expect(stateOf(guessed(dispatched(), [...wrong(4), 'right']), start).is).toBe('used');
  });

  it('is locked by the fifth wrong guess and stays so after its time', () => {
    const round = guessed(dispatched(), wrong(5), start + 9 * SECOND);
    expect(stateOf(round, start + 10 * SECOND)).toEqual({ is: 'locked', at: start + 9 * SECOND });
    expect(stateOf(round, start + HOUR)).toEqual({ is: 'locked', at: start + 9 * SECOND });
  });
});

describe('the next dispatch', () => {
  it('is due at once when nothing was ever sent, and 60 s after the last one', () => {
    expect(nextDispatchAt(untouchedRound, start)).toBe(0);
    expect(nextDispatchAt(dispatched(), start + SECOND)).toBe(start + MINUTE);
  });

  it('waits 60 s, then 2, 4, … minutes after each lock in a row, at most an hour', () => {
    expect([0, 1, 2, 3, 5, 6, 40].map((earlier) => lockWait(earlier) / MINUTE)).toEqual([1, 2, 4, 8, 32, 60, 60]);
    let round: Round = untouchedRound;
    let now = start;
    for (const minutes of [1, 2, 4, 8]) {
      round = guessed(dispatched(round, now), wrong(5), now + 90 * SECOND);
      now += 90 * SECOND;
      expect(nextDispatchAt(round, now)).toBe(now + minutes * MINUTE);
      now = nextDispatchAt(round, now);
    }
  });

  it('forgets the row of locks after a right code, but not the wrong guesses of the day', () => {
    let round = guessed(dispatched(), wrong(5));
    round = dispatched(round, start + 2 * MINUTE);
    expect(round.lockStreak).toBe(1);
    round = guessed(round, ['wrong', 'right'], start + 3 * MINUTE);
    round = dispatched(round, start + 5 * MINUTE);
    expect(round.lockStreak).toBe(0);
    expect(budgetLeft(round, start + 5 * MINUTE)).toBe(94);
  });
});

describe('the budget of a day', () => {
  const spent = (times: number, each: number, every: number) => {
    let round: Round = untouchedRound;
    for (let i = 0; i < times; i++) round = guessed(dispatched(round, start + i * every), wrong(each), start + i * every);
    return round;
  };

  it('is one hundred wrong guesses in any 24 hours', () => {
    const round = spent(20, 5, MINUTE);
    const now = start + 20 * MINUTE;
    expect(budgetLeft(round, now)).toBe(0);
    expect(budgetFreeAt(round, now)).toBe(start + DAY);
    expect(nextDispatchAt(round, now)).toBe(start + DAY);
    expect(budgetLeft(round, start + DAY - 1)).toBe(0);
    expect(budgetLeft(round, start + DAY)).toBe(5);
  });

  it('gives the last code no more attempts than it has left', () => {
    const round = spent(33, 3, MINUTE);
    const last = dispatched(round, start + 40 * MINUTE);
    expect(last.codeAttempts).toBe(1);
    expect(stateOf(guessed(last, wrong(1)), start + 40 * MINUTE).is).toBe('locked');
  });
});

describe('a challenge outlives', () => {
  it('a code that ran out, but neither a lock nor a right code', () => {
    const round = dispatched();
    expect(countersAfter(round, start + HOUR)).toEqual({ lockedRounds: 0, completedRounds: 0 });
    expect(countersAfter(guessed(round, wrong(5)), start)).toEqual({ lockedRounds: 1, completedRounds: 0 });
    expect(countersAfter(guessed(round, ['right']), start)).toEqual({ lockedRounds: 0, completedRounds: 1 });
  });
});
