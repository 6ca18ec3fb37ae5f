import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ATTEMPTS_PER_CODE, CHALLENGE_LIFETIME, DAY, HOUR, MINUTE } from '../../shared/flow/budgets.ts';
import { type CodeEvent, transition } from '../../shared/flow/code-events.ts';
import {
  type Codes,
  countersAfter,
  nextDispatchAt,
  pausedUntil,
  rowHasWaited,
  rowLength,
  untouchedCodes,
} from '../../shared/flow/codes.ts';
import { stateOf } from '../../shared/flow/round.ts';
import { noticeAt } from '../../shared/flow/row.ts';
import { attempt, dispatch, guess, openByAttempt, right, wrong } from './codes.ts';

/**
 * What can happen to a customer's codes, in any order. `guess`: at a dispatched code. `attempt`: a code of an app, whose attempts
 * prolong their round, or a recovery code, whose attempts do not. What the table cannot compare is known to be right, or void, at
 * once or later. Waits in ms.
 */
type Happening =
  | { guess: 'right' | 'wrong' }
  | { attempt: 'right' | 'wrong' | 'void'; of: 'app' | 'recovery code'; known: 'at once' | 'later' }
  | { elsewhere: 'right' | 'wrong' }
  | { wait: number }
  | { wait: 'until due' }
  | 'dispatch'
  | 'late answers';

const attemptOf = (of: 'app' | 'recovery code') =>
  fc.record({
    attempt: fc.oneof(
      { weight: 14, arbitrary: fc.constant('wrong' as const) },
      { weight: 1, arbitrary: fc.constant('right' as const) },
      { weight: 2, arbitrary: fc.constant('void' as const) },
    ),
    of: fc.constant(of),
    known: fc.constantFrom('at once' as const, 'later' as const),
  });

const waits = [
  { weight: 2, arbitrary: fc.nat(6 * MINUTE).map((wait) => ({ wait })) },
  { weight: 1, arbitrary: fc.nat(3 * HOUR).map((wait) => ({ wait })) },
  { weight: 5, arbitrary: fc.constant({ wait: 'until due' as const }) },
  { weight: 3, arbitrary: fc.constant('late answers' as const) },
];

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: fc.constant('dispatch' as const) },
  { weight: 14, arbitrary: fc.constant({ guess: 'wrong' as const }) },
  { weight: 1, arbitrary: fc.constant({ guess: 'right' as const }) },
  { weight: 5, arbitrary: attemptOf('app') },
  { weight: 4, arbitrary: attemptOf('recovery code') },
  { weight: 6, arbitrary: fc.constant({ elsewhere: 'wrong' as const }) },
  { weight: 1, arbitrary: fc.constant({ elsewhere: 'right' as const }) },
  ...waits,
);

/** Of a customer with an app, who is sent nothing. */
const withApp: fc.Arbitrary<Happening> = fc.oneof({ weight: 17, arbitrary: attemptOf('app') }, ...waits);

/** A code that was evaluated; `round`: `undefined` for one of another place; `flow`: the counters that a challenge had to carry for it. */
type Evaluated = { at: number; was: 'right' | 'wrong' | 'void'; round: string | undefined; flow: string };

/** All that was seen of one customer from outside. */
type History = { dispatchedAt: number[]; evaluated: Evaluated[] };

/** The customer at a moment: what was evaluated since the last right code, and when the last of it was. */
type Moment = { codes: Codes; before: Codes; now: number; row: number };

const wrongOf = ({ evaluated }: History) => evaluated.filter(({ was }) => was === 'wrong');

/** Plays what happens by the rules themselves. */
function play(happenings: readonly Happening[], check: (moment: Moment) => void = () => undefined): History {
  const history: History = { dispatchedAt: [], evaluated: [] };
  let codes = untouchedCodes;
  let now = Date.UTC(2026, 0, 1);
  let row: Evaluated[] = [];
  let lastAt = now;
  let unknown: { as: Evaluated; event: CodeEvent }[] = [];

  const happens = (event: CodeEvent): boolean => {
    const next = transition(codes, event, now);
    codes = next ?? codes;
    return next !== undefined;
  };
  const evaluate = (event: CodeEvent, was: Evaluated['was'], of: 'round' | 'elsewhere'): Evaluated | undefined => {
    const flow = JSON.stringify(countersAfter(codes, now));
    if (!happens(event)) return undefined;
    // The published wait: 1, 2, 4 … minutes after every fifth wrong code, an hour at most.
    const fifths = row.length / 5;
    if (fifths > 0 && Number.isInteger(fifths)) {
      expect(now - lastAt).toBeGreaterThanOrEqual(Math.min(60, 2 ** (fifths - 1)) * MINUTE);
    }
    const each: Evaluated = { at: now, was, round: of === 'round' ? codes.round?.id : undefined, flow };
    history.evaluated.push(each);
    if (was === 'right' && event.is !== 'attempt' && event.is !== 'open by attempt') row = [];
    else {
      row.push(each);
      lastAt = now;
    }
    return each;
  };
  const answer = () => {
    for (const { as, event } of unknown) {
      // Nobody waits for it any more: its round is over.
      if (!happens(event)) as.was = 'wrong';
      else row = event.is === 'use up' ? [] : row.filter((each) => each !== as);
    }
    unknown = [];
  };
  for (const each of happenings) {
    const before = codes;
    if (each === 'late answers') answer();
    else if (each === 'dispatch') {
      if (happens(dispatch())) history.dispatchedAt.push(now);
    } else if ('wait' in each) {
      now = each.wait === 'until due' ? Math.max(now, nextDispatchAt(codes, now)) : now + each.wait;
    } else if ('guess' in each) {
      evaluate(guess(each.guess === 'right' ? right : wrong), each.guess, 'round');
    } else if ('elsewhere' in each) {
      // What is not known by now will not be.
      if (each.elsewhere === 'right') answer();
      const event: CodeEvent = each.elsewhere === 'right' ? { is: 'right elsewhere', endsRow: true } : { is: 'wrong elsewhere' };
      evaluate(event, each.elsewhere, 'elsewhere');
    } else {
      const isLive = stateOf(codes.round, now).is === 'live';
      const as = evaluate(isLive ? attempt(each.of === 'app') : openByAttempt(), each.attempt, 'round');
      const { id = '', guesses = [] } = codes.round ?? {};
      const of = { round: id, index: guesses.length - 1 };
      if (as && each.attempt !== 'wrong') unknown.push({ as, event: { is: each.attempt === 'right' ? 'use up' : 'give back', ...of } });
      if (each.known === 'at once') answer();
    }
    check({ codes, before, now, row: row.length });
  }
  answer();
  return history;
}

/** The time limit is for a property that fails: looking for its shortest history may take longer than anybody waits. */
const runs = { numRuns: 150, interruptAfterTimeLimit: 10_000 };
const long = { minLength: 100, maxLength: 600, size: 'max' } as const;
const histories = fc.array(happening, long);

it('whatever happens, no 24 hours hold more than a hundred wrong codes, those of other places among them', () => {
  fc.assert(
    fc.property(histories, (happenings) => {
      const all = wrongOf(play(happenings));
      for (const [index, { at }] of all.entries()) {
        expect(all[index + 100]?.at ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(at + DAY);
      }
    }),
    runs,
  );
});

it('whatever happens, two codes are sent at least a minute apart', () => {
  fc.assert(
    fc.property(histories, (happenings) => {
      const { dispatchedAt } = play(happenings);
      for (const [index, at] of dispatchedAt.slice(1).entries()) expect(at - (dispatchedAt[index] ?? 0)).toBeGreaterThanOrEqual(MINUTE);
    }),
    runs,
  );
});

it('whatever happens, a round takes five guesses at most and is right once at most', () => {
  fc.assert(
    fc.property(histories, (happenings) => {
      const ofRounds = Map.groupBy(play(happenings).evaluated, ({ round }) => round);
      for (const [round, all] of ofRounds) {
        if (round === undefined) continue;
        expect(all.filter(({ was }) => was === 'right').length).toBeLessThanOrEqual(1);
        expect(all.filter(({ was }) => was !== 'void').length).toBeLessThanOrEqual(ATTEMPTS_PER_CODE);
      }
    }),
    runs,
  );
});

it('whatever the pacing, five wrong codes of a row and the next one waits; by then a notice to the owner is due', () => {
  fc.assert(
    // The waits themselves are checked at each code that is evaluated.
    fc.property(histories, (happenings) => {
      play(happenings, ({ codes, row }) => {
        expect(rowLength(codes)).toBe(row);
        if (row >= 5) expect(noticeAt(rowLength(codes))).toBeGreaterThanOrEqual(5);
      });
    }),
    runs,
  );
});

it('whatever happens, what is stored of the wait says in each live round what the row says', () => {
  fc.assert(
    fc.property(histories, (happenings) => {
      play(happenings, ({ codes, now }) => {
        if (stateOf(codes.round, now).is === 'live') expect(rowHasWaited(codes, now)).toBe(pausedUntil(codes) <= now);
      });
    }),
    runs,
  );
});

it('whatever happens, no challenge of a customer with an app gets more than five wrong codes compared', () => {
  fc.assert(
    fc.property(fc.array(withApp, long), (happenings) => {
      const all = wrongOf(play(happenings));
      for (const [index, { at, flow }] of all.entries()) {
        const sixth = all[index + ATTEMPTS_PER_CODE];
        if (sixth && sixth.at < at + CHALLENGE_LIFETIME) expect(sixth.flow).not.toBe(flow);
      }
    }),
    runs,
  );
});

it('whatever happens, what ended a challenge ends it for good: the counters never go back', () => {
  fc.assert(
    fc.property(histories, (happenings) => {
      // An attempt counts as wrong until more is known of it; here that is at once.
      const known = happenings.map((each) =>
        typeof each === 'object' && 'attempt' in each ? { ...each, known: 'at once' as const } : each,
      );
      play(known, ({ codes, before, now }) => {
        const [are, were] = [countersAfter(codes, now), countersAfter(before, now)];
        expect(are.lockedRounds).toBeGreaterThanOrEqual(were.lockedRounds);
        expect(are.completedRounds).toBeGreaterThanOrEqual(were.completedRounds);
      });
    }),
    runs,
  );
});

it('whatever happens, the next code is never more than a day away, and the minute to which the ledger rounds', () => {
  fc.assert(
    fc.property(histories, (happenings) => {
      play(happenings, ({ codes, now }) => expect(nextDispatchAt(codes, now)).toBeLessThan(now + DAY + MINUTE));
    }),
    runs,
  );
});
