/**
 * A moment as an e-mail shows it: in the shop's time zone, which it names, since an e-mail does not know where it is read.
 *
 * @param at in milliseconds since 1970-01-01 UTC
 * @param dates BCP 47 tag for the form of dates
 * @param timeZone of IANA
 * @example localTime(Date.UTC(2026, 10, 21, 17, 5), 'en-GB', 'Europe/Prague') // '21 November 2026 at 18:05 (Central European Time)'
 */
export function localTime(at: number, dates: string, timeZone: string): string {
  const moment = new Intl.DateTimeFormat(dates, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);
  if (timeZone === 'UTC') return `${moment}\u00a0UTC`;
  const parts = new Intl.DateTimeFormat(dates, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(at);
  return `${moment} (${parts.find(({ type }) => type === 'timeZoneName')?.value})`;
}
