/** Words as a page says them: one language at a time, of a file that holds what its program says in it. */
import type { Locale } from '../../shared/words/locale.ts';
import type { Words } from './words.ts';

/** What loads a language. */
export type Spoken<Said> = (locale: Locale) => Promise<Said>;

type Files<Names extends readonly (keyof Words)[]> = Readonly<Record<Locale, () => Promise<Pick<Words, Names[number]>>>>;
type Whole<Names> = Names extends readonly [infer First extends keyof Words, ...infer Others] ? Words[First] & Whole<Others> : unknown;

/** These parts of what a file holds, as one. */
export function saying<const Names extends readonly (keyof Words)[]>(files: Files<Names>, ...names: Names): Spoken<Whole<Names>> {
  return async (locale) => {
    const loaded = await files[locale]();
    return whole(names.map((name: Names[number]) => loaded[name])) as Whole<Names>;
  };
}

/** Parts as one, and their failures too. Of two words for the same the later part has the last one. */
export function whole(parts: readonly object[]): object {
  const failures = parts.map((part) => ('failures' in part ? part.failures : {}));
  return Object.assign({}, ...parts, { failures: Object.assign({}, ...failures) });
}
