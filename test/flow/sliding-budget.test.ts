import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../shared/flow/budgets.ts';
import { type Account, countedAt, freeAt, QUARTER, transition, type Use } from '../../shared/flow/sliding-budget.ts';

const start = Date.UTC(2026, 0, 1);
const use = (at: number, id = 'a'): Use => ({ at, count: 1, id });
const few = (uses: Use[], most = 2): Account => ({ keeps: 'each', most, uses });
const many = (uses: Use[], most = 10): Account => ({ keeps: 'quarters', most, uses });
const mine = { id: 'mine', at: start };
const take = { is: 'take', taking: mine } as const;
const giveBack = { is: 'give back', taking: mine } as const;

describe('a budget of 24 hours', () => {
  it('counts a use from its moment in a small one, from the end of its quarter in a large one', () => {
    expect(QUARTER).toBe(15 * MINUTE);
    expect([0, 1, QUARTER - 1].map((after) => countedAt('each', start + after))).toEqual([start, start + 1, start + QUARTER - 1]);
    expect([0, 1, QUARTER - 1, QUARTER].map((after) => countedAt('quarters', start + after) - start)).toEqual([
      QUARTER,
      QUARTER,
      QUARTER,
      2 * QUARTER,
    ]);
  });

  it('has one left again a day after the use that fills it, which is the oldest that has to go', () => {
    const now = start + 3;
    expect(freeAt([few([use(start)])], now)).toBe(now);
    expect(freeAt([few([use(start), use(start + 1)])], now)).toBe(start + DAY);
    expect(freeAt([few([use(start + 2), use(start), use(start + 1)])], now)).toBe(start + 1 + DAY);
    expect(
      freeAt(
        [
          many([
            { at: start, count: 4 },
            { at: start + QUARTER, count: 7 },
          ]),
        ],
        now,
      ),
    ).toBe(start + DAY);
    expect(
      freeAt(
        [
          many([
            { at: start, count: 4 },
            { at: start + QUARTER, count: 10 },
          ]),
        ],
        now,
      ),
    ).toBe(start + QUARTER + DAY);
  });

  it('does not count what is a day old', () => {
    expect(freeAt([few([use(start), use(start + 1)])], start + DAY)).toBe(start + DAY);
  });

  it('of none has none tomorrow either', () => {
    expect(freeAt([few([], 0)], start)).toBe(start + DAY);
    expect(freeAt([few([], 1)], start)).toBe(start);
  });

  it('is free with the others that move with it, the last of them', () => {
    const [full, fuller] = [few([use(start)], 1), few([use(start + 1)], 1)];
    expect(freeAt([full, fuller, few([])], start + 1)).toBe(start + 1 + DAY);
    expect(freeAt([], start)).toBe(start);
  });
});

describe('a use', () => {
  it('is taken out of all budgets, and what counts no more goes', () => {
    const old = use(start - DAY, 'old');
    const inQuarter = { at: start + QUARTER, count: 2 };
    const moved = transition([few([old, use(start - 1)]), many([{ at: start - DAY, count: 3 }, inQuarter]), many([])], take, start);
    expect(moved).toEqual({
      is: 'moved',
      uses: [[use(start - 1), use(start, 'mine')], [{ at: start + QUARTER, count: 3 }], [{ at: start + QUARTER, count: 1 }]],
    });
    const another = { at: start - QUARTER, count: 1 };
    expect(transition([many([another])], take, start)).toEqual({ is: 'moved', uses: [[another, { at: start + QUARTER, count: 1 }]] });
  });

  it('is taken out of none where one of them is used up', () => {
    expect(transition([few([]), few([use(start - 1)], 1)], take, start)).toEqual({ is: 'used up', freeAt: start - 1 + DAY });
  });

  it('is given back to all of them, by its own name, and what counts no more goes', () => {
    const before = [
      few([use(start - DAY), use(start, 'another'), use(start, 'mine'), use(start - 1, 'mine')], 9),
      many([
        { at: start - DAY, count: 3 },
        { at: start + QUARTER, count: 2 },
        { at: start, count: 1 },
      ]),
      many([{ at: start + QUARTER, count: 1 }]),
    ];
    expect(transition(before, giveBack, start)).toEqual({
      is: 'moved',
      uses: [
        [use(start, 'another'), use(start - 1, 'mine')],
        [
          { at: start + QUARTER, count: 1 },
          { at: start, count: 1 },
        ],
        [],
      ],
    });
  });

  it('is given back to none where one of them does not know it', () => {
    const known = few([use(start, 'mine')]);
    const strangers = [few([use(start, 'another')]), few([use(start + 1, 'mine')]), many([]), many([{ at: start, count: 1 }])];
    expect(transition([known], giveBack, start)).toEqual({ is: 'moved', uses: [[]] });
    for (const stranger of [...strangers, many([{ at: start + QUARTER, count: 0 }])]) {
      expect(transition([known, stranger], giveBack, start)).toEqual({ is: 'unknown' });
    }
  });
});
