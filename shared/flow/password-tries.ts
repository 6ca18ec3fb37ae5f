/**
 * How often a password may be tried. A known device, one that the customer has logged in from or set a new password on, has a budget of
 * its own, and so has a session that asks for the password again: no stranger can spend them. Everybody else shares two: a narrow one
 * per username and source network, which makes wait, and a wide one per username, which asks for a proof of work and refuses nobody
 * (OWASP Authentication Cheat Sheet: slow down online guessing, device cookies).
 */
import {
  FAILURES_FORGOTTEN_AFTER,
  FIRST_PASSWORD_WAIT,
  LONGEST_PASSWORD_WAIT,
  MOST_WORK,
  PASSWORDS_FREE_IN_ROW,
  PASSWORDS_WITHOUT_WORK,
} from './budgets.ts';

/** Wrong passwords in a row, as the store keeps them. Times in ms since 1970. */
export type Row = {
  /** Moves with every try that is written: what was read is compared by it. */
  version: number;
  failures: number;
  lastFailureAt: number;
};

/** A row after whose fifth wrong password each further try waits. */
export type Tries = Row & {
  /** No try is evaluated before this; 0: nobody waits. */
  nextTryAt: number;
};

/** Of the device, or of the session, that a try comes from. */
type OwnBudget = { tries: Tries | undefined };
/** Of a username: at the network that a try comes from, and over all of them. */
type SharedBudgets = { ofNetwork: Tries | undefined; ofUsername: Row | undefined };

/**
 * What a try is held against; a row that has not begun is not there. A device whose own budget waits falls back on those that
 * everybody shares, so that whoever copied its cookie cannot keep its owner out. A session falls back on nothing.
 */
export type Budgets = { own?: OwnBudget | undefined; shared?: SharedBudgets | undefined };

/** The wait after the `failures`-th wrong password in a row: 1, 2, 4 … s from the fifth on. */
export function waitAfter(failures: number): number {
  if (failures < PASSWORDS_FREE_IN_ROW) return 0;
  return Math.min(FIRST_PASSWORD_WAIT * 2 ** (failures - PASSWORDS_FREE_IN_ROW), LONGEST_PASSWORD_WAIT);
}

/** When a first wait ends that begins now. */
export const firstWaitEnds = (now: number): number => now + waitAfter(PASSWORDS_FREE_IN_ROW);

/**
 * How many times the plain work a try takes: none before the hundredth wrong password in a row, then one, and twice as much each time
 * that the row has become twice as long. So the owner of a name that few people guess at hardly notices.
 */
export function workAsked(ofUsername: Row | undefined, now: number): number {
  const inARow = failuresOf(ofUsername, now);
  if (inARow < PASSWORDS_WITHOUT_WORK) return 0;
  return Math.min(2 ** Math.floor(Math.log2(inARow / PASSWORDS_WITHOUT_WORK)), MOST_WORK);
}

/** A row is forgotten after a day without a wrong password. */
const failuresOf = (row: Row | undefined, now: number): number =>
  row && row.lastFailureAt > now - FAILURES_FORGOTTEN_AFTER ? row.failures : 0;

/** What is told instead of a result. `until`: ms since 1970; `work`: how many times the plain work it takes. */
export type NotTried = { is: 'waiting'; until: number } | { is: 'asking'; work: number };

/** What the facts mean: may a password be evaluated at `now`, and by which budget? `work`: what was done for it, 0 for none. */
export function stateOf({ own, shared }: Budgets, work: number, now: number): { is: 'open'; by: 'own' | 'shared' } | NotTried {
  const ownWait = own?.tries?.nextTryAt ?? 0;
  if (own && ownWait <= now) return { is: 'open', by: 'own' };
  if (!shared) return { is: 'waiting', until: ownWait };

  const sharedWait = shared.ofNetwork?.nextTryAt ?? 0;
  if (sharedWait > now) return { is: 'waiting', until: own ? Math.min(ownWait, sharedWait) : sharedWait };
  const asked = workAsked(shared.ofUsername, now);
  return work < asked ? { is: 'asking', work: asked } : { is: 'open', by: 'shared' };
}

/** Was no try written meanwhile to the row that decides: the one of its own, or the one of the network? */
export const isAsBefore = (before: Budgets, after: Budgets, by: 'own' | 'shared'): boolean =>
  by === 'own'
    ? before.own?.tries?.version === after.own?.tries?.version
    : before.shared?.ofNetwork?.version === after.shared?.ofNetwork?.version;

/**
 * A password was compared. `seen`: the budgets as they were read before; it is written on what was seen, or not at all. `alone`: nobody
 * was writing to them when they were read.
 */
export type PasswordEvent = { seen: Budgets; work: number } & ({ password: 'wrong' } | { password: 'right'; alone: boolean });

/** What becomes of the budgets that an event moves; one that is left out stays as it is, and nobody asks what it is. */
export type Moved = { is: 'moved'; own: Tries } | { is: 'moved'; own?: undefined; ofNetwork: Tries; ofUsername?: Row };

type PasswordTransition =
  | Moved
  /** A right password that finds itself the first, so it needs no place among others. */
  | { is: 'unmoved' }
  /** Not evaluated, so nothing is written. */
  | NotTried
  /** Somebody else's try was written since the budgets were read. */
  | { is: 'overtaken' };

/**
 * The budgets after the event. A wrong password counts in the one of its own, or else in both that are shared. A right one takes a place
 * as a wrong one does, and ends the row of where it came from; in an empty row, with nobody else there, it has the first without a write.
 * In the wide budget it takes none: no crowd of strangers is to win races against the owner.
 */
export function transition(budgets: Budgets, event: PasswordEvent, now: number): PasswordTransition {
  const { seen, work } = event;
  const state = stateOf(seen, work, now);
  if (state.is !== 'open') return state;

  if (state.by === 'own') {
    const tries = seen.own?.tries;
    if (isFirst(event, tries, now)) return { is: 'unmoved' };
    if (budgets.own?.tries?.version !== tries?.version) return { is: 'overtaken' };
    return { is: 'moved', own: event.password === 'right' ? ended(tries, now) : afterWrong(tries, now) };
  }

  const { ofNetwork, ofUsername }: Partial<SharedBudgets> = seen.shared ?? {};
  if (isFirst(event, ofNetwork, now)) return { is: 'unmoved' };
  if (budgets.shared?.ofNetwork?.version !== ofNetwork?.version) return { is: 'overtaken' };
  if (event.password === 'right') return { is: 'moved', ofNetwork: ended(ofNetwork, now) };
  if (budgets.shared?.ofUsername?.version !== ofUsername?.version) return { is: 'overtaken' };
  return { is: 'moved', ofNetwork: afterWrong(ofNetwork, now), ofUsername: oneMore(ofUsername, now) };
}

const isFirst = (event: PasswordEvent, tries: Tries | undefined, now: number): boolean =>
  event.password === 'right' && event.alone && failuresOf(tries, now) === 0;

/** After a wrong password: have the waits just begun? The audit log tells it once a row. */
export const waitsBegin = ({ failures }: Row): boolean => failures === PASSWORDS_FREE_IN_ROW;
/** The same of the proof of work. */
export const workBegins = ({ failures }: Row): boolean => failures === PASSWORDS_WITHOUT_WORK;

const nextVersion = (row: Row | undefined) => (row?.version ?? 0) + 1;

const oneMore = (row: Row | undefined, now: number): Row => ({
  version: nextVersion(row),
  failures: failuresOf(row, now) + 1,
  lastFailureAt: now,
});

function afterWrong(tries: Tries | undefined, now: number): Tries {
  const row = oneMore(tries, now);
  const wait = waitAfter(row.failures);
  // A try that began a moment before this one may be compared after it, and no wait is none for it either.
  return { ...row, nextTryAt: wait === 0 ? 0 : now + wait };
}

/** It still says when the row was, by which it is removed some day. */
const ended = (tries: Tries | undefined, now: number): Tries => ({
  version: nextVersion(tries),
  failures: 0,
  lastFailureAt: tries?.lastFailureAt ?? now,
  nextTryAt: 0,
});
