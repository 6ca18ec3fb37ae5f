/** What a shop finds in the list of its words, and can say in its own way, is said somewhere. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { said } from '../../cdk/brand/said.ts';

const root = join(import.meta.dirname, '../..');
const isWords = (path: string) => /(^|\/)words(\/|\.ts$)/.test(path);

/** Every name in these folders, but for those of the words themselves. */
const namesIn = (...folders: string[]): ReadonlySet<string> =>
  new Set(
    globSync(
      folders.map((folder) => `${folder}/**/*.ts`),
      { cwd: root },
    )
      .filter((path) => !isWords(path))
      .flatMap((path) => readFileSync(join(root, path), 'utf8').match(/\w+/g) ?? []),
  );

/** What events, reasons and problems are called stands where they come from. */
const byPages = namesIn('web', 'functions', 'shared/http', 'shared/log', 'shared/flow');
const byMessages = namesIn('functions', 'shared/send', 'shared/codes', 'shared/factors', 'shared/flow');

test('every text of pages, e-mails and SMS', () => {
  const unsaid = Object.keys(said.en).filter((key) => {
    const [kind, ...names] = key.split('.');
    const known = kind === 'pages' ? byPages : byMessages;
    // Of pages and e-mails the first name is the part, which is a file.
    return !(kind === 'sms' ? names : names.slice(1)).flatMap((name) => name.split(/\W/)).every((name) => known.has(name));
  });
  expect(unsaid).toEqual([]);
});
