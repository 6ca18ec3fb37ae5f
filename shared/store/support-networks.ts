/** How many support requests came from one source network lately, which decides over the work that the next one costs. */

import { createHash } from 'node:crypto';
import { enoughBefore, REMEMBERED_PER_NETWORK, workFor } from '../flow/support-limits.ts';
import { get, transact } from './data.ts';
import { fewerThan, latelyFrom, oneMore } from './lately.ts';
import { partitions } from './partitions.ts';
import type { Item, Key } from './table.ts';

export const networkKey = (network: string): Key => ({
  pk: `${partitions.network}${createHash('sha256').update(network).digest('base64url')}`,
  sk: 'ASKED',
});

/** The work that a challenge for the network's next request asks for. */
export const readNetworkWork = async (network: string, now: number): Promise<number> =>
  workFor(latelyFrom(await get<Item>(networkKey(network))), now);

/** Counts a request of the network, if `work` is enough for it by now, whatever it was when its challenge was made. */
export async function countOfNetwork(network: string, work: number, now: number): Promise<boolean> {
  const before = enoughBefore(work);
  const step = oneMore(networkKey(network), REMEMBERED_PER_NETWORK, before === undefined ? [] : [fewerThan(before, now)], now);
  // A transaction, so that the same write repeated after a lost answer counts once; several of one network are in each other's way.
  for (let tries = 0; tries < 8; tries++) {
    const counted = await transact([step]);
    if (counted.held) return true;
    if (counted.refusedBy >= 0) return false;
  }
  throw new Error('others of the same network kept asking');
}
