/** The help for customers names what they see: each name in it is a word of the pages. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Locale, languageNames, locales } from '../../shared/words/locale.ts';
import { words } from '../../web/words/words.ts';

const help = readFileSync(new URL('../../docs/customers.md', import.meta.url), 'utf8');
const [prose = '', below = ''] = help.split('## The names in three languages\n');

const cellsOf = (table: string): string[][] =>
  table
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('|---'))
    .map((line) => line.slice(1, -1).split('|'))
    .map((cells) => cells.map((cell) => cell.trim()));

const [head = [], ...rows] = cellsOf(below);
const column = (locale: Locale) => head.indexOf(languageNames[locale]);

/** By their key, however deep it stands; without the character that keeps a word from breaking apart, which nobody sees. */
function saidIn(said: unknown, key = ''): [string, string][] {
  if (typeof said === 'string') return [[key, said.replaceAll('\u2060', '')]];
  return typeof said === 'object' ? Object.entries(said as object).flatMap(([name, word]) => saidIn(word, `${key}.${name}`)) : [];
}

const keysOf = (name: string, locale: Locale) => saidIn(words[locale]).flatMap(([key, said]) => (said === name ? [key] : []));

describe('the names in three languages', () => {
  test('are enough to find the way', () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(locales.map(column).toSorted()).toEqual([0, 1, 2]);
  });

  test.each(rows.map((row) => [row[column('en')] ?? '', row] as const))('are those of one thing on the pages: %s', (_, row) => {
    const [first = [], ...others] = locales.map((locale) => keysOf(row[column(locale)] ?? '', locale));
    expect(first.filter((key) => others.every((keys) => keys.includes(key)))).not.toEqual([]);
  });
});

describe('what customers are told', () => {
  const pressed = [...prose.matchAll(/\b(?:press|choose|open|tick)(?: the link)? \[?\*\*([^*]+)\*\*/gi)].map(([, name = '']) =>
    name.replace("'", '’'),
  );

  test.each([...new Set(pressed)])('to press or open is called so, in three languages: %s', (name) => {
    expect(rows.map((row) => row[column('en')])).toContain(name);
  });

  const [, ...sayings] = cellsOf(prose.slice(prose.indexOf('| What the page says'), prose.indexOf('### "This wasn')));

  test.each(sayings.map(([saying = '']) => saying))('that a page says, it says: %s', (saying) => {
    expect([...keysOf(saying, 'en'), ...keysOf(`${saying}.`, 'en')]).not.toEqual([]);
  });
});
