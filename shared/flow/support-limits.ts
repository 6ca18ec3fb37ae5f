/**
 * How often support can be asked. Per account so many times in 24 hours; per source network without an end, but at a proof of
 * work that grows, so that a flood costs its sender and a household's second request costs next to nothing.
 */
import { MOST_WORK, SUPPORT_REQUESTS_AT_PLAIN_WORK } from './budgets.ts';
import { fewerThan, type Lately } from './lately.ts';

/** How many of a network's last requests can make a difference to its next one. */
export const REMEMBERED_PER_NETWORK = SUPPORT_REQUESTS_AT_PLAIN_WORK + Math.log2(MOST_WORK);

/** The work (1, 2, 4 … plain CAPTCHAs) that the network's next request costs. */
export function workFor(lately: Lately, now: number): number {
  let work = 1;
  // The most always suffices.
  while (!workSuffices(work, lately, now)) work *= 2;
  return work;
}

/** With so much work done, before how many requests of the last 24 hours may this one be the next? `undefined`: any number. */
export function enoughBefore(work: number): number | undefined {
  return work >= MOST_WORK ? undefined : SUPPORT_REQUESTS_AT_PLAIN_WORK + Math.floor(Math.log2(work));
}

export function workSuffices(work: number, lately: Lately, now: number): boolean {
  const many = enoughBefore(work);
  return many === undefined || fewerThan(many, lately, now);
}
