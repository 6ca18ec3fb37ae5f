/** Words as a page says them: one language at a time, of a file that holds what its program says in it. */
import type { FrameWords } from '../../shared/words/frame.ts';
import type { Locale } from '../../shared/words/locale.ts';
import { settingsHere } from '../settings.ts';
import { type Files, type Whole, whole, wholeOf } from './whole.ts';
import type { Words } from './words.ts';

/** What loads a language. */
export type Spoken<Said> = (locale: Locale) => Promise<Said>;
/** Of what stands around each page. */
export type Framed = { frame: FrameWords };

/** These parts of what a file holds, as one. */
export function saying<const Names extends readonly (keyof Words)[]>(files: Files<Names>, ...names: Names): Spoken<Whole<Names>> {
  return async (locale) => {
    const [loaded, inOwnWords] = await Promise.all([files[locale](), ownWords()]);
    return wholeOf(loaded, names, (words, part) => inOwnWords(words, part, locale));
  };
}

/** The same with the frame, which stays a part of its own. */
export function sayingAll<const Names extends readonly (keyof Words)[]>(
  files: Files<Names> & Files<['frame']>,
  ...names: Names
): Spoken<Whole<Names> & Framed> {
  return async (locale) => {
    const [said, { frame }, inOwnWords] = await Promise.all([
      saying<Names>(files, ...names)(locale),
      (files as Files<['frame']>)[locale](),
      ownWords(),
    ]);
    return Object.assign({}, said, { frame: inOwnWords(frame, 'frame', locale) });
  };
}

/** Two that were loaded by themselves. */
export const together = <First extends object, Second extends object>(first: First, second: Second) =>
  whole([first, second]) as First & Second;

type InOwnWords = <Part extends object>(words: Part, part: keyof Words, locale: Locale) => Part;

const asTheyAre: InOwnWords = (words) => words;
let asked: Promise<InOwnWords> | undefined;

/** What the shop says in its own way, loaded once, and only where it has said anything. Where that cannot be had, we say it in ours. */
function ownWords(): Promise<InOwnWords> {
  const { ownWords: file } = settingsHere();
  asked ??= file === undefined ? Promise.resolve(asTheyAre) : load(file).catch(() => asTheyAre);
  return asked;
}

async function load(file: string): Promise<InOwnWords> {
  const [own, { withOwnWords }] = await Promise.all([
    fetch(file).then((answer): Promise<Partial<Record<Locale, Record<string, string>>>> => answer.json()),
    import('../../shared/words/own-words.ts'),
  ]);
  return (words, part, locale) => withOwnWords(words, own[locale] ?? {}, `pages.${part}`);
}
