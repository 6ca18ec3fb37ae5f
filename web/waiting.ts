import type { Locale } from '../shared/words/locale.ts';
import { countdown, dayAndTime } from './time.ts';
import type { CommonWords } from './words/common.ts';

const HOUR_MS = 3_600_000;

/** How long there is to wait, counted down; from an hour on nobody watches that, and it says until when. Both in milliseconds since 1970. */
export function waitingSaid(until: number, now: number, say: Pick<CommonWords, 'waitFor' | 'waitUntil'>, locale: Locale): string {
  return until - now < HOUR_MS ? say.waitFor(countdown(until - now)) : say.waitUntil(dayAndTime(until, locale));
}
