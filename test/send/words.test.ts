import { globSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue, type ProblemCode } from '../../shared/http/problems.ts';
import { localeFrom, locales } from '../../shared/words/locale.ts';
import { problemTitles } from '../../shared/words/problems.ts';

describe('the language of an answer', () => {
  test.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE-at', 'de'],
    ['zh-Hant-TW, cs', 'cs'],
    ['fr, de;q=0.7, cs;q=0.9', 'cs'],
    ['cs;q=0.5, de;q=0.5', 'cs'],
    ['fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5', 'en'],
    ['en;q=0, *', 'de'],
    ['en;q=0.1, *;q=0.5', 'de'],
    ['de;q=0', 'en'],
    ['de;q=0.2, de-AT;q=0.9, cs;q=0.5', 'de'],
    ['*', 'en'],
    ['fr', 'en'],
    ['de;q=high, cs', 'cs'],
    ['deutsch, 123, ;;;, cs ; q=0.3', 'cs'],
  ] as const)('that a browser asks for with %j is %s', (header, locale) => {
    expect(localeFrom(header)).toBe(locale);
  });

  test("is the customer's own setting before the browser's", () => {
    expect(localeFrom('de', 'cs')).toBe('cs');
    expect(localeFrom('de', 'cs-CZ')).toBe('cs');
    expect(localeFrom('de', 'xx')).toBe('de');
    expect(localeFrom('de', '')).toBe('de');
  });

  test('is one we speak, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[decsn*;q=0-9., -]*$/)),
        fc.option(fc.string(), { nil: undefined }),
        (header, preferred) => {
          expect(locales).toContain(localeFrom(header, preferred));
        },
      ),
    );
  });

  test('is found at once in a header made to be slow', () => {
    const started = performance.now();
    localeFrom('de-a'.repeat(50_000));
    localeFrom(`${' '.repeat(100_000)}x`);
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe('the title of a problem', () => {
  test('is a sentence of its own in every language', async () => {
    for (const locale of locales) {
      const said = await problemTitles(locale);
      const titles = (Object.keys(catalogue) as ProblemCode[]).map((code) => said[code]);
      expect(new Set(titles).size).toBe(titles.length);
      for (const title of titles) expect(title).toMatch(/^\p{Lu}.*[^.\s]$/u);
    }
  });
});

describe('the words of a language', () => {
  const partsOf = (folder: string) => globSync('**/*.ts', { cwd: `shared/words/${folder}` }).toSorted();

  test('are a folder, with a file for each part that the others have', () => {
    const folders = readdirSync('shared/words', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).toSorted()).toEqual(locales.toSorted());
    expect(partsOf('en').length).toBeGreaterThan(6);
    for (const { name } of folders) expect([name, partsOf(name)]).toEqual([name, partsOf('en')]);
  });
});
