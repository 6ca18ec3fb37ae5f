import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../shared/flow/budgets.ts';
import { isOverdue, workingDayEnd } from '../../shared/flow/working-days.ts';

const none = new Set<string>();
const at = (time: string) => Date.parse(`${time}Z`);
const due = (from: string, holidays: ReadonlySet<string> = none) => new Date(workingDayEnd(at(from), holidays)).toISOString().slice(0, 16);

describe('a support request', () => {
  test.each([
    ['on a Wednesday at the same time on Thursday', '2026-11-18T09:30', '2026-11-19T09:30'],
    ['on a Friday at the same time on Monday', '2026-11-20T16:45', '2026-11-23T16:45'],
    ['on a Saturday at the end of Monday', '2026-11-21T11:00', '2026-11-24T00:00'],
    ['on a Sunday at the end of Monday', '2026-11-22T23:59', '2026-11-24T00:00'],
    ['at the first moment of a Monday at the end of it', '2026-11-23T00:00', '2026-11-24T00:00'],
    ['at the first moment of a Friday at the end of it', '2026-11-20T00:00', '2026-11-21T00:00'],
    ['on the last day of a year on the first working one of the next', '2026-12-31T12:00', '2027-01-01T12:00'],
  ])('made %s', (_, from, answeredBy) => {
    expect(due(from)).toBe(answeredBy);
  });

  test('waits for no holiday, nor for several with a weekend between them', () => {
    expect(due('2026-11-16T09:00', new Set(['2026-11-17']))).toBe('2026-11-18T09:00');
    const christmas = new Set(['2026-12-24', '2026-12-25', '2026-12-26']);
    expect(due('2026-12-23T15:00', christmas)).toBe('2026-12-28T15:00');
    expect(due('2026-12-24T15:00', christmas)).toBe('2026-12-29T00:00');
  });

  test('is overdue once the target has passed, not at it', () => {
    const from = at('2026-11-20T16:45');
    const target = workingDayEnd(from, none);
    expect([from, target - 1, target, target + 1, target + DAY].map((now) => isOverdue(from, now, none))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  test('has a working day of 24 hours and not a minute less, whenever it was made', () => {
    const start = at('2026-11-16T00:00');
    const days = fc.integer({ min: 0, max: 20 }).map((day) => new Date(start + day * DAY).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14 * 24 }), fc.array(days), (hours, list) => {
        const holidays = new Set(list);
        const from = start + hours * HOUR;
        const end = workingDayEnd(from, holidays);
        let worked = 0;
        for (let hour = from; hour < end; hour += HOUR) {
          const date = new Date(hour);
          if (![0, 6].includes(date.getUTCDay()) && !holidays.has(date.toISOString().slice(0, 10))) worked++;
        }
        expect(worked).toBe(24);
      }),
    );
  });
});
