/**
 * A round is the life of one code: dispatched, guessed at, and then used, locked or expired. A customer has one round at
 * a time, whatever the number of logins, devices and purposes, so the limits hold over all of them.
 *
 * The store keeps the facts (`Round`); what they mean at a moment is decided here, without clock, randomness or AWS.
 * A new round settles the one before it: only then do its wrong guesses move to the ledger and its lock to the counters.
 * So a guess costs a single write, right or wrong.
 */
import {
  ATTEMPTS_PER_CODE,
  CODE_LIFETIME,
  DAY,
  DISPATCH_INTERVAL,
  FIRST_LOCK_WAIT,
  LONGEST_LOCK_WAIT,
  WRONG_CODES_PER_DAY,
} from './budgets.ts';

export type Purpose = 'login' | 'security';

/** Wrong guesses of one finished round; `at` is the time of the last of them, in ms. */
export type Wrong = { at: number; count: number };

/** The second-factor facts of a customer, as the store keeps them. Times in ms since 1970. */
export type Round = {
  /** Absent: nothing was dispatched yet. */
  codeDispatch?: string;
  codeDigest?: string;
  /** Version of the keyring's key under which the digest was made. */
  codeKey?: number;
  codePurpose?: Purpose;
  codeSentAt?: number;
  codeExpiresAt?: number;
  /** Guesses this code allows: 5, or what the daily budget had left. */
  codeAttempts?: number;
  /** Digests of what was guessed, in order. Once `codeDigest` is among them the code is used. */
  codeGuesses?: string[];
  lastGuessAt?: number;
  /** Rounds that ended in a lock, ever. A challenge issued under an older count is locked for good. */
  lockedRounds: number;
  /** Rounds that ended with the right code, ever. A challenge issued under an older count is over. */
  completedRounds: number;
  /** Locks since the last right code. */
  lockStreak: number;
  /** Wrong guesses of the settled rounds, of the last 24 hours. */
  wrongLedger: Wrong[];
};

export type RoundState =
  | { is: 'none' }
  | { is: 'live'; sentAt: number; expiresAt: number; attemptsLeft: number; purpose: Purpose }
  | { is: 'expired' }
  | { is: 'locked'; at: number }
  | { is: 'used' };

export const untouchedRound: Round = { lockedRounds: 0, completedRounds: 0, lockStreak: 0, wrongLedger: [] };

/** What the round is at `now`. A code is valid for less than its lifetime: 299.9 s in, 300 s out. */
export function stateOf(round: Round, now: number): RoundState {
  if (round.codeDispatch === undefined) return { is: 'none' };
  const guesses = round.codeGuesses ?? [];
  const attempts = round.codeAttempts ?? 0;
  if (guesses.includes(round.codeDigest ?? '')) return { is: 'used' };
  if (guesses.length >= attempts) return { is: 'locked', at: round.lastGuessAt ?? 0 };
  const expiresAt = round.codeExpiresAt ?? 0;
  if (now >= expiresAt) return { is: 'expired' };
  return {
    is: 'live',
    sentAt: round.codeSentAt ?? 0,
    expiresAt,
    attemptsLeft: attempts - guesses.length,
    purpose: round.codePurpose ?? 'login',
  };
}

/** The counters as they will stand when the present round is settled: what a challenge issued now must carry. */
export function countersAfter(round: Round, now: number): { lockedRounds: number; completedRounds: number } {
  const state = stateOf(round, now);
  return {
    lockedRounds: round.lockedRounds + (state.is === 'locked' ? 1 : 0),
    completedRounds: round.completedRounds + (state.is === 'used' ? 1 : 0),
  };
}

/** How long the next dispatch waits after a lock, `earlierLocks` being those in a row before it. */
export function lockWait(earlierLocks: number): number {
  return Math.min(FIRST_LOCK_WAIT * 2 ** earlierLocks, LONGEST_LOCK_WAIT);
}

/** The ledger with the present round settled into it and what is older than 24 hours left out. */
export function ledgerAfter(round: Round, now: number): Wrong[] {
  const guesses = round.codeGuesses?.length ?? 0;
  const wrong = stateOf(round, now).is === 'used' ? guesses - 1 : guesses;
  const settled = wrong > 0 ? [...round.wrongLedger, { at: round.lastGuessAt ?? now, count: wrong }] : round.wrongLedger;
  return settled.filter(({ at }) => at > now - DAY);
}

/** Wrong guesses still allowed in the 24 hours before `now`. */
export function budgetLeft(round: Round, now: number): number {
  const wrong = ledgerAfter(round, now).reduce((sum, { count }) => sum + count, 0);
  return Math.max(0, WRONG_CODES_PER_DAY - wrong);
}

/** When the daily budget has a guess to give again; `now` if it has one already. */
export function budgetFreeAt(round: Round, now: number): number {
  if (budgetLeft(round, now) > 0) return now;
  const oldest = ledgerAfter(round, now)[0];
  return oldest ? oldest.at + DAY : now;
}

/** The earliest moment of the next dispatch: the interval, the wait after a lock, and the daily budget, whichever is last. */
export function nextDispatchAt(round: Round, now: number): number {
  const state = stateOf(round, now);
  const afterInterval = round.codeSentAt === undefined ? 0 : round.codeSentAt + DISPATCH_INTERVAL;
  const afterLock = state.is === 'locked' ? state.at + lockWait(round.lockStreak) : 0;
  const afterBudget = budgetLeft(round, now) > 0 ? 0 : budgetFreeAt(round, now);
  return Math.max(afterInterval, afterLock, afterBudget);
}

/** A freshly dispatched code, as the round needs it. */
export type Dispatch = { id: string; digest: string; key: number; purpose: Purpose };

/** The round that follows `round` when a code is dispatched at `now`. Only right when `nextDispatchAt` has come. */
export function roundOf(dispatch: Dispatch, round: Round, now: number): Round {
  const state = stateOf(round, now);
  return {
    codeDispatch: dispatch.id,
    codeDigest: dispatch.digest,
    codeKey: dispatch.key,
    codePurpose: dispatch.purpose,
    codeSentAt: now,
    codeExpiresAt: now + CODE_LIFETIME,
    codeAttempts: Math.min(ATTEMPTS_PER_CODE, budgetLeft(round, now)),
    codeGuesses: [],
    ...countersAfter(round, now),
    lockStreak: state.is === 'used' ? 0 : round.lockStreak + (state.is === 'locked' ? 1 : 0),
    wrongLedger: ledgerAfter(round, now),
  };
}

/** Why a guess at a code that belongs to no challenge (a security change) was not evaluated. */
export function stepUpRefusal(
  round: Round | undefined,
  now: number,
): { code: 'challenge_locked' | 'code_expired' } | { code: 'too_many_attempts'; until: number } {
  if (!round) return { code: 'code_expired' };
  if (budgetLeft(round, now) === 0) return { code: 'too_many_attempts', until: budgetFreeAt(round, now) };
  return { code: stateOf(round, now).is === 'locked' ? 'challenge_locked' : 'code_expired' };
}
