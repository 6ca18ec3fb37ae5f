import { brand } from '../config/brand.ts';
import { frame as cs } from './cs/frame.ts';
import { frame as de } from './de/frame.ts';
import { frame as en } from './en/frame.ts';
import { type Locale, locales } from './locale.ts';
import { withOwnWords } from './own-words.ts';

/** What the frame around every page says, by the function that writes it and by the program that takes it over. */
export type FrameWords = {
  readonly languages: string;
  /** What all the pages are for, behind the shop's name: who looks at a link of theirs may read it. */
  readonly about: string;
  readonly toStart: string;
  readonly toShop: string;
  readonly links: Readonly<Record<'support' | 'imprint' | 'privacy', string>>;
  /** To those whose browser runs no program. */
  readonly needsScript: Readonly<Record<'title' | 'text' | 'next', string>>;
  /** To those whose browser has not run it yet, long after it should have. */
  readonly late: Readonly<Record<'text' | 'again', string>>;
  readonly notFound: Readonly<Record<'title' | 'text', string>>;
};

const ours: Readonly<Record<Locale, FrameWords>> = { en, de, cs };

/** As the shop says it, where it says something of its own. */
export const frameWords = Object.fromEntries(
  locales.map((locale) => [locale, withOwnWords(ours[locale], brand.words[locale] ?? {}, 'pages.frame')]),
) as Readonly<Record<Locale, FrameWords>>;
