import { describe, expect, it } from 'vitest';
import { DAY } from '../../shared/flow/budgets.ts';
import { enoughBefore, REMEMBERED_PER_NETWORK, workFor, workSuffices } from '../../shared/flow/support-limits.ts';

const now = Date.UTC(2026, 0, 1);
/** So many requests a moment ago, and before them so many of yesterday. */
const lately = (recent: number, old = 0) => [...Array<number>(recent).fill(now), ...Array<number>(old).fill(now - DAY)];

describe('requests of one network', () => {
  it('cost plain work three times, then twice as much each, sixteen times at most', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((count) => workFor(lately(count), now))).toEqual([1, 1, 1, 2, 4, 8, 16, 16]);
    expect(workFor(lately(2, 5), now)).toBe(1);
    expect(REMEMBERED_PER_NETWORK).toBe(7);
  });

  it('are counted for the work that was done, were it more than is asked', () => {
    expect([1, 2, 3, 4, 8, 15, 16, 32].map(enoughBefore)).toEqual([3, 4, 4, 5, 6, 6, undefined, undefined]);
    expect(workSuffices(1, lately(2), now)).toBe(true);
    expect(workSuffices(1, lately(3), now)).toBe(false);
    expect(workSuffices(4, lately(3), now)).toBe(true);
    expect(workSuffices(16, lately(7), now)).toBe(true);
  });
});
