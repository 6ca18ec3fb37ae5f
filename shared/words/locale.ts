export const locales = ['en', 'de', 'cs'] as const;

export type Locale = (typeof locales)[number];

/** As each calls itself. */
export const languageNames: Readonly<Record<Locale, string>> = { en: 'English', de: 'Deutsch', cs: 'Čeština' };

/** The language of whoever states none that we speak. */
const fallback: Locale = 'en';

/** Longer headers are no browser's; what is behind this many characters is not read. */
const longestHeader = 1000;

/**
 * The language to answer in: the customer's own setting where there is one, else the best match of
 * `Accept-Language` (RFC 9110 §12.5.4, ranges matched as in the lookup of RFC 4647 §3.4), else English.
 *
 * A tag stands for its language: `de-AT` is served in German. What cannot be read is skipped; nothing throws.
 *
 * @example localeFrom('de-AT, en;q=0.8') // 'de'
 * @example localeFrom('de-AT, en;q=0.8', 'cs') // 'cs'
 */
export function localeFrom(acceptLanguage: string | undefined, preferred?: string): Locale {
  return spoken(preferred) ?? bestMatch(acceptLanguage ?? '') ?? fallback;
}

function spoken(tag: string | undefined): Locale | undefined {
  const language = tag?.split('-', 1)[0]?.toLowerCase();
  return locales.find((locale) => locale === language);
}

/** The first of these tags that is one of ours, or of a language of ours. */
export const firstSpoken = (tags: readonly string[]): Locale | undefined => tags.map(spoken).find((locale) => locale !== undefined);

function bestMatch(header: string): Locale | undefined {
  const asked = new Map<Locale, number>();
  const refused = new Set<Locale>();
  let anyOther = 0;

  for (const { range, quality } of rangesOf(header)) {
    if (range === '*') anyOther = Math.max(anyOther, quality);
    const locale = spoken(range);
    if (!locale) continue;
    if (quality > 0) asked.set(locale, Math.max(quality, asked.get(locale) ?? 0));
    else if (range.toLowerCase() === locale) refused.add(locale);
  }
  if (anyOther > 0) {
    for (const locale of locales) if (!asked.has(locale) && !refused.has(locale)) asked.set(locale, anyOther);
  }
  // The sort is stable, so that equal qualities keep the order of the header.
  return [...asked].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function rangesOf(header: string): { range: string; quality: number }[] {
  return header
    .slice(0, longestHeader)
    .split(',')
    .flatMap((part) => {
      const found = /^\s*(\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*[qQ]=([01](?:\.[0-9]{0,3})?))?\s*$/.exec(part);
      if (!found?.[1]) return [];
      return [{ range: found[1], quality: Math.min(1, Number(found[2] ?? 1)) }];
    });
}
