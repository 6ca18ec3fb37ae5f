import type { Locale } from '../locale.ts';
import { frame as cs } from './cs.ts';
import { frame as de } from './de.ts';
import { frame as en } from './en.ts';
import type { FrameWords } from './words.ts';

export const frameWords: Readonly<Record<Locale, FrameWords>> = { en, de, cs };
