import { describe, expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { afterWrongPassword, narrow, nextTryAt, type Tries, waitAfter, wide } from '../../shared/flow/password-tries.ts';

const now = Date.UTC(2026, 0, 1);
const failed = (times: number, tries?: Tries): Tries | undefined => {
  let after = tries;
  for (let i = 0; i < times; i++) after = afterWrongPassword(after, narrow, now);
  return after;
};

describe('wrong passwords', () => {
  it('are free five times, then each further try waits 1, 2, 4 … s, at most 15 minutes', () => {
    expect([4, 5, 6, 7, 14, 15, 300].map((failures) => waitAfter(failures, narrow) / SECOND)).toEqual([0, 1, 2, 4, 512, 900, 900]);
    expect(nextTryAt(failed(4), undefined, now)).toBe(now);
    expect(nextTryAt(failed(5), undefined, now)).toBe(now + SECOND);
  });

  it('are forgotten after a day without one', () => {
    expect(afterWrongPassword({ failures: 40, lastFailureAt: now - DAY, nextTryAt: now }, narrow, now).failures).toBe(1);
  });

  it('from all over the world wait together, except on a network the owner has logged in from', () => {
    const attacked: Tries = { failures: 120, lastFailureAt: now, nextTryAt: now + wide.longestWait };
    const athome: Tries = { failures: 0, lastFailureAt: 0, nextTryAt: 0, succeededAt: now - DAY };
    expect(nextTryAt(undefined, attacked, now)).toBe(now + 15 * MINUTE);
    expect(nextTryAt(athome, attacked, now)).toBeLessThanOrEqual(now);
  });
});
