import { afterEach, expect, test, vi } from 'vitest';
import { day, dayAndTime, timeOfDay } from '../../web/time.ts';

const at = new Date(2026, 10, 27, 17, 5).getTime();
const readBy = (...languages: string[]) => vi.stubGlobal('navigator', { languages });
/** Some regions have a narrow space before PM. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

afterEach(() => vi.unstubAllGlobals());

test.each([
  [['en-US', 'en'], 'en', 'Nov 27, 2026, 5:05 PM', '5:05 PM', 'Nov 27, 2026'],
  [['de-DE', 'en-GB'], 'en', '27 Nov 2026, 17:05', '17:05', '27 Nov 2026'],
  [['cs-CZ'], 'en', '27 Nov 2026, 17:05', '17:05', '27 Nov 2026'],
  [['en'], 'en', '27 Nov 2026, 17:05', '17:05', '27 Nov 2026'],
  [['en-US'], 'de', '27.11.2026, 17:05', '17:05', '27.11.2026'],
  [['cs'], 'cs', '27. 11. 2026 17:05', '17:05', '27. 11. 2026'],
] as const)('who reads %j reads dates in %s as there they are written', (languages, locale, both, time, date) => {
  readBy(...languages);
  expect([dayAndTime(at, locale), timeOfDay(at, locale), day(at, locale)].map(plain)).toEqual([both, time, date]);
});
