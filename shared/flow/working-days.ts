/**
 * The time in which support requests should be answered: one working day. Working days are Monday to Friday without the
 * holidays, in UTC, from midnight to midnight; a shop's office hours are its own affair.
 */
import { DAY } from './budgets.ts';

/** Holidays as `YYYY-MM-DD`. */
type Holidays = ReadonlySet<string>;

/**
 * The moment by which a request made at `from` should be answered: once 24 hours that lie on working days have passed. So one
 * made on a working day is due at the same time of the next one, and one made on a Saturday at the end of Monday.
 * Both in milliseconds since 1970-01-01 UTC.
 */
export function workingDayEnd(from: number, holidays: Holidays): number {
  let left = DAY;
  let at = from;
  while (true) {
    const midnight = (Math.floor(at / DAY) + 1) * DAY;
    if (isWorkingDay(at, holidays)) {
      if (at + left <= midnight) return at + left;
      left -= midnight - at;
    }
    at = midnight;
  }
}

/** Whether a request made at `from` and open at `now` should have been answered by now. */
export function isOverdue(from: number, now: number, holidays: Holidays): boolean {
  return now > workingDayEnd(from, holidays);
}

function isWorkingDay(at: number, holidays: Holidays): boolean {
  const date = new Date(at);
  const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  return !isWeekend && !holidays.has(date.toISOString().slice(0, 10));
}
