/**
 * A challenge is the pending second step after a right password, Keycard's own or the shop's, by whose word it was right. The client holds it sealed, the service keeps nothing:
 * an abandoned login costs no write. What it carries is held against the customer's present state at every use.
 */
import { ATTEMPTS_PER_CODE, CHALLENGE_LIFETIME } from './budgets.ts';
import { budgetLeft, type Codes, countersAfter, nextDispatchAt, nextRoundAt, type RoundRefusal, waitOf } from './codes.ts';
import { type Method, rulesOf } from './method.ts';
import { stateOf } from './round.ts';

export type Challenge = {
  customerId: string;
  method: Method;
  /** The customer's epoch when the password was right. */
  epoch: number;
  /** `countersAfter` of the codes at that moment. */
  lockedRounds: number;
  completedRounds: number;
  /** ms since 1970. */
  issuedAt: number;
  stayLoggedIn: boolean;
  /** Of a shop that keeps passwords itself: the client by whose word the password was right. */
  clientId?: string;
};

/** What of a customer decides over a challenge. */
export type ChallengedCustomer = Codes & { factor?: Method; epoch: number };

export function issueChallenge(
  customer: ChallengedCustomer & { factor: Method; customerId: string },
  wanted: Pick<Challenge, 'stayLoggedIn' | 'clientId'>,
  now: number,
): Challenge {
  const { customerId, factor, epoch } = customer;
  return { customerId, method: factor, epoch, ...countersAfter(customer, now), issuedAt: now, ...wanted };
}

const challengeEndsAt = (challenge: Challenge): number => challenge.issuedAt + CHALLENGE_LIFETIME;

export const isTooOld = (challenge: Challenge, now: number): boolean => now >= challengeEndsAt(challenge);

/** Why a challenge cannot go on, whatever is typed. `undefined`: it can. */
export type ChallengeEnd = 'challenge_expired' | 'invalid_challenge' | 'challenge_locked';

/**
 * Is this challenge over? The epoch first: a change of the factor ends every flow. Then the counters: a lock, or a right
 * code, ends the flows that shared the round.
 */
export function challengeEnd(challenge: Challenge, customer: ChallengedCustomer | undefined, now: number): ChallengeEnd | undefined {
  if (isTooOld(challenge, now)) return 'challenge_expired';
  if (!customer || customer.epoch !== challenge.epoch || customer.factor !== challenge.method) return 'invalid_challenge';
  const counters = countersAfter(customer, now);
  if (challenge.lockedRounds < counters.lockedRounds) return 'challenge_locked';
  if (challenge.completedRounds < counters.completedRounds) return 'invalid_challenge';
  return undefined;
}

/** `changed`: a security change was under way, and what it was to change is another by now. */
export type Refusal = { code: ChallengeEnd | 'changed' } | RoundRefusal;

/**
 * Why a guess with this challenge was not evaluated, from the state that refused it. `isAtHand`: the code is the customer's already,
 * an app's or a recovery code; otherwise one has to be sent.
 */
export function guessRefusal(challenge: Challenge, customer: ChallengedCustomer | undefined, isAtHand: boolean, now: number): Refusal {
  const end = challengeEnd(challenge, customer, now);
  if (end || !customer) return { code: end ?? 'invalid_challenge' };
  return notNow(customer, isAtHand, now);
}

/** The ledger is full, the row waits, or no code is there that could be right. A wait for what is not there would promise nothing. */
function notNow(codes: Codes, isAtHand: boolean, now: number): RoundRefusal {
  const wait = waitOf(codes, now);
  const isThere = isAtHand || stateOf(codes.round, now).is === 'live';
  return wait && (isThere || wait.code === 'too_many_attempts') ? wait : { code: 'code_expired' };
}

/** Who changes something of their security, as they were when they began: in an epoch, with a factor. */
type Changing = { epoch: number; method: Method };

/** Why a guess that confirms a security change was not evaluated. */
export function stepUpRefusal(
  { epoch, method }: Changing,
  customer: ChallengedCustomer | undefined,
  isAtHand: boolean,
  now: number,
): Refusal {
  if (!customer || customer.epoch !== epoch || customer.factor !== method) return { code: 'changed' };
  // For a code that is at hand a lock is nothing but the wait after it.
  if (!isAtHand && stateOf(customer.round, now).is === 'locked') return { code: 'challenge_locked' };
  return notNow(customer, isAtHand, now);
}

/** What the client is told of a pending challenge. Times in ms since 1970. */
export type ChallengeView = {
  method: Method;
  sent: boolean;
  sentAt?: number;
  codeExpiresAt?: number;
  /** When a next code can be sent; where none is sent: when it can be tried again, absent if that is now. */
  resendAt?: number;
  attemptsLeft: number;
  expiresAt: number;
};

/** The view of a challenge whose customer's codes are `codes`; `sent`: this very call dispatched the code. */
export function viewOf(challenge: Challenge, codes: Codes, sent: boolean, now: number): ChallengeView {
  const state = stateOf(codes.round, now);
  const { method } = challenge;
  const { dispatches } = rulesOf(method);
  const isOwn = state.is === 'live' && (!dispatches || state.purpose === 'login');
  const attemptsLeft = isOwn ? state.attemptsLeft : Math.min(ATTEMPTS_PER_CODE, budgetLeft(codes, now));
  const view = { method, sent, attemptsLeft, expiresAt: challengeEndsAt(challenge) };
  if (!dispatches) {
    const triedAgainAt = nextTryAt(codes, now);
    return triedAgainAt > now ? { ...view, resendAt: triedAgainAt } : view;
  }
  const { lastSentAt } = codes;
  const dispatched = isOwn && lastSentAt !== undefined ? { sentAt: lastSentAt, codeExpiresAt: state.expiresAt } : {};
  return { ...view, ...dispatched, resendAt: nextDispatchAt(codes, now) };
}

/** When a code that is at hand can be tried: now, or once the row has waited and the ledger has room. */
export const nextTryAt = (codes: Codes, now: number): number => Math.max(now, nextRoundAt(codes, now));
