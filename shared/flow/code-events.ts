/** What happens to a customer's codes: which event may follow on what, and what becomes of them by it. */
import { ATTEMPTS_PER_CODE, CHALLENGE_LIFETIME } from './budgets.ts';
import {
  budgetElsewhere,
  budgetLeft,
  type Codes,
  countersAfter,
  endOfPassword,
  isUsed,
  nextDispatchAt,
  nextRoundAt,
  pausedUntil,
  rowAt,
  rowHasWaited,
  rowOf,
  settled,
} from './codes.ts';
import { withWrong } from './ledger.ts';
import { includes, MARK, type Opening, type Purpose, type Round, roundOf, sameBytes, stateOf, VOID } from './round.ts';

/** Counters that a challenge carries; whoever guesses outside of a login has none. */
export type Flow = { lockedRounds: number; completedRounds: number };

export type CodeEvent =
  | { is: 'dispatch'; opening: Opening }
  /** The first attempt of an `app` round, which it opens. */
  | { is: 'open by attempt'; opening: Opening; id: string; flow?: Flow | undefined }
  /** `prolongs`: the round lives on for a challenge's life from this attempt, as an app's does. */
  | { is: 'attempt'; id: string; prolongs: boolean; flow?: Flow | undefined }
  | { is: 'guess'; id: string; digest: Uint8Array; keyVersion: number; purpose: Purpose; flow?: Flow | undefined }
  /** What `index` stands for was right. `endedPassword`: the attempt did, as it counts before it is compared; that is taken back. */
  | { is: 'use up'; round: string; index: number; endedPassword?: boolean }
  | { is: 'give back'; round: string; index: number; endedPassword?: boolean }
  | { is: 'wrong elsewhere' }
  /** `endsRow`: it proves the owner, as the code of a recovery does; a contact's goes to whoever typed the address. */
  | { is: 'right elsewhere'; endsRow: boolean }
  /** Somebody takes it upon them to tell the owner of a row of this length. */
  | { is: 'tell of row'; length: number }
  /** They could not; `told`: what the owner knows of. */
  | { is: 'not told of row'; length: number; told: number }
  /** It takes the place of the one that the row was about. */
  | { is: 'new password' };

/** The codes after `event` at `now`, or `undefined` where the rules do not allow it. */
export function transition(codes: Codes, event: CodeEvent, now: number): Codes | undefined {
  switch (event.is) {
    case 'dispatch':
      return nextDispatchAt(codes, now) > now ? undefined : opened(codes, event.opening, now);
    case 'open by attempt': {
      if (stateOf(codes.round, now).is === 'live' || nextRoundAt(codes, now) > now || !goesOn(codes, event.flow, now)) return undefined;
      return counted(opened(codes, event.opening, now), MARK, event.id, now);
    }
    case 'attempt': {
      if (!mayBeGuessed(codes, event, now)) return undefined;
      const after = counted(codes, MARK, event.id, now);
      if (!event.prolongs) return after;
      return { ...after, round: { ...after.round, purpose: 'app', expiresAt: now + CHALLENGE_LIFETIME } };
    }
    case 'guess': {
      if (!mayBeGuessed(codes, event, now)) return undefined;
      if (codes.round.purpose !== event.purpose || codes.round.keyVersion !== event.keyVersion) return undefined;
      return counted(codes, event.digest, event.id, now);
    }
    case 'use up': {
      const { round } = codes;
      if (round?.id !== event.round || includes(round.guesses, round.digest)) return undefined;
      if (hasEnded(codes) !== (event.endedPassword ?? false)) return undefined;
      return { ...codes, passwordEndedAt: undefined, round: { ...round, guesses: round.guesses.with(event.index, round.digest) } };
    }
    case 'give back': {
      const { round } = codes;
      if (round?.id !== event.round || !sameBytes(round.guesses[event.index] ?? VOID, MARK)) return undefined;
      if (hasEnded(codes) !== (event.endedPassword ?? false)) return undefined;
      const given = { ...round, guesses: round.guesses.with(event.index, VOID), attempts: round.attempts + 1 };
      // A right code of another place may have begun the row anew since the attempt.
      const row = rowAt(Math.max(0, codes.wrongInRow - 1), codes.lastGuessAt ?? now);
      return { ...codes, ...row, passwordEndedAt: undefined, round: given };
    }
    case 'wrong elsewhere':
      return elsewhereIsOpen(codes, now) ? wrongElsewhere(codes, now) : undefined;
    case 'right elsewhere':
      if (!elsewhereIsOpen(codes, now)) return undefined;
      return event.endsRow ? { ...codes, ...rowOf(0), rowTold: 0, dispatchesInRow: 0 } : codes;
    case 'tell of row':
      return codes.rowTold < event.length && codes.wrongInRow >= event.length ? { ...codes, rowTold: event.length } : undefined;
    case 'not told of row':
      return codes.rowTold === event.length ? { ...codes, rowTold: event.told } : undefined;
    case 'new password':
      return { ...settled(codes, now), ...rowOf(0), rowTold: 0, dispatchesInRow: 0, passwordEndedAt: undefined };
  }
}

const hasEnded = ({ passwordEndedAt }: Codes) => passwordEndedAt !== undefined;

function goesOn(codes: Codes, flow: Flow | undefined, now: number): boolean {
  if (!flow) return true;
  const { lockedRounds, completedRounds } = countersAfter(codes, now);
  return flow.lockedRounds === lockedRounds && flow.completedRounds === completedRounds;
}

type InRound = Codes & { round: Round };

function mayBeGuessed(codes: Codes, { id, flow }: { id: string; flow?: Flow | undefined }, now: number): codes is InRound {
  const isRepeated = codes.round?.guessIds.includes(id);
  return stateOf(codes.round, now).is === 'live' && !isRepeated && rowHasWaited(codes, now) && goesOn(codes, flow, now);
}

/** One guess more: it counts before anybody knows what it was worth. */
function counted(codes: InRound, guess: Uint8Array, id: string, now: number): InRound {
  const { round, pause } = codes;
  const wrongInRow = codes.wrongInRow + 1;
  const guessed = { ...round, guesses: [...round.guesses, guess], guessIds: [...round.guessIds, id] };
  const end = sameBytes(guess, round.digest) ? {} : endOfPassword(wrongInRow, now);
  return { ...codes, round: guessed, wrongInRow, lastGuessAt: now, resumesAt: now + pause, ...end };
}

function opened(codes: Codes, opening: Opening, now: number): InRound {
  const before = settled(codes, now);
  const dispatches = opening.purpose !== 'app';
  const sent = dispatches ? { lastSentAt: now, dispatchesInRow: before.dispatchesInRow + 1 } : {};
  return { ...before, ...sent, round: roundOf(opening, Math.min(ATTEMPTS_PER_CODE, budgetLeft(codes, now)), now) };
}

const elsewhereIsOpen = (codes: Codes, now: number) => pausedUntil(codes) <= now && budgetElsewhere(codes, now) > 0;

/** A wrong code of another place, a contact's or a recovery's, counts here like one of the round. */
function wrongElsewhere(codes: Codes, now: number): Codes {
  // A used round has ended the row before it; the new one begins behind it.
  const before = isUsed(codes) ? settled(codes, now) : codes;
  return {
    ...before,
    ...rowAt(before.wrongInRow + 1, now),
    ...endOfPassword(before.wrongInRow + 1, now),
    lastGuessAt: now,
    ledger: withWrong(before.ledger, now, 1, now),
  };
}
