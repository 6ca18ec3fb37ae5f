import { type Locale, locales } from '../shared/words/locale.ts';

const REMEMBERED = 'keycard.language';

/** Storage can be switched off altogether; then nothing is remembered, and everything else works. */
function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {}
}

/** An explicit `?lang=` wins, then what the customer chose earlier on this device, then what the server read from `Accept-Language`. */
export function languageOf(document: Document): Locale {
  const asServed = document.documentElement.lang as Locale;
  if (new URL(document.URL).searchParams.has('lang')) return asServed;
  return locales.find((locale) => locale === recall(REMEMBERED)) ?? asServed;
}

export function rememberLanguage(locale: Locale): void {
  remember(REMEMBERED, locale);
}
