/**
 * How often a password may be tried. Two budgets: a narrow one per username and source network, a wide one per username.
 * Neither ever becomes a permanent lock, and a network the customer has logged in from is spared by the wide one, so
 * strangers all over the world cannot keep the owner out at home (OWASP: slow down online guessing, device cookies).
 */
import { DAY, MINUTE, SECOND } from './budgets.ts';

/** One budget's facts, as the store keeps them. Times in ms since 1970. */
export type Tries = {
  /** Wrong passwords in a row. */
  failures: number;
  lastFailureAt: number;
  /** No try is evaluated before this. */
  nextTryAt: number;
  /** Narrow budget only: the last right password from this network. */
  succeededAt?: number;
};

export type Budget = { free: number; longestWait: number };

export const narrow: Budget = { free: 5, longestWait: 15 * MINUTE };
export const wide: Budget = { free: 100, longestWait: 15 * MINUTE };

/** A network is known for this long after a right password from it. */
export const NETWORK_KNOWN_FOR = 90 * DAY;
/** A row of wrong passwords is forgotten after a day without one. */
export const FAILURES_FORGOTTEN_AFTER = DAY;

/** The wait after the `failures`-th wrong password in a row: 1, 2, 4 … s from the `free`-th on. */
export function waitAfter(failures: number, budget: Budget): number {
  if (failures < budget.free) return 0;
  return Math.min(SECOND * 2 ** (failures - budget.free), budget.longestWait);
}

export function afterWrongPassword(tries: Tries | undefined, budget: Budget, now: number): Tries {
  const inARow = tries && tries.lastFailureAt > now - FAILURES_FORGOTTEN_AFTER ? tries.failures : 0;
  const failures = inARow + 1;
  const known = tries?.succeededAt === undefined ? {} : { succeededAt: tries.succeededAt };
  return { failures, lastFailureAt: now, nextTryAt: now + waitAfter(failures, budget), ...known };
}

export const networkIsKnown = (tries: Tries | undefined, now: number): boolean => (tries?.succeededAt ?? 0) > now - NETWORK_KNOWN_FOR;

/** When a try may next be evaluated; not in the future: now. */
export function nextTryAt(ofNetwork: Tries | undefined, ofUsername: Tries | undefined, now: number): number {
  const wideWait = networkIsKnown(ofNetwork, now) ? 0 : (ofUsername?.nextTryAt ?? 0);
  return Math.max(ofNetwork?.nextTryAt ?? 0, wideWait);
}

/** Does a right password leave anything to write: a row of failures to end, a network to get to know (again)? */
export function rightPasswordIsNews(ofNetwork: Tries | undefined, now: number): boolean {
  return (ofNetwork?.failures ?? 0) > 0 || (ofNetwork?.succeededAt ?? 0) < now - NETWORK_KNOWN_FOR / 3;
}
