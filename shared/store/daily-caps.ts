/**
 * Caps on what costs money or patience: so many of a thing in one UTC day, counted before the thing is done. A cap is an
 * item per thing and day; a new day is a new item, so nothing has to be reset.
 */
import { DAY } from '../flow/budgets.ts';
import { type Condition, condition } from './expressions.ts';
import { type Step, transact } from './table.ts';

/** `of`: what is counted, never in the clear where it is an address; `most`: how many a day. */
export type DailyCap = { of: string; most: number };

const isBelow = (most: number): Condition => condition('isBelow', '(attribute_not_exists(used) OR used < :most)', { ':most': most });

/** Counts one on every cap, or on none. `false`: one of them is used up. */
export async function countOnCaps(caps: readonly DailyCap[], now: number): Promise<boolean> {
  const day = new Date(now).toISOString().slice(0, 10);
  const ttl = Math.ceil((now + 2 * DAY) / 1000);
  const steps = caps.map(({ of, most }): Step => {
    return { update: { pk: `CAP#${of}`, sk: `DAY#${day}` }, change: { add: { used: 1 }, set: { ttl } }, if: [isBelow(most)] };
  });
  for (let tries = 0; tries < 5; tries++) {
    const counted = await transact(steps);
    if (counted.held) return true;
    if (counted.refusedBy >= 0) return false;
  }
  return false;
}
