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

/** Where the reader's browser says nothing of a region, dates are written as e-mails write them. */
const elsewhere: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de', cs: 'cs' };

/** As the reader's own region writes dates, in the page's language and their own time zone: 5:05 PM is nobody's time in London. */
function written(at: string | number, locale: Locale, style: Intl.DateTimeFormatOptions): string {
  const own = navigator.languages.find((tag) => tag.startsWith(`${locale}-`));
  return new Intl.DateTimeFormat(own ?? elsewhere[locale], style).format(new Date(at));
}

export const timeOfDay = (at: string | number, locale: Locale): string => written(at, locale, { timeStyle: 'short' });

export const dayAndTime = (at: string | number, locale: Locale): string => written(at, locale, { dateStyle: 'medium', timeStyle: 'short' });

export const day = (at: string | number, locale: Locale): string => written(at, locale, { dateStyle: 'medium' });
