/**
 * A place of its own for a code: a contact that is being verified, a recovery. Its code goes to somebody who is not known yet, so
 * its round lies beside the customer's and ends nobody's login; but each guess counts in the customer's one ledger and row.
 */
import { ATTEMPTS_PER_CODE, DISPATCH_INTERVAL } from './budgets.ts';
import { transition } from './code-events.ts';
import { budgetElsewhere, budgetElsewhereFreeAt, type Codes, nextRoundAt, pausedUntil, type RoundRefusal } from './codes.ts';
import { type Opening, type Purpose, type Round, roundOf, sameBytes, stateOf } from './round.ts';

/** `lastSentAt`: ms since 1970. */
export type Place = { round?: Round | undefined; lastSentAt?: number | undefined };

/** The earliest moment of the next dispatch to this place. */
export const nextDispatchTo = (place: Place, codes: Codes, now: number): number =>
  Math.max(nextRoundAt(codes, now), place.lastSentAt === undefined ? 0 : place.lastSentAt + DISPATCH_INTERVAL);

export const openedAt = (opening: Opening, now: number): Required<Place> => ({
  round: roundOf(opening, ATTEMPTS_PER_CODE, now),
  lastSentAt: now,
});

export type PlaceGuess = { purpose: Purpose; digest: Uint8Array; id: string };

export type Guessed<P extends Place> =
  | { is: 'right' | 'wrong'; place: P & { round: Round }; codes: Codes; attemptsLeft: number }
  | { is: 'refused'; refusal: RoundRefusal };

/** A guess at the code of a place: what becomes of the place, and of the customer's ledger and row. */
export function guessedAt<P extends Place>(place: P, codes: Codes, guess: PlaceGuess, now: number): Guessed<P> {
  const { round } = place;
  const state = stateOf(round, now);
  if (state.is === 'locked') return { is: 'refused', refusal: { code: 'challenge_locked' } };
  if (!round || state.is !== 'live' || state.purpose !== guess.purpose) return { is: 'refused', refusal: { code: 'code_expired' } };
  const isRight = sameBytes(guess.digest, round.digest);
  const event = isRight
    ? ({ is: 'right elsewhere', endsRow: guess.purpose === 'recovery' } as const)
    : ({ is: 'wrong elsewhere' } as const);
  const after = transition(codes, event, now);
  if (!after) return { is: 'refused', refusal: waitElsewhere(codes, now) };
  const guessed = { ...round, guesses: [...round.guesses, guess.digest], guessIds: [...round.guessIds, guess.id] };
  return {
    is: isRight ? 'right' : 'wrong',
    place: { ...place, round: guessed },
    codes: after,
    attemptsLeft: isRight ? 0 : state.attemptsLeft - 1,
  };
}

/** Why the customer's row and ledger take no guess of another place. */
function waitElsewhere(codes: Codes, now: number): RoundRefusal {
  const until = pausedUntil(codes);
  if (budgetElsewhere(codes, now) > 0) return { code: 'too_soon', until };
  return { code: 'too_many_attempts', until: Math.max(until, budgetElsewhereFreeAt(codes, now)) };
}
