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
  CHALLENGE_LIFETIME,
  CODE_LIFETIME,
  DAY,
  DISPATCH_INTERVAL,
  FIRST_LOCK_WAIT,
  LONGEST_LOCK_WAIT,
  WRONG_CODES_PER_DAY,
} from './budgets.ts';

/**
 * What a round is opened for. `login`, `security`, `contact` and `recovery` rounds begin with a dispatched code; an `app` round begins
 * without one, for codes of an authenticator app and recovery codes, which the customer has already.
 */
export type Purpose = 'login' | 'security' | 'contact' | 'recovery' | 'app';

/** Stands for a guess that was given back because it could not be evaluated. */
export const VOID = 'void';

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
  /** The last dispatch, of this round or one before it. */
  codeSentAt?: number;
  codeExpiresAt?: number;
  /** Guesses this round allows: 5, or what the daily budget had left; one more for each that was given back. */
  codeAttempts?: number;
  /** Digests of what was guessed, in order (in `app` rounds: marks). Once `codeDigest` is among them the round is used. */
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
  const wrong = (round.codeGuesses ?? []).filter((guess) => guess !== round.codeDigest && guess !== VOID).length;
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

/** The earliest moment of a next round without a dispatch: the wait after a lock, and the daily budget. */
export function nextRoundAt(round: Round, now: number): number {
  const state = stateOf(round, now);
  const afterLock = state.is === 'locked' ? state.at + lockWait(round.lockStreak) : 0;
  return Math.max(afterLock, budgetLeft(round, now) > 0 ? 0 : budgetFreeAt(round, now));
}

/** The earliest moment of the next dispatch: that of a next round, and the interval since the last one. */
export function nextDispatchAt(round: Round, now: number): number {
  return Math.max(nextRoundAt(round, now), round.codeSentAt === undefined ? 0 : round.codeSentAt + DISPATCH_INTERVAL);
}

/** What opens a round: a freshly made code's digest, or in an `app` round a mark that nobody can type. */
export type Opening = { id: string; digest: string; key?: number; purpose: Purpose };

/** The round that follows `round` when it is opened at `now`. Only right when its time has come. */
export function roundOf(opening: Opening, round: Round, now: number): Round {
  const state = stateOf(round, now);
  const dispatches = opening.purpose !== 'app';
  const sentAt = dispatches ? now : round.codeSentAt;
  return {
    codeDispatch: opening.id,
    codeDigest: opening.digest,
    ...(opening.key !== undefined && { codeKey: opening.key }),
    codePurpose: opening.purpose,
    ...(sentAt !== undefined && { codeSentAt: sentAt }),
    codeExpiresAt: now + (dispatches ? CODE_LIFETIME : CHALLENGE_LIFETIME),
    codeAttempts: Math.min(ATTEMPTS_PER_CODE, budgetLeft(round, now)),
    codeGuesses: [],
    ...countersAfter(round, now),
    lockStreak: state.is === 'used' ? 0 : round.lockStreak + (state.is === 'locked' ? 1 : 0),
    wrongLedger: ledgerAfter(round, now),
  };
}

/** Why a guess was not evaluated. `until`: ms since 1970. */
export type RoundRefusal = CodeRefusal | { code: 'too_soon'; until: number };

/** The same of a code that was sent: it is never too soon to type one. */
export type CodeRefusal = { code: 'challenge_locked' | 'code_expired' } | { code: 'too_many_attempts'; until: number };

/** Why a guess that belongs to no challenge (a security change, a contact) was not evaluated. */
export function stepUpRefusal(round: Round | undefined, now: number): CodeRefusal {
  if (!round) return { code: 'code_expired' };
  if (budgetLeft(round, now) === 0) return { code: 'too_many_attempts', until: budgetFreeAt(round, now) };
  return { code: stateOf(round, now).is === 'locked' ? 'challenge_locked' : 'code_expired' };
}
