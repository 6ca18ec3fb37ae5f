import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { type CodeEvent, transition } from '../../shared/flow/code-events.ts';
import {
  budgetElsewhere,
  budgetElsewhereFreeAt,
  budgetFreeAt,
  budgetLeft,
  type Codes,
  countersAfter,
  nextDispatchAt,
  nextRoundAt,
  pausedUntil,
  rowHasWaited,
  rowLength,
  untouchedCodes,
  waitOf,
} from '../../shared/flow/codes.ts';
import { emptyLedger, withWrong, wrongCodesIn } from '../../shared/flow/ledger.ts';
import { MARK, sameBytes, stateOf, VOID } from '../../shared/flow/round.ts';
import { attempt, dispatch, guess, guessedAt, having, openByAttempt, right, wrong } from './codes.ts';

const start = Date.UTC(2026, 0, 1);

/** The place of the last attempt of the round. */
const lastOf = ({ round }: Codes) => ({ round: round?.id ?? '', index: (round?.guesses.length ?? 0) - 1 });

describe('a code', () => {
  it('is live until 299.9 s after its dispatch and expired at 300 s', () => {
    const { round } = guessedAt(start, 0);
    expect(stateOf(round, start + 299_900)).toMatchObject({ is: 'live', attemptsLeft: 5 });
    expect(stateOf(round, start + 300_000)).toEqual({ is: 'expired' });
  });

  it('is opened with five attempts and nothing guessed; the next one settles it', () => {
    const opening = { id: 'r', digest: right, keyVersion: 1, purpose: 'login' as const };
    const fresh = { ...opening, expiresAt: start + 5 * MINUTE, attempts: 5, guesses: [], guessIds: [] };
    expect(having(untouchedCodes, { is: 'dispatch', opening }, start)).toEqual({
      ...untouchedCodes,
      round: fresh,
      lastSentAt: start,
      dispatchesInRow: 1,
    });
    expect(stateOf(undefined, start)).toEqual({ is: 'none' });
  });

  it('is compared to the last byte', () => {
    expect(sameBytes(right, Uint8Array.of(7, 7))).toBe(true);
    for (const other of [[7], [7, 7, 7], [7, 8], [8, 7], []]) {
      expect(sameBytes(right, Uint8Array.of(...other))).toBe(false);
      expect(sameBytes(Uint8Array.of(...other), right)).toBe(false);
    }
  });

  it('is not evaluated where none was sent, nor once it ran out, nor in the flow of an older challenge', () => {
    for (const event of [guess(right), attempt()]) {
      expect(transition(untouchedCodes, event, start)).toBeUndefined();
      expect(transition(guessedAt(start, 0), event, start + 5 * MINUTE)).toBeUndefined();
      expect(transition(guessedAt(start, 0), event, start + 5 * MINUTE - 1)).toBeDefined();
    }
    const codes = { ...guessedAt(start, 0), lockedRounds: 1, completedRounds: 2 };
    const inFlow = (lockedRounds: number, completedRounds: number) =>
      transition(codes, { ...guess(right), flow: { lockedRounds, completedRounds } } as CodeEvent, start);
    expect([inFlow(1, 2), inFlow(0, 2), inFlow(1, 1), inFlow(2, 2), inFlow(1, 3)].map((next) => next !== undefined)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('is used once the right digest is among the guesses, even as the fifth', () => {
    expect(stateOf(having(guessedAt(start, 4), guess(right), start).round, start).is).toBe('used');
  });

  it('is locked by the fifth wrong guess and stays so after its time', () => {
    const { round } = guessedAt(start, 5);
    for (const now of [start, start + HOUR]) expect(stateOf(round, now)).toEqual({ is: 'locked' });
  });

  it('is evaluated under its own key, for its own purpose, and a repeated guess not at all', () => {
    const codes = guessedAt(start, 0);
    const event = guess(right);
    expect(transition(codes, { ...event, keyVersion: 2 } as typeof event, start)).toBeUndefined();
    expect(transition(codes, guess(right, 'security'), start)).toBeUndefined();
    const once = guess(wrong);
    expect(transition(having(codes, once, start), once, start)).toBeUndefined();
  });
});

describe('an attempt with what the table cannot compare', () => {
  const first = openByAttempt() as Extract<CodeEvent, { is: 'open by attempt' }>;
  const one = having(untouchedCodes, first, start);

  it('opens a round of its own, which is no dispatch, for fifteen minutes', () => {
    expect(one).toMatchObject({ dispatchesInRow: 0, wrongInRow: 1, lastGuessAt: start });
    expect(one.lastSentAt).toBeUndefined();
    expect(one.round).toMatchObject({ purpose: 'app', expiresAt: start + 15 * MINUTE, guesses: [MARK], guessIds: [first.id] });
  });

  it('opens none while one is live, nor before the next is due, nor in the flow of an older challenge', () => {
    expect(transition(one, openByAttempt(), start)).toBeUndefined();
    const locked = guessedAt(start, 5);
    expect(transition(locked, openByAttempt(), start + MINUTE - 1)).toBeUndefined();
    expect(transition(locked, openByAttempt(), start + MINUTE)).toBeDefined();
    const inFlow = (lockedRounds: number) => ({ ...first, flow: { lockedRounds, completedRounds: 0 } });
    expect(transition(locked, inFlow(0), start + MINUTE)).toBeUndefined();
    expect(transition(locked, inFlow(1), start + MINUTE)).toBeDefined();
  });

  it('prolongs the round of an app, and no other', () => {
    const now = start + MINUTE;
    const sent = guessedAt(start, 0);
    expect(having(sent, attempt(true), now).round).toMatchObject({ purpose: 'app', expiresAt: now + 15 * MINUTE });
    expect(having(sent, attempt(false), now).round).toMatchObject({ purpose: 'login', expiresAt: start + 5 * MINUTE });
  });

  it('uses the round up where it stands, once, and only the round that it was taken in', () => {
    const used = having(one, { is: 'use up', ...lastOf(one) }, start);
    expect(used).toEqual({ ...one, round: { ...one.round, guesses: [one.round?.digest] } });
    expect(transition(used, { is: 'use up', ...lastOf(one) }, start)).toBeUndefined();
    expect(transition(one, { is: 'use up', round: 'another', index: 0 }, start)).toBeUndefined();
    expect(transition(untouchedCodes, { is: 'use up', round: 'another', index: 0 }, start)).toBeUndefined();
    const two = having(one, attempt(), start);
    expect(having(two, { is: 'use up', ...lastOf(one) }, start).round?.guesses).toEqual([one.round?.digest, MARK]);
  });

  it('is given back once, in its own round, and counts as nothing then', () => {
    const two = having(one, attempt(), start);
    const given = having(two, { is: 'give back', ...lastOf(two) }, start);
    expect(given.round).toMatchObject({ guesses: [MARK, VOID], attempts: 6 });
    expect(budgetLeft(given, start)).toBe(99);
    expect(transition(given, { is: 'give back', ...lastOf(two) }, start)).toBeUndefined();
    expect(transition(two, { is: 'give back', round: two.round?.id ?? '', index: 2 }, start)).toBeUndefined();
    expect(transition(two, { is: 'give back', round: 'another', index: 1 }, start)).toBeUndefined();
    expect(transition(untouchedCodes, { is: 'give back', round: 'another', index: 1 }, start)).toBeUndefined();
  });
});

describe('the next dispatch', () => {
  it('does not happen a millisecond before it is due', () => {
    expect(transition(guessedAt(start, 0), dispatch(), start + MINUTE - 1)).toBeUndefined();
    expect(transition(guessedAt(start, 0), dispatch(), start + MINUTE)).toBeDefined();
  });

  it('is due at once when nothing was ever sent, and 60 s after the last one', () => {
    expect(nextDispatchAt(untouchedCodes, start)).toBe(0);
    expect(nextDispatchAt(guessedAt(start, 0), start + SECOND)).toBe(start + MINUTE);
  });

  it('is due 60 s after each of five, then after two minutes; a right code makes it 60 s again', () => {
    let [codes, now] = [untouchedCodes, start];
    for (const minutes of [1, 1, 1, 1, 2, 2, 2, 2, 2, 4]) {
      codes = having(codes, dispatch(), now);
      expect(nextDispatchAt(codes, now)).toBe(now + minutes * MINUTE);
      now = nextDispatchAt(codes, now);
    }
    codes = having(having(codes, dispatch(), now), guess(right), now);
    expect(nextDispatchAt(codes, now)).toBe(now + MINUTE);
  });

  it('waits 1, 2, 4, … minutes after each fifth wrong code of a row', () => {
    let [codes, now] = [untouchedCodes, start];
    for (const minutes of [1, 2, 4, 8]) {
      codes = having(codes, dispatch(), now);
      now += 90 * SECOND;
      for (let nth = 0; nth < 5; nth++) codes = having(codes, guess(wrong), now);
      expect(nextDispatchAt(codes, now)).toBe(now + minutes * MINUTE);
      now += minutes * MINUTE;
    }
  });
});

describe('the row', () => {
  it('goes on over rounds and kinds of code, and waits in the middle of one', () => {
    const codes = guessedAt(start + MINUTE, 1, guessedAt(start, 4));
    expect(rowLength(codes)).toBe(5);
    expect(stateOf(codes.round, start + MINUTE)).toMatchObject({ is: 'live', attemptsLeft: 4 });
    for (const event of [guess(right), attempt(), { is: 'wrong elsewhere' as const }, { is: 'right elsewhere' as const, endsRow: true }]) {
      expect(transition(codes, event, start + 2 * MINUTE - 1)).toBeUndefined();
      expect(transition(codes, event, start + 2 * MINUTE)).toBeDefined();
    }
    expect(waitOf(codes, start + MINUTE)).toEqual({ code: 'too_soon', until: start + 2 * MINUTE });
    expect(waitOf(codes, start + 2 * MINUTE)).toBeUndefined();
    expect(pausedUntil(guessedAt(start, 4))).toBe(0);
  });

  it('that begins elsewhere waits at its fifth like any other', () => {
    const one = having(untouchedCodes, { is: 'wrong elsewhere' }, start);
    expect(one).toMatchObject({ wrongInRow: 1, pauseAt: 5, pause: MINUTE, resumesAt: start });
  });

  it('is over with a right code, of the round or of another place; the wrong codes of the day stay', () => {
    const four = guessedAt(start, 4);
    const ofRound = guessedAt(start + MINUTE, 0, having(four, guess(right), start));
    const elsewhere = having(four, { is: 'right elsewhere', endsRow: true }, start);
    for (const codes of [ofRound, elsewhere]) {
      expect(codes).toMatchObject({ wrongInRow: 0, pauseAt: 5, pause: MINUTE, rowTold: 0 });
      expect(budgetLeft(codes, start + MINUTE)).toBe(96);
    }
  });

  it('goes on after a right code that proves no owner', () => {
    const four = guessedAt(start, 4);
    expect(having(four, { is: 'right elsewhere', endsRow: false }, start)).toEqual(four);
  });

  it('goes on behind a used round, not within it', () => {
    const used = having(guessedAt(start, 4), guess(right), start);
    const codes = having(used, { is: 'wrong elsewhere' }, start + 1);
    expect(codes).toMatchObject({ wrongInRow: 1, completedRounds: 1, round: undefined });
    expect(budgetLeft(codes, start + 1)).toBe(95);
  });

  it('is as long as before once an attempt is given back, and waits at a fifth as the row says', () => {
    const five = having(guessedAt(start + MINUTE, 0, guessedAt(start, 4)), { is: 'wrong elsewhere' }, start + MINUTE);
    const six = having(five, attempt(), start + 2 * MINUTE);
    const given = having(six, { is: 'give back', ...lastOf(six) }, start + 2 * MINUTE);
    expect(given).toMatchObject({ wrongInRow: 5, pauseAt: 5, round: { attempts: 6 } });
    expect(rowHasWaited(given, start + 3 * MINUTE - 1)).toBe(false);
    expect(pausedUntil(given)).toBe(start + 3 * MINUTE);
    // However late it is given back.
    expect(having(six, { is: 'give back', ...lastOf(six) }, start + HOUR).resumesAt).toBe(start + 3 * MINUTE);
  });

  it('is never shorter than nothing: an attempt given back after a right code elsewhere has none to take off', () => {
    const one = having(untouchedCodes, openByAttempt(), start);
    const ended = having(one, { is: 'right elsewhere', endsRow: true }, start);
    expect(having(ended, { is: 'give back', ...lastOf(one) }, start).wrongInRow).toBe(0);
  });
});

describe('the budget of a day', () => {
  /** Rounds of wrong guesses, each as soon as it may be dispatched. */
  const spent = (rounds: number, each: number) => {
    let [codes, now] = [untouchedCodes, start];
    for (let nth = 0; nth < rounds; nth++) {
      now = Math.max(now, nextDispatchAt(codes, now));
      codes = guessedAt(now, 0, codes);
      for (let guesses = 0; guesses < each; guesses++) {
        now = Math.max(now, pausedUntil(codes));
        codes = having(codes, guess(wrong), now);
      }
    }
    return { codes, now };
  };

  it('is one hundred wrong codes in any 24 hours', () => {
    const { codes, now } = spent(20, 5);
    expect(budgetLeft(codes, now)).toBe(0);
    expect(budgetFreeAt(codes, now)).toBe(start + DAY);
    expect(nextDispatchAt(codes, now)).toBe(start + DAY);
    expect(budgetLeft(codes, start + DAY - 1)).toBe(0);
    expect(budgetLeft(codes, start + DAY)).toBe(5);
    expect(waitOf(codes, now)).toEqual({ code: 'too_many_attempts', until: start + DAY });
  });

  it('gives the last code no more attempts than it has left', () => {
    const { codes, now } = spent(19, 5);
    const three = guessedAt(nextDispatchAt(codes, now), 3, codes);
    expect(guessedAt(nextDispatchAt(three, now), 0, three).round?.attempts).toBe(2);
  });

  it('is free now while there is any of it, and else once the first wrong codes of the ledger are a day old', () => {
    expect(budgetFreeAt(guessedAt(start, 1), start + 1)).toBe(start + 1);
    const full = { ...untouchedCodes, ledger: withWrong(withWrong(emptyLedger, start, 50, start), start + HOUR, 50, start + HOUR) };
    expect(budgetFreeAt(full, start + 2 * HOUR)).toBe(start + DAY);
    expect(nextRoundAt(full, start + 2 * HOUR)).toBe(start + DAY);
    expect(budgetLeft(full, start + DAY)).toBe(50);
    expect(budgetLeft(full, start + DAY + HOUR)).toBe(100);
  });

  it('is free for another place at whichever comes first: the ledger forgets, or the live round is over', () => {
    const now = start + DAY - MINUTE;
    const ledger = withWrong(withWrong(emptyLedger, start, 5, start), start + HOUR, 90, start + HOUR);
    const live = guessedAt(now, 0, { ...untouchedCodes, ledger });
    expect(budgetElsewhere(live, now)).toBe(0);
    expect(budgetElsewhereFreeAt(live, now)).toBe(start + DAY);
  });

  it('has nothing for another place while the live round may take what is left; then it has', () => {
    const { codes, now } = spent(19, 5);
    const at = nextDispatchAt(codes, now);
    const live = guessedAt(at, 0, codes);
    expect([budgetLeft(live, at), budgetElsewhere(live, at)]).toEqual([5, 0]);
    expect(transition(live, { is: 'wrong elsewhere' }, at)).toBeUndefined();
    expect(budgetElsewhereFreeAt(live, at)).toBe(at + 5 * MINUTE);
    expect(wrongCodesIn(having(live, { is: 'wrong elsewhere' }, at + 5 * MINUTE).ledger).at(-1)).toMatchObject({ count: 1 });
  });
});

describe('a challenge outlives', () => {
  it('a code that ran out, but neither a lock nor a right code', () => {
    expect(countersAfter(guessedAt(start, 0), start + HOUR)).toEqual({ lockedRounds: 0, completedRounds: 0 });
    expect(countersAfter(guessedAt(start, 5), start)).toEqual({ lockedRounds: 1, completedRounds: 0 });
    expect(countersAfter(having(guessedAt(start, 0), guess(right), start), start)).toEqual({ lockedRounds: 0, completedRounds: 1 });
  });
});

describe('the owner of a row', () => {
  const tell = (length: number) => ({ is: 'tell of row' as const, length });
  const sixth = guessedAt(start + 2 * MINUTE, 1, guessedAt(start, 5));

  it('is told once of each length, when the row is as long', () => {
    expect(transition(sixth, tell(6), start)).toEqual({ ...sixth, rowTold: 6 });
    expect(transition(sixth, tell(7), start)).toBeUndefined();
    for (const rowTold of [5, 6]) expect(transition({ ...sixth, rowTold }, tell(5), start)).toBeUndefined();
    expect(transition({ ...sixth, rowTold: 4 }, tell(5), start)).toEqual({ ...sixth, rowTold: 5 });
  });

  it('is told again by the next wrong code where the notice did not go out, unless somebody told more meanwhile', () => {
    const taken = { ...sixth, rowTold: 5 };
    expect(transition(taken, { is: 'not told of row', length: 5, told: 0 }, start)).toEqual(sixth);
    expect(transition({ ...taken, rowTold: 10 }, { is: 'not told of row', length: 5, told: 0 }, start)).toBeUndefined();
  });
});
