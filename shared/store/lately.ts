/**
 * When the last few of a thing came, newest first, each time in an attribute of its own: one write asks whether there were fewer than
 * so many in the last 24 hours, and counts one more. The window slides, nothing is reset, and the item never grows.
 */
import { DAY } from '../flow/budgets.ts';
import { dayBefore, type Lately } from '../flow/lately.ts';
import { type Condition, condition } from './expressions.ts';
import type { Item, Key, Step } from './table.ts';

const attribute = (nth: number) => `at${nth}`;

/** The one that is `many` back is older than 24 hours: there were fewer in them. */
export const fewerThan = (many: number, now: number): Condition =>
  condition('fewerThan', `(attribute_not_exists(${attribute(many)}) OR ${attribute(many)} <= :dayAgo)`, { ':dayAgo': dayBefore(now) });

/** The `ttl` of an item whose newest thing is of `now`: a day later nothing of it counts, and another one is for clocks. */
export const ttlOfLately = (now: number): number => Math.ceil((now + 2 * DAY) / 1000);

/** Counts one more at `now`; the item keeps the last `remembered`. */
export function oneMore(key: Key, remembered: number, conditions: Condition[], now: number): Extract<Step, { update: Key }> {
  const names = Array.from({ length: remembered }, (_, index) => attribute(index + 1));
  return { update: key, change: { shift: { names, value: now }, set: { ttl: ttlOfLately(now) } }, if: conditions };
}

export function latelyFrom(item: Partial<Item> = {}): Lately {
  const times: number[] = [];
  for (let at = item[attribute(1)]; typeof at === 'number' && at > 0; at = item[attribute(times.length + 1)]) times.push(at);
  return times;
}
