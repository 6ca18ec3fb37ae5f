/**
 * A moment as an e-mail shows it: in UTC and marked so, since an e-mail does not know where it is read.
 *
 * @param at in milliseconds since 1970-01-01 UTC
 * @param dates BCP 47 tag for the form of dates
 * @example utcTime(Date.UTC(2026, 10, 21, 17, 5), 'en-GB') // '21 November 2026 at 17:05 UTC'
 */
export function utcTime(at: number, dates: string): string {
  return `${new Intl.DateTimeFormat(dates, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at)}\u00a0UTC`;
}
