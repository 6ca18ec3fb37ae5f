import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../shared/flow/budgets.ts';
import { emptyLedger, type Ledger, withWrong, wrongCodesIn, wrongCountsUntil } from '../../shared/flow/ledger.ts';

const start = Date.UTC(2026, 0, 1);

/** The ledger after `count` wrong codes at each of the times, pruned at the last one. */
const written = (times: number[], count = 1, before: Ledger = emptyLedger) =>
  times.reduce((ledger, at) => withWrong(ledger, at, count, at), before);

describe('the ledger', () => {
  it('has nothing in it before the first wrong code, and nothing for none', () => {
    expect(wrongCodesIn(emptyLedger)).toEqual([]);
    expect(withWrong(emptyLedger, start, 0, start)).toEqual(emptyLedger);
  });

  it('counts by the minute, rounded up', () => {
    const ledger = written([start, start + 1, start + MINUTE, start + HOUR]);
    expect(wrongCodesIn(ledger)).toEqual([
      { at: start, count: 1 },
      { at: start + MINUTE, count: 2 },
      { at: start + HOUR, count: 1 },
    ]);
    expect(ledger).toHaveLength(4 + 3 * 2);
  });

  it('keeps them in order, whichever was first known of', () => {
    const ledger = withWrong(written([start + HOUR]), start, 2, start + HOUR);
    expect(wrongCodesIn(ledger)).toEqual([
      { at: start, count: 2 },
      { at: start + HOUR, count: 1 },
    ]);
  });

  it('holds more than 31 of one minute, and a hundred', () => {
    for (const count of [31, 32, 62, 100]) {
      const ledger = withWrong(emptyLedger, start, count, start);
      expect(wrongCodesIn(ledger).reduce((sum, each) => sum + each.count, 0)).toBe(count);
      expect(wrongCodesIn(withWrong(ledger, start, 1, start)).reduce((sum, each) => sum + each.count, 0)).toBe(count + 1);
    }
  });

  it('forgets a wrong code 24 hours later, not before, and less than a minute after', () => {
    const at = start + 1;
    expect(wrongCountsUntil(at)).toBe(start + MINUTE + DAY);
    const ledger = written([at]);
    expect(wrongCodesIn(withWrong(ledger, at, 0, wrongCountsUntil(at) - 1))).toHaveLength(1);
    expect(withWrong(ledger, at, 0, wrongCountsUntil(at))).toEqual(emptyLedger);
  });

  it('has room for 31 of a minute in two bytes', () => {
    expect([1, 31, 32].map((count) => withWrong(emptyLedger, start, count, start).length)).toEqual([6, 6, 8]);
  });

  it('takes 204 bytes for a hundred wrong codes, however they are spread over the day, and 44 for twenty locks', () => {
    const spread = (count: number) => Array.from({ length: count }, (_, index) => start + index * Math.floor((DAY - MINUTE) / count));
    expect(written(spread(100))).toHaveLength(204);
    expect(written(spread(20), 5)).toHaveLength(44);
    expect(wrongCodesIn(written(spread(100)))).toEqual(spread(100).map((at) => ({ at: Math.ceil(at / MINUTE) * MINUTE, count: 1 })));
  });

  it('is read from the middle of other bytes, as a client of DynamoDB hands it over', () => {
    const ledger = written([start, start + HOUR]);
    const among = new Uint8Array([1, 2, 3, ...ledger, 4]).subarray(3, 3 + ledger.length);
    expect(wrongCodesIn(among)).toEqual(wrongCodesIn(ledger));
  });
});
