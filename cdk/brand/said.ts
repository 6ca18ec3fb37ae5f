/**
 * What a shop may say in its own way: every text of the pages, e-mails and SMS by its key, with what is filled in there. The keys are
 * the words' own names, and what is filled in are the parameters of their functions, as the sources name them.
 *
 * In the package `keycard` the sources are bundled, and a bundler renames what it likes: there this is a table, made when it is packed
 * (`tools/packages/bundled.ts`).
 */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { frameWords } from '../../shared/words/frame.ts';
import { type Locale, locales } from '../../shared/words/locale.ts';
import { words as pages } from '../../web/words/words.ts';

const require = createRequire(import.meta.url);
const messages = join(import.meta.dirname, '..', '..', 'shared', 'words');

/** Where the value of a name comes from: `0` is the first argument, `1.method` a field of the second. */
export type Places = Readonly<Record<string, string>>;

export type Said = Readonly<Record<string, Places>>;

export const said: Readonly<Record<Locale, Said>> = Object.fromEntries(
  locales.map((locale) => [locale, mapped(wordsIn(locale), (word) => (typeof word === 'function' ? placesOf(word.toString()) : {}))]),
) as Record<Locale, Said>;

/** What we say, as a shop would write it: `Code to {address}`. Where a form is chosen by a count, it is the one for many. */
export const saidAs = (locale: Locale): Readonly<Record<string, string>> =>
  mapped(wordsIn(locale), (word) => (typeof word === 'function' ? word(...namesFor(word.toString())) : word));

type Word = string | ((...given: unknown[]) => string);

function wordsIn(locale: Locale): object {
  // Which form dates have is no text.
  const { frame: { dates: _, ...frame } = {}, ...mails } = mailsIn(locale);
  const { sms } = load(locale, 'sms.ts');
  return { pages: { ...pages[locale], frame: frameWords[locale] }, mails: { frame, ...mails }, sms };
}

/** Each part is a file that has the part under its own name. */
function mailsIn(locale: Locale): Record<string, Record<string, Word>> {
  const files = readdirSync(join(messages, locale, 'mails')).sort();
  return Object.assign({}, ...files.map((file) => load(locale, join('mails', file))));
}

function load(locale: Locale, file: string): Record<string, Record<string, Word>> {
  return require(join(messages, locale, file));
}

function mapped<Value>(words: object, of: (word: Word) => Value, prefix = ''): Record<string, Value> {
  const entries = Object.entries(words).map(([name, word]) =>
    typeof word === 'object' ? mapped(word, of, `${prefix}${name}.`) : { [`${prefix}${name}`]: of(word) },
  );
  return Object.assign({}, ...entries);
}

/** Of `(shop, { method, fields: changed = [] }) => …`: `{ shop: '0', method: '1.method', fields: '1.fields' }`. */
function placesOf(source: string): Places {
  const parameters = parametersIn(source).match(/\{[^}]*\}|\w+/g) ?? [];
  const places = parameters.flatMap((parameter, at) =>
    parameter.startsWith('{') ? (parameter.match(/(?<=[{,]\s*)\w+/g) ?? []).map((name) => [name, `${at}.${name}`]) : [[parameter, `${at}`]],
  );
  return Object.fromEntries(places);
}

function parametersIn(source: string): string {
  const [, several, one] = /^(?:\(([^)]*)\)|(\w+))\s*=>/.exec(source) ?? [];
  return several ?? one ?? '';
}

/** Arguments that are their own names; where a list is wanted (`fields = []`), one with its name in it. */
function namesFor(source: string): unknown[] {
  const lists = [...parametersIn(source).matchAll(/(\w+)(?::\s*\w+)?\s*=\s*\[\]/g)].map(([, name]) => name);
  const given: unknown[] = [];
  for (const [name, place] of Object.entries(placesOf(source))) {
    const [at = 0, field] = place.split('.');
    const value = lists.includes(name) ? [`{${name}}`] : `{${name}}`;
    if (field) given[Number(at)] = { ...(given[Number(at)] as object), [field]: value };
    else given[Number(at)] = value;
  }
  return given;
}
