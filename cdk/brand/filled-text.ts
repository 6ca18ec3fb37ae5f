/**
 * A text with names in it, as a shop writes it: `Your code: {code}`, and of a count, in the syntax of ICU's messages,
 * `{attempts, plural, one {# attempt} other {# attempts}}`, or of one of several things, `{method, select, totp {app} other {e-mail}}`.
 * Apostrophes are apostrophes there, as people write them; braces are for names alone.
 *
 * It becomes a text as `shared/words/own-words.ts` fills it in, or the rule that it breaks.
 */
import type { Locale } from '../../shared/words/locale.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Places } from './said.ts';

class Broken extends Error {}

type Reading = { locale: Locale; places: Places; used: Set<string>; counted?: string };

/** @param needed the names that must be in it; `places` has all that may be */
export function readText(text: string, locale: Locale, places: Places, needed: readonly string[]): { text: string } | { broken: string } {
  const reading: Reading = { locale, places, used: new Set() };
  try {
    const read = readWith(text, reading, false);
    const missing = needed.filter((name) => !reading.used.has(name));
    if (missing.length > 0) throw new Broken(`must name ${missing.map(braced).join(' and ')}`);
    return { text: read };
  } catch (error) {
    if (error instanceof Broken) return { broken: error.message };
    throw error;
  }
}

const braced = (name: string) => `{${name}}`;

function readWith(text: string, reading: Reading, isForm: boolean): string {
  let read = '';
  let rest = text;
  while (rest !== '') {
    const at = rest.search(/[{}]/);
    if (at < 0) return read + counted(rest, reading);
    if (rest[at] === '}') throw new Broken('must close each brace that it opens, and no other');
    const inner = upToItsEnd(rest.slice(at));
    read += counted(rest.slice(0, at), reading) + named(inner, reading, isForm);
    rest = rest.slice(at + inner.length + 2);
  }
  return read;
}

const counted = (text: string, { counted }: Reading) => (counted === undefined ? text : text.replaceAll('#', `{${counted}}`));

/** What stands between the brace that a text begins with and the one that closes it. */
function upToItsEnd(text: string): string {
  let depth = 0;
  for (const [at, letter] of [...text].entries()) {
    if (letter === '{') depth += 1;
    if (letter === '}') depth -= 1;
    if (depth === 0) return [...text].slice(1, at).join('');
  }
  throw new Broken('must close each brace that it opens, and no other');
}

function named(inner: string, reading: Reading, isForm: boolean): string {
  const [, name = inner.trim(), kind, forms = ''] = /^\s*(\w+)\s*(?:,\s*(\w+)\s*,([\s\S]*))?$/.exec(inner) ?? [];
  const place = Object.hasOwn(reading.places, name) ? reading.places[name] : undefined;
  if (place === undefined) throw new Broken(unknown(name, Object.keys(reading.places)));
  reading.used.add(name);
  if (kind === undefined) return `{${place}}`;
  if (kind !== 'plural' && kind !== 'select') throw new Broken(`must say plural or select of ${braced(name)}, and not ${kind}`);
  if (isForm) throw new Broken(`must have no forms within a form, as of ${braced(name)}`);
  const said = formsOf(forms, name);
  if (kind === 'plural') checkCounts(said, name, reading.locale);
  else if (!said.has('other')) throw new Broken(`must have a form other of ${braced(name)}`);
  const within = { ...reading, ...(kind === 'plural' && { counted: place }) };
  const read = [...said].map(([form, text]) => `${form}{${readWith(text, within, true)}}`).join('');
  return `{${place}${kind === 'plural' ? ` ${reading.locale}` : ''} ${read}}`;
}

function unknown(name: string, names: readonly string[]): string {
  const meant = didYouMean(name, names);
  if (meant) return `must not name ${braced(name)}; did you mean ${braced(meant)}?`;
  const known = names.length > 0 ? `but ${names.map(braced).join(', ')}` : 'as nothing is filled in there';
  return `must not name ${braced(name)}, ${known}`;
}

function formsOf(written: string, name: string): Map<string, string> {
  const forms = new Map<string, string>();
  let rest = written.trim();
  while (rest !== '') {
    const begin = /^(\w+)\s*(?=\{)/.exec(rest);
    if (!begin) throw new Broken(`must have forms of ${braced(name)} such as one {…} other {…}`);
    const inner = upToItsEnd(rest.slice(begin[0].length));
    forms.set(`${begin[1]}`, inner);
    rest = rest.slice(begin[0].length + inner.length + 2).trim();
  }
  return forms;
}

/** All that whole numbers take in the language, and nothing that it does not know. */
function checkCounts(forms: ReadonlyMap<string, string>, name: string, locale: Locale): void {
  const rules = new Intl.PluralRules(locale);
  const strange = [...forms.keys()].find((form) => !rules.resolvedOptions().pluralCategories.includes(form as Intl.LDMLPluralRule));
  if (strange) throw new Broken(`must not have a form ${strange} of ${braced(name)}: ${locale} has none`);
  for (let count = 0; count <= 200; count += 1) {
    const form = rules.select(count);
    if (!forms.has(form)) throw new Broken(`must have a form ${form} of ${braced(name)}, as ${count} takes it`);
  }
  if (!forms.has('other')) throw new Broken(`must have a form other of ${braced(name)}`);
}
