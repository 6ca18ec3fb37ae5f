import type { Locale } from '../shared/words/locale.ts';

/**
 * Time left as `4:07`, or `1:04:07` from an hour on. Begun seconds are left out, because the server's clock is known to the second only and
 * five minutes would read 5:01; but while any time is left it never reads 0:00.
 */
export function countdown(milliseconds: number): string {
  const seconds = milliseconds > 0 ? Math.max(1, Math.floor(milliseconds / 1000)) : 0;
  const two = (part: number) => String(part).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${two(seconds % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** The time of day, in the page's language and the customer's own time zone. */
export function timeOfDay(at: string | number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(at));
}

/** Day and time of day, in the page's language and the customer's own time zone. */
export function dayAndTime(at: string | number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

export function day(at: string | number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(at));
}
