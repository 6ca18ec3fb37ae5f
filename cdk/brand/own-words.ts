/** A shop's own words as they are given, checked, and ready to be filled in. */
import { type Locale, locales } from '../../shared/words/locale.ts';
import { didYouMean } from '../did-you-mean.ts';
import { readText } from './filled-text.ts';
import { type Places, said } from './said.ts';

export type GivenWords = { readonly [locale in Locale]?: Readonly<Record<string, string>> | undefined };
export type OwnWords = Partial<Record<Locale, Record<string, string>>>;

const longest = 1000;
/** Control characters, and those that turn the direction of what stands around them. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069<>]/u;

/** @returns the words; `faults` are sentences that begin with a key behind `brand.words.` */
export function readOwnWords(given: GivenWords): { words: OwnWords; faults: string[] } {
  const words: OwnWords = {};
  const faults: string[] = [];
  for (const locale of locales) {
    for (const [key, text] of Object.entries(given[locale] ?? {})) {
      const read = readWord(locale, key, text);
      if ('broken' in read) faults.push(`${locale}.${key} ${read.broken}`);
      else words[locale] = { ...words[locale], [key]: read.text };
    }
  }
  return { words, faults };
}

function readWord(locale: Locale, key: string, text: string): { text: string } | { broken: string } {
  const keys = said[locale];
  if (!Object.hasOwn(keys, key)) {
    const meant = didYouMean(key, Object.keys(keys), (each) => [each, each.slice(each.lastIndexOf('.') + 1)]);
    return { broken: `is no text of ours${meant ? `; did you mean ${meant}?` : ''}` };
  }
  if (text.trim() === '' || text.length > longest || unprintable.test(text)) {
    return { broken: `must be 1 to ${longest} printable characters without < and >` };
  }
  // What is filled in in one language can be filled in in all, and what ours says in this one has to be said.
  const places: Places = Object.assign({}, ...locales.map((each) => said[each][key]));
  return readText(text, locale, places, Object.keys(keys[key] ?? {}));
}
