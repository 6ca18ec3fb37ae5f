/**
 * A customer's codes: the present round, and what those before it came to, which is how much may still be guessed, and when. There is
 * one round at a time, whatever the number of logins, devices and purposes, so the limits hold over all of them. A new round settles the one before it: only then do its wrong guesses move to the ledger and its lock to the counters. So a guess costs a
 * single write, right or wrong.
 */
import { WRONG_CODES_END_PASSWORD, WRONG_CODES_PER_DAY } from './budgets.ts';
import { emptyLedger, type Ledger, withWrong, wrongCodesIn, wrongCountsUntil } from './ledger.ts';
import { includes, type Round, stateOf, wrongIn } from './round.ts';
import { nextInRow, nextPauseAfter, waitAfter } from './row.ts';

/** As the store keeps them. Times in ms since 1970. */
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
  /** When the password ended, by a row that was too long or by its owner's word: it opens nothing until a new one is set. */
  passwordEndedAt?: number | undefined;
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
export function rowOf(wrongInRow: number) {
  const pauseAt = nextPauseAfter(wrongInRow);
  return { wrongInRow, pauseAt, pause: waitAfter(pauseAt) };
}

/** What a row of this length does to the password, by a guess at `now`. */
export const endOfPassword = (wrongInRow: number, now: number) => (wrongInRow >= WRONG_CODES_END_PASSWORD ? { passwordEndedAt: now } : {});

/** The row in the middle of a round: at a fifth it waits, counted from the last guess. */
export function rowAt(wrongInRow: number, lastGuessAt: number) {
  const wait = waitAfter(wrongInRow);
  const row = wait > 0 ? { wrongInRow, pauseAt: wrongInRow, pause: wait } : rowOf(wrongInRow);
  return { ...row, resumesAt: lastGuessAt + wait };
}

/** A field that is missing here does not compile. */
const fields: Record<keyof Codes, true> = {
  round: true,
  lastSentAt: true,
  dispatchesInRow: true,
  lastGuessAt: true,
  lockedRounds: true,
  completedRounds: true,
  wrongInRow: true,
  pauseAt: true,
  pause: true,
  resumesAt: true,
  rowTold: true,
  ledger: true,
  passwordEndedAt: true,
};
const names = Object.keys(fields) as (keyof Codes)[];

/** The codes of somebody of whom more is known, what is not there among them. */
export const codesOf = (codes: Codes): Required<Codes> => Object.fromEntries(names.map((name) => [name, codes[name]])) as Required<Codes>;

export const isUsed = ({ round }: Codes) => round !== undefined && includes(round.guesses, round.digest);

/** Wrong codes since the last right one, now that it is known which round was used. */
export const rowLength = (codes: Codes): number => (isUsed(codes) ? 0 : codes.wrongInRow);

/** The counters as they will stand when the present round is settled: what a challenge issued now must carry. */
export function countersAfter({ round, lockedRounds, completedRounds }: Codes, now: number) {
  const { is } = stateOf(round, now);
  return { lockedRounds: lockedRounds + (is === 'locked' ? 1 : 0), completedRounds: completedRounds + (is === 'used' ? 1 : 0) };
}

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
  const changes = wrongCodesIn(settled(codes, now).ledger).map(({ at }) => wrongCountsUntil(at));
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
  return Math.max(nextRoundAt(codes, now), nextInRow(lastSentAt, isUsed(codes) ? 0 : dispatchesInRow));
}

/** The row's wait is over: nothing is evaluated before it is. */
export const rowHasWaited = ({ wrongInRow, pauseAt, resumesAt }: Codes, now: number): boolean => wrongInRow !== pauseAt || resumesAt <= now;

// ---- why a guess was not evaluated ----

/** `until`: ms since 1970. */
export type RoundRefusal = { code: 'challenge_locked' | 'code_expired' } | { code: 'too_soon' | 'too_many_attempts'; until: number };

/** Why nothing more is evaluated for now, whatever is typed: the ledger is full, or the row waits. */
export function waitOf(codes: Codes, now: number): RoundRefusal | undefined {
  const until = pausedUntil(codes);
  if (budgetLeft(codes, now) === 0) return { code: 'too_many_attempts', until: Math.max(until, budgetFreeAt(codes, now)) };
  return until > now ? { code: 'too_soon', until } : undefined;
}
