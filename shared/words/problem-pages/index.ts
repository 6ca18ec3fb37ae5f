import type { Locale } from '../locale.ts';
import { cs } from './cs.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { ProblemPageWords } from './words.ts';

export const problemPageWords: Readonly<Record<Locale, ProblemPageWords>> = { en, de, cs };
