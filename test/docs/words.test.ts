/** One word for one thing: `docs/words.md` says which, and this holds against it what customers read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Locale, locales } from '../../shared/words/locale.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The cells of a table below a heading of `docs/words.md`, a row each, without its head. */
function tableBelow(heading: string): string[][] {
  const [, below = ''] = read('docs/words.md').split(`## ${heading}\n`);
  const lines = below.split('\n## ')[0]?.split('\n') ?? [];
  const rows = lines.filter((line) => line.startsWith('|')).map((line) => line.slice(1, -1).split('|'));
  return rows.slice(2).map((cells) => cells.map((cell) => cell.trim()));
}

const columns = { en: 1, de: 2, cs: 3 } as const satisfies Record<Locale, number>;

const folders = ['web/words', 'shared/words'];

/** What stands between quotes in a source: the texts, with a place for whatever is filled in. */
const textsIn = (source: string): string[] =>
  source
    .replaceAll(/^import .*$/gm, '')
    .replaceAll(/\/\*.*?\*\/|^\s*\/\/.*$/gms, '')
    .replaceAll(/\$\{\w+\}/g, '…')
    .match(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g) ?? [];

/** Words are kept from breaking apart in the middle by a character that nobody sees. */
const asSeen = (text: string) => text.replaceAll(/\u2060|\\u2060/g, '').replaceAll(/\u00a0|\\u00a0/g, ' ');

function wordsOf(locale: Locale): string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder, locale), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, locale, file)),
  );
  return files.flatMap((file) => textsIn(read(file)).map(asSeen));
}

/** A word as it stands in a sentence; one that is written with a capital has it. `stem`: with what a language adds to it. */
const spelled = (word: string, stem = false) =>
  new RegExp(`(?<![\\p{L}\\p{N}-])${word.replaceAll(' ', '\\s')}${stem ? '' : '(?![\\p{L}\\p{N}])'}`, /^\p{Lu}/u.test(word) ? 'u' : 'iu');

describe.each(locales)('what customers read in %s', (locale) => {
  const others = tableBelow('Words that do not appear').flatMap((row) =>
    (row[columns[locale]] ?? '').split(', ').map((word) => [word, row[0] ?? ''] as const),
  );

  test.each(others)('never says “%s” for %s', (word) => {
    expect(wordsOf(locale).filter((text) => spelled(word).test(text))).toEqual([]);
  });

  const terms = tableBelow('The terms').map((row) => row[columns[locale]] ?? '');

  test.each(terms)('says “%s”', (term) => {
    expect(wordsOf(locale).some((text) => spelled(term.toLowerCase(), true).test(text))).toBe(true);
  });
});

describe('the docs', () => {
  const docs = [
    ...readdirSync(join(root, 'docs'))
      .filter((file) => file.endsWith('.md') && file !== 'words.md')
      .map((file) => `docs/${file}`),
    'README.md',
  ];
  const others = tableBelow('Words that do not appear').flatMap((row) => (row[columns.en] ?? '').split(', '));

  test.each(docs)('%s has one word for one thing', (file) => {
    // Code says what programs say.
    const prose = read(file)
      .replaceAll(/^```.*?^```/gms, '')
      .replaceAll(/^ {4}.*$/gm, '')
      .replaceAll(/`[^`\n]*`/g, '');
    expect(prose.split('\n').filter((line) => others.some((word) => spelled(word).test(line)))).toEqual([]);
  });
});
