/**
 * "So many in 24 hours": what counts, and until when. Whatever is counted in the service asks here; how it is kept differs by what it is for.
 *
 * - `Lately`, the times of the last few: the write that counts the next one asks for the one that is so many back. Nothing can be
 *   given back, and nothing need be read.
 * - A sliding budget (`sliding-budget.ts`): several are taken from at once, what was not used is given back, and some hold thousands.
 * - The ledger of wrong codes (`ledger.ts`): two bytes a minute, for a guess must stay one write unit.
 */
import { DAY } from './budgets.ts';

/** A thing counts from its moment on until then, and then no more. */
export const countsUntil = (at: number): number => at + DAY;

export const counts = (at: number, now: number): boolean => countsUntil(at) > now;

/** What came after this moment counts at `now`; ms since 1970. */
export const dayBefore = (now: number): number => now - DAY;

/** When the last few came, newest first. */
export type Lately = readonly number[];

/** Do fewer than `many` count? The one that is `many` back tells it. */
export function fewerThan(many: number, lately: Lately, now: number): boolean {
  const nth = lately[many - 1];
  return nth === undefined || !counts(nth, now);
}

/** When there are fewer than `many` again, if none is added; 0 if that has always been so. */
export function fewerAgainAt(many: number, lately: Lately): number {
  const nth = lately[many - 1];
  return nth === undefined ? 0 : countsUntil(nth);
}

export const afterOneMore = (lately: Lately, remembered: number, now: number): number[] => [now, ...lately].slice(0, remembered);
