import { expect, test } from 'vitest';
import { dayAndTime } from '../../web/time.ts';
import { waitingSaid } from '../../web/waiting.ts';
import { words } from '../../web/words/words.ts';

const now = Date.UTC(2026, 10, 27, 10, 0);
const hour = 3_600_000;

test.each([
  ['en', 'Please wait 59:59', 'Please wait until '],
  ['de', 'Bitte warten Sie noch 59:59', 'Bitte warten Sie bis '],
  ['cs', 'Počkejte prosím 59:59', 'Počkejte prosím do '],
] as const)('a wait is counted down in %s, and from an hour on said by its end', (locale, counted, until) => {
  const said = (end: number) => waitingSaid(end, now, words[locale].common, locale);
  expect(said(now + hour - 1000)).toBe(counted);
  expect(said(now + hour)).toContain(until + dayAndTime(now + hour, locale));
});
