/** Words as a page says them: one language at a time, of a file that holds what its program says in it. */
import type { FrameWords } from '../../shared/words/frame/words.ts';
import type { Locale } from '../../shared/words/locale.ts';
import { settingsHere } from '../settings.ts';
import type { Words } from './words.ts';

/** What loads a language. */
export type Spoken<Said> = (locale: Locale) => Promise<Said>;
/** Of what stands around each page. */
export type Framed = { frame: FrameWords };

type Files<Names extends readonly (keyof Words)[]> = Readonly<Record<Locale, () => Promise<Pick<Words, Names[number]>>>>;
type Whole<Names> = Names extends readonly [infer First extends keyof Words, ...infer Others] ? Words[First] & Whole<Others> : unknown;

/** These parts of what a file holds, as one. */
export function saying<const Names extends readonly (keyof Words)[]>(files: Files<Names>, ...names: Names): Spoken<Whole<Names>> {
  return async (locale) => {
    const [loaded, own] = await Promise.all([files[locale](), ownWords()]);
    return whole(names.map((name: Names[number]) => inOwnWords(name, loaded[name], own[locale]))) as Whole<Names>;
  };
}

/** The same with the frame, which stays a part of its own. */
export function sayingAll<const Names extends readonly (keyof Words)[]>(
  files: Files<Names> & Files<['frame']>,
  ...names: Names
): Spoken<Whole<Names> & Framed> {
  return async (locale) => {
    const [said, loaded, own] = await Promise.all([
      saying<Names>(files, ...names)(locale),
      (files as Files<['frame']>)[locale](),
      ownWords(),
    ]);
    return Object.assign({}, said, { frame: inOwnWords('frame', loaded.frame, own[locale]) });
  };
}

/** Parts as one, and their failures too. Of two words for the same the later part has the last one. */
export function whole(parts: readonly object[]): object {
  const failures = parts.map((part) => ('failures' in part ? part.failures : {}));
  return Object.assign({}, ...parts, { failures: Object.assign({}, ...failures) });
}

type OwnWords = Partial<Record<Locale, Readonly<Record<string, string>>>>;

let asked: Promise<OwnWords> | undefined;

/** What the shop says in its own way, loaded once. Where that cannot be had, we say it in ours. */
function ownWords(): Promise<OwnWords> {
  const { ownWords: file } = settingsHere();
  asked ??= file === undefined ? Promise.resolve({}) : load(file).catch(() => ({}));
  return asked;
}

const load = async (file: string): Promise<OwnWords> => (await fetch(file)).json();

/** THE PLACE of `withOwnWords(words, own, `pages.${part}`)` (shared/words/own-words.ts). */
function inOwnWords<Part>(_part: keyof Words, words: Part, _own: Readonly<Record<string, string>> | undefined): Part {
  return words;
}
