import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ATTEMPTS_PER_CODE, DAY, HOUR, MINUTE } from '../../shared/flow/budgets.ts';
import { countersAfter, nextDispatchAt, type Round, roundOf, stateOf, untouchedRound } from '../../shared/flow/code-round.ts';

/** What can happen to a customer's round, in any order. Waits in ms. */
type Event = 'dispatch' | { guess: 'right' | 'wrong' } | { wait: number } | { wait: 'until due' };

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: fc.constant('dispatch' as const) },
  { weight: 14, arbitrary: fc.constant({ guess: 'wrong' as const }) },
  { weight: 1, arbitrary: fc.constant({ guess: 'right' as const }) },
  { weight: 2, arbitrary: fc.nat(6 * MINUTE).map((wait) => ({ wait })) },
  { weight: 1, arbitrary: fc.nat(3 * HOUR).map((wait) => ({ wait })) },
  { weight: 5, arbitrary: fc.constant({ wait: 'until due' as const }) },
);

/** All that was seen of one customer from outside. Times in ms. */
type History = { dispatchedAt: number[]; wrongAt: number[]; wrongOfRound: number[]; rightOfRound: number[] };

/** Plays the events by the rules that the store's conditions enforce. */
function play(events: readonly Event[], check: (round: Round, before: Round, now: number) => void = () => undefined): History {
  const history: History = { dispatchedAt: [], wrongAt: [], wrongOfRound: [], rightOfRound: [] };
  let round = untouchedRound;
  let now = Date.UTC(2026, 0, 1);
  for (const happening of events) {
    const before = round;
    if (happening === 'dispatch') {
      if (nextDispatchAt(round, now) > now) continue;
      round = roundOf({ id: `at ${now}`, digest: 'right', key: 1, purpose: 'login' }, round, now);
      history.dispatchedAt.push(now);
      history.wrongOfRound.push(0);
      history.rightOfRound.push(0);
    } else if ('wait' in happening) {
      now = happening.wait === 'until due' ? Math.max(now, nextDispatchAt(round, now)) : now + happening.wait;
    } else if (stateOf(round, now).is === 'live') {
      round = { ...round, codeGuesses: [...(round.codeGuesses ?? []), happening.guess], lastGuessAt: now };
      const counts = happening.guess === 'right' ? history.rightOfRound : history.wrongOfRound;
      counts.push((counts.pop() ?? 0) + 1);
      if (happening.guess === 'wrong') history.wrongAt.push(now);
    }
    check(round, before, now);
  }
  return history;
}

/** The time limit is for a property that fails: looking for its shortest history may take longer than anybody waits. */
const runs = { numRuns: 150, interruptAfterTimeLimit: 10_000 };
const histories = fc.array(event, { minLength: 100, maxLength: 600, size: 'max' });

it('whatever happens, no 24 hours hold more than a hundred wrong guesses', () => {
  fc.assert(
    fc.property(histories, (events) => {
      const { wrongAt } = play(events);
      for (const [index, at] of wrongAt.entries())
        expect(wrongAt[index + 100] ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(at + DAY);
    }),
    runs,
  );
});

it('whatever happens, two codes are sent at least a minute apart', () => {
  fc.assert(
    fc.property(histories, (events) => {
      const { dispatchedAt } = play(events);
      for (const [index, at] of dispatchedAt.slice(1).entries()) expect(at - (dispatchedAt[index] ?? 0)).toBeGreaterThanOrEqual(MINUTE);
    }),
    runs,
  );
});

it('whatever happens, a code takes five guesses at most and is right once at most', () => {
  fc.assert(
    fc.property(histories, (events) => {
      const { wrongOfRound, rightOfRound } = play(events);
      for (const [index, wrong] of wrongOfRound.entries()) {
        const right = rightOfRound[index] ?? 0;
        expect(right).toBeLessThanOrEqual(1);
        expect(wrong + right).toBeLessThanOrEqual(ATTEMPTS_PER_CODE);
      }
    }),
    runs,
  );
});

it('whatever happens, what ended a challenge ends it for good: the counters never go back', () => {
  fc.assert(
    fc.property(histories, (events) => {
      play(events, (round, before, now) => {
        const [are, were] = [countersAfter(round, now), countersAfter(before, now)];
        expect(are.lockedRounds).toBeGreaterThanOrEqual(were.lockedRounds);
        expect(are.completedRounds).toBeGreaterThanOrEqual(were.completedRounds);
      });
    }),
    runs,
  );
});

it('whatever happens, the next code is never more than a day away', () => {
  fc.assert(
    fc.property(histories, (events) => {
      play(events, (round, _, now) => expect(nextDispatchAt(round, now)).toBeLessThanOrEqual(now + DAY));
    }),
    runs,
  );
});
