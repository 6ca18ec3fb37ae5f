import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ATTEMPTS_PER_CODE, CHALLENGE_LIFETIME, DAY, HOUR, MINUTE } from '../../shared/flow/budgets.ts';
import {
  countersAfter,
  nextDispatchAt,
  nextRoundAt,
  type Opening,
  type Round,
  roundOf,
  stateOf,
  untouchedRound,
  VOID,
} from '../../shared/flow/code-round.ts';

/**
 * What can happen to a customer's round, in any order. `guess`: at a dispatched code. `attempt`: a code of an app, whose
 * attempts prolong their round, or a recovery code, whose attempts do not; void is one that could not be compared. Waits in ms.
 */
type Event =
  | 'dispatch'
  | { guess: 'right' | 'wrong' }
  | { attempt: 'right' | 'wrong' | 'void'; of: 'app' | 'recovery code' }
  | { wait: number }
  | { wait: 'until due' };

const attemptOf = (of: 'app' | 'recovery code') =>
  fc.oneof(
    { weight: 14, arbitrary: fc.constant({ attempt: 'wrong' as const, of }) },
    { weight: 1, arbitrary: fc.constant({ attempt: 'right' as const, of }) },
    { weight: 2, arbitrary: fc.constant({ attempt: 'void' as const, of }) },
  );

const waits = [
  { weight: 2, arbitrary: fc.nat(6 * MINUTE).map((wait) => ({ wait })) },
  { weight: 1, arbitrary: fc.nat(3 * HOUR).map((wait) => ({ wait })) },
  { weight: 5, arbitrary: fc.constant({ wait: 'until due' as const }) },
];

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: fc.constant('dispatch' as const) },
  { weight: 14, arbitrary: fc.constant({ guess: 'wrong' as const }) },
  { weight: 1, arbitrary: fc.constant({ guess: 'right' as const }) },
  { weight: 5, arbitrary: attemptOf('app') },
  { weight: 4, arbitrary: attemptOf('recovery code') },
  ...waits,
);

/** Of a customer with an app, who is sent nothing. */
const eventWithApp: fc.Arbitrary<Event> = fc.oneof({ weight: 17, arbitrary: attemptOf('app') }, ...waits);

/** A wrong guess, and the counters that a challenge had to carry for it. */
type WrongGuess = { at: number; flow: string };

/** All that was seen of one customer from outside. Times in ms. */
type History = { dispatchedAt: number[]; wrong: WrongGuess[]; wrongOfRound: number[]; rightOfRound: number[] };

/** Plays the events by the rules that the store's conditions enforce. */
function play(events: readonly Event[], check: (round: Round, before: Round, now: number) => void = () => undefined): History {
  const history: History = { dispatchedAt: [], wrong: [], wrongOfRound: [], rightOfRound: [] };
  let round = untouchedRound;
  let now = Date.UTC(2026, 0, 1);
  const open = (purpose: Opening['purpose']) => {
    round = roundOf({ id: `${purpose} at ${now}`, digest: 'right', key: 1, purpose }, round, now);
    history.wrongOfRound.push(0);
    history.rightOfRound.push(0);
  };
  const guessed = (result: 'right' | 'wrong' | 'void', more: Partial<Round> = {}) => {
    const flow = JSON.stringify(countersAfter(round, now));
    const mark = { right: 'right', wrong: '-', void: VOID }[result];
    round = { ...round, ...more, codeGuesses: [...(round.codeGuesses ?? []), mark], lastGuessAt: now };
    if (result === 'void') round = { ...round, codeAttempts: (round.codeAttempts ?? 0) + 1 };
    else {
      const counts = result === 'right' ? history.rightOfRound : history.wrongOfRound;
      counts.push((counts.pop() ?? 0) + 1);
      if (result === 'wrong') history.wrong.push({ at: now, flow });
    }
  };
  for (const happening of events) {
    const before = round;
    const state = stateOf(round, now);
    if (happening === 'dispatch') {
      if (nextDispatchAt(round, now) > now) continue;
      open('login');
      history.dispatchedAt.push(now);
    } else if ('wait' in happening) {
      now = happening.wait === 'until due' ? Math.max(now, nextDispatchAt(round, now)) : now + happening.wait;
    } else if ('guess' in happening) {
      if (state.is === 'live' && state.purpose === 'login') guessed(happening.guess);
    } else if (state.is === 'live') {
      const prolonged: Partial<Round> = { codePurpose: 'app', codeExpiresAt: now + CHALLENGE_LIFETIME };
      guessed(happening.attempt, happening.of === 'app' ? prolonged : {});
    } else if (nextRoundAt(round, now) <= now) {
      open('app');
      guessed(happening.attempt);
    }
    check(round, before, now);
  }
  return history;
}

/** The time limit is for a property that fails: looking for its shortest history may take longer than anybody waits. */
const runs = { numRuns: 150, interruptAfterTimeLimit: 10_000 };
const long = { minLength: 100, maxLength: 600, size: 'max' } as const;
const histories = fc.array(event, long);

it('whatever happens, no 24 hours hold more than a hundred wrong guesses', () => {
  fc.assert(
    fc.property(histories, (events) => {
      const { wrong } = play(events);
      for (const [index, { at }] of wrong.entries()) {
        expect(wrong[index + 100]?.at ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(at + DAY);
      }
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

it('whatever happens, a round takes five guesses at most and is right once at most', () => {
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

it('whatever happens, no challenge of a customer with an app gets more than five wrong codes compared', () => {
  fc.assert(
    fc.property(fc.array(eventWithApp, long), (events) => {
      const { wrong } = play(events);
      for (const [index, { at, flow }] of wrong.entries()) {
        const sixth = wrong[index + ATTEMPTS_PER_CODE];
        if (sixth && sixth.at < at + CHALLENGE_LIFETIME) expect(sixth.flow).not.toBe(flow);
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
