/**
 * What a shop says in its own way, in the place of what we say. Synth has read and checked the texts (`cdk/own-words.ts`): the names of
 * what is filled in, which a minified program no longer has, have become places there, and each plural says whose rules it follows.
 *
 * `{0}` is the first argument and `{1.device}` a field of the second, `{0 cs one{minuta}few{minuty}other{minut}}` is chosen by a count
 * and `{1.method totp{app}other{e-mail}}` by what it is. A form may have places in it, and no further forms.
 */
const places = /\{(\d)\.?(\w*)(?: (\w\w)(?= ))?(?: ((?:\w+\{(?:[^{}]|\{[^{}]*\})*\})+))?\}/g;
const eachForm = /(\w+)\{((?:[^{}]|\{[^{}]*\})*)\}/g;

/**
 * @param own texts by dotted key, which begins with `prefix`: `pages.login.codeTitle` is `codeTitle` of the words of `pages.login`
 * @returns the same words where none of them is said otherwise
 */
export function withOwnWords<W extends object>(words: W, own: Readonly<Record<string, string>>, prefix: string): W {
  if (!Object.keys(own).some((key) => key.startsWith(`${prefix}.`))) return words;
  const said = Object.entries(words).map(([name, word]) => {
    const key = `${prefix}.${name}`;
    const text = own[key];
    if (typeof word === 'object') return [name, withOwnWords(word, own, key)];
    if (text === undefined) return [name, word];
    return [name, typeof word === 'function' ? (...given: unknown[]) => filled(text, given) : text];
  });
  return (Array.isArray(words) ? said.map(([, word]) => word) : Object.fromEntries(said)) as W;
}

// biome-ignore lint/suspicious/noExplicitAny: what the words' own types say that it is
const filled = (text: string, given: any): string =>
  text.replaceAll(places, (_, at: string, field: string, language: string | undefined, forms: string | undefined) => {
    const value = field ? given[at][field] : given[at];
    if (!forms) return value;
    const said = new Map([...forms.matchAll(eachForm)].map(([, name, form]) => [name, form]));
    const form = said.get(language ? new Intl.PluralRules(language).select(value) : `${value}`) ?? said.get('other');
    return filled(form ?? '', given);
  });
