/** The one thing that is remembered of all imports together: how long the slowest hash took that was accepted. */
import { update } from './data.ts';
import { type Condition, condition } from './expressions.ts';
import { partitions } from './partitions.ts';
import type { Item, Key } from './table.ts';

export const slowestHashKey: Key = { pk: `${partitions.hashes}IMPORTED`, sk: 'SLOWEST' };

/** Milliseconds; `undefined`: nothing was ever imported. */
export const slowestHashFrom = (item: Item | undefined): number | undefined => (item as (Item & { slowest: number }) | undefined)?.slowest;

/** Nothing that takes as long was imported before. */
const isSlowest = (took: number): Condition =>
  condition('isSlowest', '(attribute_not_exists(slowest) OR slowest < :took)', { ':took': took });

/** From here on wrong passwords wait at least for this one. It comes before the hash itself, which nobody may meet without it. */
export async function noteSlowestHash(took: number): Promise<void> {
  await update(slowestHashKey, { set: { slowest: took } }, isSlowest(took));
}
