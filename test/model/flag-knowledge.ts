/**
 * What each function may believe of the flag. It keeps what it has read for up to 30 seconds, and goes on with the last
 * known value while SSM cannot be read; so there may be two possible beliefs for a while.
 */
import { flagAge } from './limits.ts';

export type Belief = 'on' | 'off' | 'unknown';

export class FlagKnowledge {
  #beliefs = new Map<string, { possible: Set<Belief>; failedAt: number }>();

  /** A function was asked something for which it wants to know the flag. */
  asked(name: string, flag: 'on' | 'off', ssmFailed: boolean, now: number): Set<Belief> {
    const before = this.#beliefs.get(name) ?? { possible: new Set<Belief>(), failedAt: Number.NEGATIVE_INFINITY };
    const failedAt = ssmFailed ? now : before.failedAt;
    const possible = new Set<Belief>(ssmFailed || now - failedAt < flagAge ? before.possible : []);
    if (!ssmFailed) possible.add(flag);
    if (possible.size === 0) possible.add('unknown');
    this.#beliefs.set(name, { possible, failedAt });
    return possible;
  }

  /** Every function starts cold. */
  forget(): void {
    this.#beliefs.clear();
  }
}
