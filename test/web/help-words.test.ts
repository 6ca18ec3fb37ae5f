import { describe, expect, test } from 'vitest';
import { locales } from '../../shared/words/locale.ts';
import { helpWords } from '../../web/words/help.ts';
import { lostKeycardWords } from '../../web/words/lost-keycard.ts';

/** Every sentence, however deep it stands. */
function sentences(said: unknown): string[] {
  if (typeof said === 'string') return [said];
  if (typeof said === 'function') return [said('A', 'B')];
  return Object.values(said as object).flatMap(sentences);
}

describe.each(locales)('the words in %s for those who cannot log in', (locale) => {
  test('leave nothing empty', () => {
    for (const sentence of sentences([helpWords[locale], lostKeycardWords[locale]])) expect(sentence.trim()).not.toBe('');
  });

  test('call the button at the code step by its name', () => {
    const { recover, support } = helpWords[locale];
    for (const text of [recover.noLinkSteps[1], recover.overWayOn, support.tryFirstLink]) {
      expect(text).toContain(lostKeycardWords[locale].lost);
    }
  });
});

test.each([
  ['en', '1 attempt left', '2 attempts left', '5 attempts left'],
  ['de', 'Noch 1 Versuch', 'Noch 2 Versuche', 'Noch 5 Versuche'],
  ['cs', 'Zbývá 1 pokus', 'Zbývají 2 pokusy', 'Zbývá 5 pokusů'],
] as const)('in %s count properly', (locale, one, two, five) => {
  const { attemptsLeft } = helpWords[locale];
  expect([attemptsLeft(1), attemptsLeft(2), attemptsLeft(5)]).toEqual([one, two, five]);
});
