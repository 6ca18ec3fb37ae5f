/**
 * A budget that slides: at most so many of a thing in any 24 hours, whatever the date.
 *
 * A small budget keeps each use, to the millisecond. A large one (the shop's thousands of SMS) keeps how many there were in each
 * quarter of an hour: at most 97 numbers, however many are sent. They count until 24 hours after the *end* of their quarter, so
 * no 24 hours ever hold more than the budget, and what is used comes back up to a quarter of an hour late.
 */
import { MINUTE } from './budgets.ts';
import { counts, countsUntil } from './lately.ts';

/** `each`: every use with its time and id. `quarters`: a number a quarter of an hour. */
export type Kept = 'each' | 'quarters';

/** Uses that count from `at` (ms since 1970) for 24 hours; `id`: whose it is, where each is kept. */
export type Use = { at: number; count: number; id?: string };

/** A budget as it stands. `most`: how many there may be in any 24 hours. */
export type Account = { keeps: Kept; most: number; uses: readonly Use[] };

/** What somebody takes, or took, out of budgets: the moment, and an id of its own. */
export type Taking = { id: string; at: number };

export type BudgetEvent = { is: 'take'; taking: Taking } | { is: 'give back'; taking: Taking };

/** `used up`: nothing was taken; `freeAt` (ms since 1970) is when it can be. `unknown`: there is no such use to give back. */
type BudgetOutcome = { is: 'moved'; uses: Use[][] } | { is: 'used up'; freeAt: number } | { is: 'unknown' };

export const QUARTER = 15 * MINUTE;

/** The moment under which a use is counted: its own, or the end of its quarter. */
export const countedAt = (keeps: Kept, at: number): number => (keeps === 'each' ? at : (Math.floor(at / QUARTER) + 1) * QUARTER);

/** When all of the budgets have one left; `now`, if they do. A budget of none has none tomorrow either. */
export function freeAt(accounts: readonly Account[], now: number): number {
  return Math.max(now, ...accounts.map((account) => freeAtOf(account, now)));
}

function freeAtOf({ most, uses }: Account, now: number): number {
  if (most < 1) return countsUntil(now);
  let used = 0;
  // From the newest on: the one with which the budget is used up has to go. If it counts no more, that was before `now`.
  for (const use of uses.toSorted((one, other) => other.at - one.at)) {
    used += use.count;
    if (used >= most) return countsUntil(use.at);
  }
  return now;
}

/** Out of all of the budgets, or out of none; and the same back. */
export function transition(accounts: readonly Account[], event: BudgetEvent, now: number): BudgetOutcome {
  const { taking } = event;
  if (event.is === 'take') {
    const free = freeAt(accounts, now);
    if (free > now) return { is: 'used up', freeAt: free };
    return { is: 'moved', uses: accounts.map((account) => withUse(account, taking, now)) };
  }
  const isThere = accounts.every(({ keeps, uses }) => uses.some((use) => isOf(use, keeps, taking)));
  if (!isThere) return { is: 'unknown' };
  return { is: 'moved', uses: accounts.map((account) => withoutUse(account, taking, now)) };
}

/** Is it the use, or one of the uses, that a taking has left? */
const isOf = (use: Use, keeps: Kept, { id, at }: Taking): boolean =>
  use.at === countedAt(keeps, at) && use.count > 0 && (keeps === 'quarters' || use.id === id);

function withUse({ keeps, uses }: Account, { id, at: takenAt }: Taking, now: number): Use[] {
  const at = countedAt(keeps, takenAt);
  const counting = uses.filter((use) => counts(use.at, now));
  if (keeps === 'each') return [...counting, { at, count: 1, id }];
  const inQuarter = counting.find((use) => use.at === at)?.count ?? 0;
  return [...counting.filter((use) => use.at !== at), { at, count: inQuarter + 1 }];
}

function withoutUse({ keeps, uses }: Account, taking: Taking, now: number): Use[] {
  return uses
    .filter((use) => counts(use.at, now))
    .map((use) => (isOf(use, keeps, taking) ? { ...use, count: use.count - 1 } : use))
    .filter(({ count }) => count > 0);
}
