/** What `npm run bench` makes of what it measures. That it measures is seen by running it. */
import { describe, expect, test } from 'vitest';
import { amountsOf, billOf } from '../../bench/bill.ts';
import { stands, uses } from '../../bench/prices.ts';
import { longestRow, quantile, ratios, spread, welchT } from '../../bench/statistics.ts';
import { meetsGoal, missed, type Section, table } from '../../bench/table.ts';

describe('the figures', () => {
  test('are medians with the quartiles around them, whatever the order of the runs', () => {
    expect(spread([4, 1, 3, 2])).toEqual({ median: 2.5, lower: 1.75, upper: 3.25 });
    expect(spread([30, 10, 20])).toEqual({ median: 20, lower: 15, upper: 25 });
    expect(
      quantile(
        Array.from({ length: 101 }, (_, nth) => nth),
        0.99,
      ),
    ).toBe(99);
  });

  test('are ratios of what was measured side by side, so a minute in which everything is slow moves none', () => {
    expect(ratios([80, 800, 8000], [100, 1000, 10_000])).toEqual([0.8, 0.8, 0.8]);
  });

  test('tell two samples apart as Welch does', () => {
    expect(welchT([1, 2, 3, 4], [1, 2, 3, 4])).toBe(0);
    // Variances 1 and 4, three values each: (2 - 5) / sqrt(1/3 + 4/3).
    expect(welchT([1, 2, 3], [3, 5, 7])).toBeCloseTo(-3 / Math.sqrt(5 / 3), 12);
  });
});

describe('calls in a row', () => {
  const call = (began: number, ended: number) => ({ began, ended });

  test('are those that begin after the one before has ended', () => {
    expect(longestRow([call(0, 10), call(11, 20), call(21, 30)])).toHaveLength(3);
    expect(longestRow([call(0, 10), call(1, 11), call(2, 12)])).toHaveLength(1);
  });

  test('are counted through what is under way beside them', () => {
    // Keys, username and switch together; five keys opened beside the customer; the dispatch; the e-mail.
    const together = [call(0, 10), call(1, 11), call(2, 12)];
    const then = [...Array(5).fill(call(12, 22)), call(13, 23)];
    expect(longestRow([call(35, 45), ...then, call(24, 34), ...together])).toHaveLength(4);
  });
});

describe('the bill', () => {
  const warm = { calls: 4, row: ['dynamodb', 'dynamodb', 'ses'], read: 6, write: 2, services: { dynamodb: 3, ses: 1 }, kms: 0 };

  test('of a million logins is what each uses, at list prices', () => {
    const { note, value, unit } = billOf([amountsOf({ warm, ms: 30, logged: 400 })]);
    // 30 ms of work and 70 of waiting (5 + 5 + 60), at 1,769 MB.
    const time = 0.1 * (1769 / 1024) * 13.3334;
    expect(unit).toBe('$');
    expect(value).toBeCloseTo(3.5 + 0.6 + 0.2 + time + 2 * 0.625 + 6 * 0.125 + 100 + 0.2 + 5, 6);
    expect(note).toContain('SES 100.00');
    expect(note).not.toContain('KMS');
  });

  test('of two requests is that of both together', () => {
    const once = amountsOf({ warm, ms: 30, logged: 400 });
    expect(billOf([once, once]).value).toBeCloseTo(2 * (billOf([once]).value as number), 6);
  });

  test('names the source of every price, and when it was looked at', () => {
    for (const { source, seen } of [...Object.values(uses), ...Object.values(stands)]) {
      expect(source).toMatch(/^https:\/\/aws\.amazon\.com\//);
      expect(seen).toMatch(/^\d{4}-\d{2}$/);
    }
  });
});

describe('the table', () => {
  const sections: Section[] = [
    {
      title: 'cold start',
      rows: [
        { what: 'login', value: { median: 0.843, lower: 0.81, upper: 0.9 }, goal: { most: 0.85 }, note: '80 ms ÷ 95 ms' },
        { what: 'others', value: { median: 1.043, lower: 1, upper: 1.1 }, goal: { most: 1 } },
      ],
    },
    {
      title: 'speed',
      rows: [
        { what: 'logins a second', value: 3.5, goal: { least: 3 } },
        { what: 'bill', value: 112.4, unit: '$' },
      ],
    },
  ];

  test('is one, in Markdown, with a line for each figure', () => {
    expect(table(sections).split('\n')).toEqual([
      '| measured | median | quartiles | goal | beside |',
      '|---|---|---|---|---|',
      '| **cold start** |  |  |  |  |',
      '| login | 0.84 | 0.81 – 0.90 | ≤ 0.85 ✓ | 80 ms ÷ 95 ms |',
      '| others | 1.04 | 1 – 1.10 | ≤ 1 ✗ |  |',
      '| **speed** |  |  |  |  |',
      '| logins a second | 3.50 |  | ≥ 3 ✓ |  |',
      '| bill | 112 $ |  |  |  |',
    ]);
  });

  test('judges by the median, and by nothing where there is no goal', () => {
    expect(missed(sections).map(({ what }) => what)).toEqual(['others']);
    expect(meetsGoal({ what: 'at the goal', value: 1, goal: { most: 1 } })).toBe(true);
    expect(meetsGoal({ what: 'below the goal', value: 2.999, goal: { least: 3 } })).toBe(false);
    expect(meetsGoal({ what: 'not measured', value: Number.NaN, goal: { most: 1 } })).toBe(false);
  });
});
