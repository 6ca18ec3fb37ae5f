import { brand } from '../../config/brand.ts';
import { type Locale, locales } from '../locale.ts';
import { withOwnWords } from '../own-words.ts';
import { frame as cs } from './cs.ts';
import { frame as de } from './de.ts';
import { frame as en } from './en.ts';
import type { FrameWords } from './words.ts';

const ours: Readonly<Record<Locale, FrameWords>> = { en, de, cs };

/** As the shop says it, where it says something of its own. */
export const frameWords = Object.fromEntries(
  locales.map((locale) => [locale, withOwnWords(ours[locale], brand.words[locale] ?? {}, 'pages.frame')]),
) as Readonly<Record<Locale, FrameWords>>;
