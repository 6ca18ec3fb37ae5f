import { describe, expect, it } from 'vitest';
import { DAY } from '../../shared/flow/budgets.ts';
import { afterOneMore, counts, countsUntil, dayBefore, fewerAgainAt, fewerThan } from '../../shared/flow/lately.ts';

const now = Date.UTC(2026, 0, 1);
/** So many a moment ago, and before them so many of yesterday. */
const lately = (recent: number, old = 0) => [...Array<number>(recent).fill(now), ...Array<number>(old).fill(now - DAY)];

it('a thing counts for 24 hours, and then no more', () => {
  expect([now - DAY, now - DAY + 1, now].map((at) => counts(at, now))).toEqual([false, true, true]);
  expect([countsUntil(now), dayBefore(now)]).toEqual([now + DAY, now - DAY]);
});

describe('the last few', () => {
  it('are so many in 24 hours, whatever came before', () => {
    expect([0, 2, 3].map((count) => fewerThan(3, lately(count), now))).toEqual([true, true, false]);
    expect(fewerThan(3, lately(2, 1), now)).toBe(true);
    expect(fewerThan(3, [now, now, now - DAY + 1], now)).toBe(false);
  });

  it('are fewer again a day after the one that is so many back', () => {
    expect(fewerAgainAt(3, [now, now - 1, now - 2])).toBe(now - 2 + DAY);
    expect(fewerAgainAt(3, lately(2))).toBe(0);
  });

  it('are remembered with the newest first, as many as matter', () => {
    expect(afterOneMore([3, 2, 1], 3, 4)).toEqual([4, 3, 2]);
    expect(afterOneMore([], 3, 4)).toEqual([4]);
  });
});
