/**
 * A round is the life of one code: dispatched, guessed at, and then used, locked or expired. A customer has one round at a
 * time, whatever the number of logins, devices and purposes, so the limits hold over all of them.
 *
 * The store keeps the facts (`Codes`); what they mean at a moment is decided here, without clock, randomness or AWS.
 * A new round settles the one before it: only then do its wrong guesses move to the ledger and its lock to the counters.
 * So a guess costs a single write, right or wrong.
 */
import { ATTEMPTS_PER_CODE, CHALLENGE_LIFETIME, CODE_LIFETIME, RECOVERY_CODE_LIFETIME, WRONG_CODES_PER_DAY } from './budgets.ts';
import { countsUntil, emptyLedger, type Ledger, withWrong, wrongCodesIn } from './ledger.ts';
import { intervalAfter, nextPauseAfter, waitAfter } from './row.ts';

/**
 * What a round is opened for. `login`, `security`, `contact` and `recovery` rounds begin with a dispatched code; an `app` round begins
 * without one, for codes of an authenticator app and recovery codes, which the customer has already.
 */
export type Purpose = 'login' | 'security' | 'contact' | 'recovery' | 'app';

/** Times in ms since 1970. */
export type Round = {
  id: string;
  /** HMAC of the code (16 bytes); of an `app` round a random one, which nobody can type. */
  digest: Uint8Array;
  /** Version of the keyring's key under which the digest was made. */
  keyVersion?: number | undefined;
  purpose: Purpose;
  expiresAt: number;
  /** Guesses this round allows: 5, or what the ledger had left; one more for each that was given back. */
  attempts: number;
  /** Digests of what was guessed, in order (in `app` rounds: marks). Once `digest` is among them the round is used. */
  guesses: Uint8Array[];
  /** The name of each guess, so that a write repeated after a lost answer finds its own. */
  guessIds: string[];
};

/** Stands for a guess that is reserved, but not compared by the table. */
export const MARK = Uint8Array.of(1);
/** Stands for a guess that was given back because it could not be evaluated. */
export const VOID = Uint8Array.of(0);

/** What a customer's codes have come to: the present round, and what is left of those before it. Times in ms since 1970. */
export type Codes = {
  round?: Round | undefined;
  /** The last dispatch, of this round or one before it. */
  lastSentAt?: number | undefined;
  /** Dispatches since the last right code. */
  dispatchesInRow: number;
  /** The last guess that was counted, whatever it was for. */
  lastGuessAt?: number | undefined;
  /** Rounds that ended in a lock, ever. A challenge issued under an older count is locked for good. */
  lockedRounds: number;
  /** Rounds that ended with the right code, ever. A challenge issued under an older count is over. */
  completedRounds: number;
  /** Wrong codes since the last right one. A guess counts as wrong until its round is known to be used. */
  wrongInRow: number;
  /** At this length of the row nothing is evaluated before `resumesAt`, which each guess moves to `pause` (ms) after itself. */
  pauseAt: number;
  pause: number;
  resumesAt: number;
  /** The longest row that the owner was told of. */
  rowTold: number;
  /** Wrong codes of the settled rounds and of other places, of the last 24 hours. */
  ledger: Ledger;
};

export const untouchedCodes: Codes = {
  dispatchesInRow: 0,
  lockedRounds: 0,
  completedRounds: 0,
  ...rowOf(0),
  resumesAt: 0,
  rowTold: 0,
  ledger: emptyLedger,
};

/** The row as the table keeps it: how long it is, and the next wait. */
function rowOf(wrongInRow: number) {
  const pauseAt = nextPauseAfter(wrongInRow);
  return { wrongInRow, pauseAt, pause: waitAfter(pauseAt) };
}

/** The row in the middle of a round: at a fifth it waits, counted from the last guess. */
function rowAt(wrongInRow: number, lastGuessAt: number) {
  const wait = waitAfter(wrongInRow);
  const row = wait > 0 ? { wrongInRow, pauseAt: wrongInRow, pause: wait } : rowOf(wrongInRow);
  return { ...row, resumesAt: lastGuessAt + wait };
}

// ---- what a round is at a moment ----

export type RoundState =
  | { is: 'none' }
  | { is: 'live'; expiresAt: number; attemptsLeft: number; purpose: Purpose }
  | { is: 'expired' }
  | { is: 'locked' }
  | { is: 'used' };

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

const includes = (list: readonly Uint8Array[], bytes: Uint8Array) => list.some((each) => sameBytes(each, bytes));

/** What the round is at `now`. A code is valid for less than its lifetime: 299.9 s in, 300 s out. */
export function stateOf(round: Round | undefined, now: number): RoundState {
  if (!round) return { is: 'none' };
  const { guesses, attempts, expiresAt, purpose } = round;
  if (includes(guesses, round.digest)) return { is: 'used' };
  if (guesses.length >= attempts) return { is: 'locked' };
  if (now >= expiresAt) return { is: 'expired' };
  return { is: 'live', expiresAt, attemptsLeft: attempts - guesses.length, purpose };
}

const isUsed = ({ round }: Codes) => round !== undefined && includes(round.guesses, round.digest);

/** Wrong codes since the last right one, now that it is known which round was used. */
export const rowLength = (codes: Codes): number => (isUsed(codes) ? 0 : codes.wrongInRow);

/** The counters as they will stand when the present round is settled: what a challenge issued now must carry. */
export function countersAfter({ round, lockedRounds, completedRounds }: Codes, now: number) {
  const { is } = stateOf(round, now);
  return { lockedRounds: lockedRounds + (is === 'locked' ? 1 : 0), completedRounds: completedRounds + (is === 'used' ? 1 : 0) };
}

const voids = ({ guesses }: Round) => guesses.filter((guess) => sameBytes(guess, VOID)).length;
const wrongIn = (round: Round) => round.guesses.filter((guess) => !sameBytes(guess, round.digest)).length - voids(round);

/** The codes with their present round settled. */
export function settled(codes: Codes, now: number): Codes {
  const { round, ledger, lastGuessAt = now } = codes;
  const right = isUsed(codes);
  return {
    ...codes,
    round: undefined,
    ...countersAfter(codes, now),
    ...rowOf(rowLength(codes)),
    dispatchesInRow: right ? 0 : codes.dispatchesInRow,
    rowTold: right ? 0 : codes.rowTold,
    ledger: withWrong(ledger, lastGuessAt, round ? wrongIn(round) : 0, now),
  };
}

// ---- how much may still be guessed, and when ----

/** Wrong codes that a next round may still take in 24 hours. */
export const budgetLeft = (codes: Codes, now: number): number =>
  Math.max(0, WRONG_CODES_PER_DAY - wrongCodesIn(settled(codes, now).ledger).reduce((sum, { count }) => sum + count, 0));

/** Wrong codes that another place may still take: the attempts of the round that is live are taken already. */
export function budgetElsewhere(codes: Codes, now: number): number {
  const state = stateOf(codes.round, now);
  return Math.max(0, budgetLeft(codes, now) - (state.is === 'live' ? state.attemptsLeft : 0));
}

/** The first moment from `now` on at which `budget` has something to give. Left alone, a budget only grows. */
function freeAt(codes: Codes, budget: typeof budgetLeft, now: number): number {
  if (budget(codes, now) > 0) return now;
  const changes = wrongCodesIn(settled(codes, now).ledger).map(({ at }) => countsUntil(at));
  return [codes.round?.expiresAt ?? now, ...changes].filter((at) => budget(codes, at) > 0).sort((a, b) => a - b)[0] ?? now;
}

export const budgetFreeAt = (codes: Codes, now: number): number => freeAt(codes, budgetLeft, now);
export const budgetElsewhereFreeAt = (codes: Codes, now: number): number => freeAt(codes, budgetElsewhere, now);

/** When the wait after every fifth wrong code of the row is over; 0: there is none. */
export function pausedUntil(codes: Codes): number {
  const wait = waitAfter(rowLength(codes));
  return wait === 0 ? 0 : (codes.lastGuessAt ?? 0) + wait;
}

/** The earliest moment of a next round without a dispatch: the wait of the row, and the ledger. */
export const nextRoundAt = (codes: Codes, now: number): number =>
  Math.max(pausedUntil(codes), budgetLeft(codes, now) > 0 ? 0 : budgetFreeAt(codes, now));

/** The earliest moment of the next dispatch: that of a next round, and the interval since the last one. */
export function nextDispatchAt(codes: Codes, now: number): number {
  const { lastSentAt, dispatchesInRow } = codes;
  const interval = lastSentAt === undefined ? 0 : lastSentAt + intervalAfter(isUsed(codes) ? 0 : dispatchesInRow);
  return Math.max(nextRoundAt(codes, now), interval);
}

// ---- what happens to it ----

/** What opens a round: a freshly made code's digest, or in an `app` round a mark that nobody can type. */
export type Opening = { id: string; digest: Uint8Array; keyVersion?: number | undefined; purpose: Purpose };

/** Counters that a challenge carries; whoever guesses outside of a login has none. */
export type Flow = { lockedRounds: number; completedRounds: number };

export type CodeEvent =
  | { is: 'dispatch'; opening: Opening }
  /** The first attempt of an `app` round, which it opens. */
  | { is: 'open by attempt'; opening: Opening; id: string; flow?: Flow | undefined }
  /** `prolongs`: until when the round lives on, at the least; of an app's attempts. */
  | { is: 'attempt'; id: string; prolongs: boolean; flow?: Flow | undefined }
  | { is: 'guess'; id: string; digest: Uint8Array; keyVersion: number; purpose: Purpose; flow?: Flow | undefined }
  /** What `index` stands for was right. */
  | { is: 'use up'; round: string; index: number }
  | { is: 'give back'; round: string; index: number }
  | { is: 'wrong elsewhere' }
  /** `endsRow`: it proves the owner, as the code of a recovery does; a contact's goes to whoever typed the address. */
  | { is: 'right elsewhere'; endsRow: boolean }
  /** Somebody takes it upon them to tell the owner of a row of this length. */
  | { is: 'tell of row'; length: number }
  /** They could not; `told`: what the owner knows of. */
  | { is: 'not told of row'; length: number; told: number };

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
      return { ...codes, round: { ...round, guesses: round.guesses.with(event.index, round.digest) } };
    }
    case 'give back': {
      const { round } = codes;
      if (round?.id !== event.round || !sameBytes(round.guesses[event.index] ?? VOID, MARK)) return undefined;
      const given = { ...round, guesses: round.guesses.with(event.index, VOID), attempts: round.attempts + 1 };
      // A right code of another place may have begun the row anew since the attempt.
      return { ...codes, ...rowAt(Math.max(0, codes.wrongInRow - 1), codes.lastGuessAt ?? now), round: given };
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
  }
}

/** The row's wait is over: nothing is evaluated before it is. */
export const rowHasWaited = ({ wrongInRow, pauseAt, resumesAt }: Codes, now: number): boolean => wrongInRow !== pauseAt || resumesAt <= now;

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
  const { round, wrongInRow, pause } = codes;
  const guessed = { ...round, guesses: [...round.guesses, guess], guessIds: [...round.guessIds, id] };
  return { ...codes, round: guessed, wrongInRow: wrongInRow + 1, lastGuessAt: now, resumesAt: now + pause };
}

function opened(codes: Codes, opening: Opening, now: number): InRound {
  const before = settled(codes, now);
  const dispatches = opening.purpose !== 'app';
  const sent = dispatches ? { lastSentAt: now, dispatchesInRow: before.dispatchesInRow + 1 } : {};
  return { ...before, ...sent, round: roundOf(opening, Math.min(ATTEMPTS_PER_CODE, budgetLeft(codes, now)), now) };
}

const lifetimes: Record<Purpose, number> = {
  login: CODE_LIFETIME,
  security: CODE_LIFETIME,
  contact: CODE_LIFETIME,
  recovery: RECOVERY_CODE_LIFETIME,
  app: CHALLENGE_LIFETIME,
};

/** A fresh round. */
export function roundOf({ id, digest, keyVersion, purpose }: Opening, attempts: number, now: number): Round {
  return { id, digest, keyVersion, purpose, expiresAt: now + lifetimes[purpose], attempts, guesses: [], guessIds: [] };
}

const elsewhereIsOpen = (codes: Codes, now: number) => pausedUntil(codes) <= now && budgetElsewhere(codes, now) > 0;

/** A wrong code of another place, a contact's or a recovery's, counts here like one of the round. */
function wrongElsewhere(codes: Codes, now: number): Codes {
  // A used round has ended the row before it; the new one begins behind it.
  const before = isUsed(codes) ? settled(codes, now) : codes;
  return {
    ...before,
    ...rowAt(before.wrongInRow + 1, now),
    lastGuessAt: now,
    ledger: withWrong(before.ledger, now, 1, now),
  };
}

// ---- why a guess was not evaluated ----

/** `until`: ms since 1970. */
export type RoundRefusal = { code: 'challenge_locked' | 'code_expired' } | { code: 'too_soon' | 'too_many_attempts'; until: number };

/** Why nothing more is evaluated for now, whatever is typed: the ledger is full, or the row waits. */
export function waitOf(codes: Codes, now: number): RoundRefusal | undefined {
  const until = pausedUntil(codes);
  if (budgetLeft(codes, now) === 0) return { code: 'too_many_attempts', until: Math.max(until, budgetFreeAt(codes, now)) };
  return until > now ? { code: 'too_soon', until } : undefined;
}
