/**
 * A round is the life of one code: sent, guessed at, then used, locked or expired. What it is at a moment is decided here, without
 * clock, randomness or AWS; what becomes of a customer's codes by it, in `codes.ts` and `code-events.ts`.
 */
import { CHALLENGE_LIFETIME, CODE_LIFETIME, RECOVERY_CODE_LIFETIME } from './budgets.ts';

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

// ---- what it is at a moment ----

type RoundState =
  | { is: 'none' }
  | { is: 'live'; expiresAt: number; attemptsLeft: number; purpose: Purpose }
  | { is: 'expired' }
  | { is: 'locked' }
  | { is: 'used' };

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

/** Is this digest one of them? */
export const includes = (list: readonly Uint8Array[], bytes: Uint8Array) => list.some((each) => sameBytes(each, bytes));

/** What the round is at `now`. A code is valid for less than its lifetime: 299.9 s in, 300 s out. */
export function stateOf(round: Round | undefined, now: number): RoundState {
  if (!round) return { is: 'none' };
  const { guesses, attempts, expiresAt, purpose } = round;
  if (includes(guesses, round.digest)) return { is: 'used' };
  if (guesses.length >= attempts) return { is: 'locked' };
  if (now >= expiresAt) return { is: 'expired' };
  return { is: 'live', expiresAt, attemptsLeft: attempts - guesses.length, purpose };
}

const voids = ({ guesses }: Round) => guesses.filter((guess) => sameBytes(guess, VOID)).length;
/** Guesses that were wrong: neither the right one nor given back. */
export const wrongIn = (round: Round) => round.guesses.filter((guess) => !sameBytes(guess, round.digest)).length - voids(round);

// ---- how it begins ----

/** What opens a round: a freshly made code's digest, or in an `app` round a mark that nobody can type. */
export type Opening = { id: string; digest: Uint8Array; keyVersion?: number | undefined; purpose: Purpose };

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
