import type { Locale } from '../../shared/words/locale.ts';
import type { Words } from './words.ts';

/** Files that hold these parts, one a language. */
export type Files<Names extends readonly (keyof Words)[]> = Readonly<Record<Locale, () => Promise<Pick<Words, Names[number]>>>>;

export type Whole<Names> = Names extends readonly [infer First extends keyof Words, ...infer Others]
  ? Words[First] & Whole<Others>
  : unknown;

/** These parts of what a file holds as one, each as the shop says it. */
export const wholeOf = <Names extends readonly (keyof Words)[]>(
  loaded: Pick<Words, Names[number]>,
  names: Names,
  inOwnWords: <Part extends object>(words: Part, part: keyof Words) => Part,
) => whole(names.map((name: Names[number]) => inOwnWords(loaded[name], name))) as Whole<Names>;

/** Parts as one, and their failures too. Of two words for the same the later part has the last one. */
export function whole(parts: readonly object[]): object {
  const failures = parts.map((part) => ('failures' in part ? part.failures : {}));
  return Object.assign({}, ...parts, { failures: Object.assign({}, ...failures) });
}
