/**
 * A challenge is the pending second step after a right password. The client holds it sealed, the service keeps nothing:
 * an abandoned login costs no write. What it carries is held against the customer's present state at every use.
 */
import { ATTEMPTS_PER_CODE, CHALLENGE_LIFETIME } from './budgets.ts';
import {
  budgetFreeAt,
  budgetLeft,
  countersAfter,
  nextDispatchAt,
  nextRoundAt,
  type Round,
  type RoundRefusal,
  stateOf,
} from './code-round.ts';

export type Method = 'email' | 'totp';

export type Challenge = {
  customerId: string;
  method: Method;
  /** The customer's epoch when the password was right. */
  epoch: number;
  /** `countersAfter` of the round at that moment. */
  lockedRounds: number;
  completedRounds: number;
  /** ms since 1970. */
  issuedAt: number;
  stayLoggedIn: boolean;
};

/** What of a customer decides over a challenge. */
export type ChallengedCustomer = Round & { factor?: Method; epoch: number };

export function issueChallenge(
  customer: ChallengedCustomer & { factor: Method; customerId: string },
  stayLoggedIn: boolean,
  now: number,
): Challenge {
  const { customerId, factor, epoch } = customer;
  return { customerId, method: factor, epoch, ...countersAfter(customer, now), issuedAt: now, stayLoggedIn };
}

export const challengeEndsAt = (challenge: Challenge): number => challenge.issuedAt + CHALLENGE_LIFETIME;

/** Why a challenge cannot go on, whatever is typed. `undefined`: it can. */
export type ChallengeEnd = 'challenge_expired' | 'invalid_challenge' | 'challenge_locked';

/**
 * Is this challenge over? The epoch first: a change of the factor ends every flow. Then the counters: a lock, or a right
 * code, ends the flows that shared the round.
 */
export function challengeEnd(challenge: Challenge, customer: ChallengedCustomer | undefined, now: number): ChallengeEnd | undefined {
  if (now >= challengeEndsAt(challenge)) return 'challenge_expired';
  if (!customer || customer.epoch !== challenge.epoch || customer.factor !== challenge.method) return 'invalid_challenge';
  const counters = countersAfter(customer, now);
  if (challenge.lockedRounds < counters.lockedRounds) return 'challenge_locked';
  if (challenge.completedRounds < counters.completedRounds) return 'invalid_challenge';
  return undefined;
}

export type Refusal = { code: ChallengeEnd } | RoundRefusal;

/** Why a guess with this challenge was not evaluated, from the state that refused it. */
export function guessRefusal(challenge: Challenge, customer: ChallengedCustomer | undefined, now: number): Refusal {
  const end = challengeEnd(challenge, customer, now);
  if (end || !customer) return { code: end ?? 'invalid_challenge' };
  if (budgetLeft(customer, now) === 0) return { code: 'too_many_attempts', until: budgetFreeAt(customer, now) };
  // With an app there is always a code to type; what refuses it is the wait after a lock.
  if (challenge.method === 'totp') return { code: 'too_soon', until: nextRoundAt(customer, now) };
  return { code: 'code_expired' };
}

/** What the client is told of a pending challenge. Times in ms since 1970. */
export type ChallengeView = {
  method: Method;
  sent: boolean;
  sentAt?: number;
  codeExpiresAt?: number;
  /** When a next code can be sent; with an app: when it can be tried again, absent if that is now. */
  resendAt?: number;
  attemptsLeft: number;
  expiresAt: number;
};

/** The view of a challenge whose round is `round`; `sent`: this very call dispatched the code. */
export function viewOf(challenge: Challenge, round: Round, sent: boolean, now: number): ChallengeView {
  const state = stateOf(round, now);
  const { method } = challenge;
  const isOwn = state.is === 'live' && (method === 'totp' || state.purpose === 'login');
  const attemptsLeft = isOwn ? state.attemptsLeft : Math.min(ATTEMPTS_PER_CODE, budgetLeft(round, now));
  const view = { method, sent, attemptsLeft, expiresAt: challengeEndsAt(challenge) };
  if (method === 'totp') {
    const triedAgainAt = nextRoundAt(round, now);
    return triedAgainAt > now ? { ...view, resendAt: triedAgainAt } : view;
  }
  const dispatched = isOwn ? { sentAt: state.sentAt, codeExpiresAt: state.expiresAt } : {};
  return { ...view, ...dispatched, resendAt: nextDispatchAt(round, now) };
}
