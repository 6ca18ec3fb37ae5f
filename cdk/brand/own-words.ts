/** A shop's own words as they are given, checked, and ready to be filled in. */
import { gsmLetters } from '../../shared/send/gsm-letters.ts';
import { type Locale, locales } from '../../shared/words/locale.ts';
import { withOwnWords } from '../../shared/words/own-words.ts';
import { didYouMean } from '../did-you-mean.ts';
import { readText } from './filled-text.ts';
import { type Places, said } from './said.ts';

type GivenWords = { readonly [locale in Locale]?: Readonly<Record<string, string>> | undefined };
export type OwnWords = Partial<Record<Locale, Record<string, string>>>;

const longest = 1000;
/** Control characters, and those that turn the direction of what stands around them. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069<>]/u;

/** What SMS are filled with. `host`: where customers reach the service, whose name ends an SMS with a code; it may not be known yet. */
type InSms = { shopName: string; host: string | undefined };

/** @returns the words; `faults` are sentences that begin with a key behind `brand.words.` */
export function readOwnWords(given: GivenWords, inSms: InSms): { words: OwnWords; faults: string[] } {
  const words: OwnWords = {};
  const faults: string[] = [];
  for (const locale of locales) {
    for (const [key, text] of Object.entries(given[locale] ?? {})) {
      const read = readWord(locale, key, text, inSms);
      if ('broken' in read) faults.push(`${locale}.${key} ${read.broken}`);
      else words[locale] = { ...words[locale], [key]: read.text };
    }
  }
  return { words, faults };
}

function readWord(locale: Locale, key: string, text: string, inSms: InSms): { text: string } | { broken: string } {
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
  const read = readText(text, locale, places, Object.keys(keys[key] ?? {}));
  const broken = 'text' in read && key.startsWith('sms.') ? smsFault(key, read.text, inSms) : undefined;
  return broken ? { broken } : read;
}

const SMS_LETTERS = 160;
/** As long as API Gateway's own, where nobody has said another. */
const usualHost = 'abcdefghij.execute-api.eu-central-1.amazonaws.com';

/** One letter that GSM 03.38 does not have would cost a second SMS, as would one letter more. */
function smsFault(key: string, text: string, { shopName, host = usualHost }: InSms): string | undefined {
  const strange = [...text].find((letter) => gsmLetters(letter) !== letter);
  if (strange) return `must keep to the letters of an SMS (GSM 03.38), which has no ${strange}`;
  const word = withOwnWords({ said: (_: object) => '' }, { 'sms.said': text }, 'sms').said;
  const said = word({ code: '123456', shop: gsmLetters(shopName), minutes: 10 }) + (key === 'sms.code' ? `\n\n@${host} #123456` : '');
  const length = said.length + (said.match(/[\f^{}\\[~\]|€]/g) ?? []).length;
  if (length > SMS_LETTERS) return `must fit into one SMS of ${SMS_LETTERS} letters, and has ${length} with all that is filled in`;
  return undefined;
}
