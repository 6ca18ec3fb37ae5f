/**
 * How often a password may be tried. Two budgets: a narrow one per username and source network, a wide one per username.
 * Neither ever becomes a permanent lock, and a network the customer has logged in from is spared by the wide one, so
 * strangers all over the world cannot keep the owner out at home (OWASP: slow down online guessing, device cookies).
 */
import {
  FAILURES_FORGOTTEN_AFTER,
  FIRST_PASSWORD_WAIT,
  LONGEST_PASSWORD_WAIT,
  NETWORK_KNOWN_FOR,
  PASSWORDS_FREE_PER_NETWORK,
  PASSWORDS_FREE_PER_USERNAME,
} from './budgets.ts';

/** One budget's facts, as the store keeps them. Times in ms since 1970. */
export type Tries = {
  /** Moves with every try that is written: what was read is compared by it. */
  version: number;
  /** Wrong passwords in a row. */
  failures: number;
  lastFailureAt: number;
  /** No try is evaluated before this. */
  nextTryAt: number;
  /** Narrow budget only: the last right password from this network. */
  succeededAt?: number;
};

/** Both budgets of a username at a network; one that nobody has tried yet is not there. */
export type BothTries = { ofNetwork: Tries | undefined; ofUsername: Tries | undefined };

export type Budget = { free: number; longestWait: number };

export const narrow: Budget = { free: PASSWORDS_FREE_PER_NETWORK, longestWait: LONGEST_PASSWORD_WAIT };
export const wide: Budget = { free: PASSWORDS_FREE_PER_USERNAME, longestWait: LONGEST_PASSWORD_WAIT };

/** A network that stays in use is got to know again after this, so that a daily login is no daily write. */
const KNOWN_ANEW_AFTER = NETWORK_KNOWN_FOR / 3;

/** The wait after the `failures`-th wrong password in a row: 1, 2, 4 … s from the `free`-th on. */
export function waitAfter(failures: number, budget: Budget): number {
  if (failures < budget.free) return 0;
  return Math.min(FIRST_PASSWORD_WAIT * 2 ** (failures - budget.free), budget.longestWait);
}

/** When the first wait of a network ends that begins now. */
export const firstWaitEnds = (now: number): number => now + waitAfter(narrow.free, narrow);

const networkIsKnown = (ofNetwork: Tries | undefined, now: number): boolean =>
  ofNetwork?.succeededAt !== undefined && ofNetwork.succeededAt > now - NETWORK_KNOWN_FOR;

/** What the facts mean: may a password be evaluated at `now`? */
type TriesState = { is: 'open' } | { is: 'waiting'; until: number };

export function stateOf({ ofNetwork, ofUsername }: BothTries, now: number): TriesState {
  const wideWait = networkIsKnown(ofNetwork, now) ? 0 : (ofUsername?.nextTryAt ?? 0);
  const until = Math.max(ofNetwork?.nextTryAt ?? 0, wideWait);
  return until > now ? { is: 'waiting', until } : { is: 'open' };
}

/** A password was compared. `seen`: the budgets as they were read before; it is written on what was seen, or not at all. */
export type PasswordEvent = { password: 'wrong' | 'right'; seen: BothTries };

type PasswordTransition =
  /** What becomes of the budgets that the event moves; one that is left out stays as it is, and nobody asks what it is. */
  | { is: 'moved'; ofNetwork: Tries; ofUsername?: Tries }
  /** A right password with no row to end, from a network that is known well enough. */
  | { is: 'unmoved' }
  /** Not evaluated, so nothing is written. `until`: ms since 1970. */
  | { is: 'waiting'; until: number }
  /** Somebody else's try was written since the budgets were read. */
  | { is: 'overtaken' };

/** The budgets after the event. A wrong password counts in both; from a known network, which the wide one spares, in the narrow one. */
export function transition(tries: BothTries, { password, seen }: PasswordEvent, now: number): PasswordTransition {
  const state = stateOf(seen, now);
  if (state.is === 'waiting') return state;
  const { ofNetwork, ofUsername } = seen;
  if (password === 'right' && !rightPasswordIsNews(ofNetwork, now)) return { is: 'unmoved' };

  const countsWidely = password === 'wrong' && !networkIsKnown(ofNetwork, now);
  if (tries.ofNetwork?.version !== ofNetwork?.version) return { is: 'overtaken' };
  if (countsWidely && tries.ofUsername?.version !== ofUsername?.version) return { is: 'overtaken' };

  if (password === 'right') return { is: 'moved', ofNetwork: afterRight(ofNetwork, now) };
  return {
    is: 'moved',
    ofNetwork: afterWrong(ofNetwork, narrow, now),
    ...(countsWidely && { ofUsername: afterWrong(ofUsername, wide, now) }),
  };
}

/** After a wrong password: has its network just come to the waits? The audit log tells it once a row. */
export const waitsBegin = ({ failures }: Tries): boolean => failures === narrow.free;

const nextVersion = (tries: Tries | undefined) => (tries?.version ?? 0) + 1;

function afterWrong(tries: Tries | undefined, budget: Budget, now: number): Tries {
  const inARow = tries && tries.lastFailureAt > now - FAILURES_FORGOTTEN_AFTER ? tries.failures : 0;
  const failures = inARow + 1;
  const known = tries?.succeededAt === undefined ? {} : { succeededAt: tries.succeededAt };
  return { version: nextVersion(tries), failures, lastFailureAt: now, nextTryAt: now + waitAfter(failures, budget), ...known };
}

/** The row of this network is over. */
const afterRight = (tries: Tries | undefined, now: number): Tries => ({
  version: nextVersion(tries),
  failures: 0,
  lastFailureAt: 0,
  nextTryAt: 0,
  succeededAt: now,
});

/** Is there a row of failures to end, or a network to get to know (again)? */
const rightPasswordIsNews = (ofNetwork: Tries | undefined, now: number): boolean =>
  ofNetwork?.succeededAt === undefined || ofNetwork.failures > 0 || ofNetwork.succeededAt < now - KNOWN_ANEW_AFTER;
