/**
 * What a shop may say in its own way: every text of the pages, e-mails and SMS by its key, with what is filled in there. The keys are
 * the words' own names, and what is filled in are the parameters of their functions, as the sources name them.
 *
 * In the package `keycard` the sources are bundled, and a bundler renames what it likes: there this is a table, made when it is packed
 * (`tools/packages/bundled.ts`).
 */
import { type Locale, locales } from '../../shared/words/locale.ts';
import { words as pages } from '../../web/words/words.ts';

/** Where the value of a name comes from: `0` is the first argument, `1.method` a field of the second. */
export type Places = Readonly<Record<string, string>>;

export type Said = Readonly<Record<string, Places>>;

export const said: Readonly<Record<Locale, Said>> = Object.fromEntries(
  locales.map((locale) => [locale, mapped(wordsIn(locale), (word) => (typeof word === 'function' ? placesOf(word.toString()) : {}))]),
) as Record<Locale, Said>;

/** What we say, as a shop would write it: `Code to {address}`. Where a form is chosen by a count, it is the one for many. */
export const saidAs = (locale: Locale): Readonly<Record<string, string>> =>
  mapped(wordsIn(locale), (word) => (typeof word === 'function' ? word(...namesFor(placesOf(word.toString()))) : word));

type Word = string | ((...given: unknown[]) => string);

function wordsIn(locale: Locale): object {
  return { pages: pages[locale] };
}

function mapped<Value>(words: object, of: (word: Word) => Value, prefix = ''): Record<string, Value> {
  const entries = Object.entries(words).map(([name, word]) =>
    typeof word === 'object' ? mapped(word, of, `${prefix}${name}.`) : { [`${prefix}${name}`]: of(word) },
  );
  return Object.assign({}, ...entries);
}

/** Of `(shop, { method }) => …`: `{ shop: '0', method: '1.method' }`. */
function placesOf(source: string): Places {
  const [, several, one] = /^(?:\(([^)]*)\)|(\w+))\s*=>/.exec(source) ?? [];
  const parameters = (several ?? one ?? '').match(/\{[^}]*\}|\w+/g) ?? [];
  const places = parameters.flatMap((parameter, at) =>
    parameter.startsWith('{') ? (parameter.match(/\w+/g) ?? []).map((name) => [name, `${at}.${name}`]) : [[parameter, `${at}`]],
  );
  return Object.fromEntries(places);
}

/** Arguments that are their own names. */
function namesFor(places: Places): unknown[] {
  const given: unknown[] = [];
  for (const [name, place] of Object.entries(places)) {
    const [at = 0, field] = place.split('.');
    if (field) given[Number(at)] = { ...(given[Number(at)] as object), [field]: `{${name}}` };
    else given[Number(at)] = `{${name}}`;
  }
  return given;
}
