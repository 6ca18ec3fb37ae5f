import type { Locale } from './locale.ts';

/** A count with its noun, as the language counts; `few` is for 2 to 4 in Czech. */
export function plural(locale: Locale, count: number, forms: { one: string; few?: string; other: string }): string {
  const rule = new Intl.PluralRules(locale).select(count);
  return `${count} ${rule === 'one' ? forms.one : rule === 'few' ? (forms.few ?? forms.other) : forms.other}`;
}
