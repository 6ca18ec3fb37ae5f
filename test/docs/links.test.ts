import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const inDocs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const ofExamples = globSync('examples/{README.md,*/README.md}', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
const pages = ['README.md', 'CHANGELOG.md', ...inDocs.map((name) => `docs/${name}`), ...ofExamples];

const textOf = (page: string) => readFileSync(join(root, page), 'utf8');
const withoutCode = (text: string) => text.replaceAll(/^ *```.*?^ *```/gms, '');

/** Headings as GitHub makes anchors of them. */
const anchorsOf = (page: string) =>
  [...withoutCode(textOf(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** What a page links to, beside the web. */
const linksOf = (page: string) =>
  [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)]
    .map(([, target, source]) => target ?? source ?? '')
    .filter((target) => !/^https?:/.test(target));

describe.each(pages)('%s', (page) => {
  test('links to what is there', () => {
    for (const link of linksOf(page)) {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : relative(root, join(root, dirname(page), path));
      expect(existsSync(join(root, target)), link).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(target), link).toContain(anchor);
    }
  });

  test('names no command that npm does not know here', () => {
    const manifests = ['package.json', join(dirname(page), 'package.json')].filter((path) => existsSync(join(root, path)));
    const known = manifests.flatMap((path) => Object.keys((JSON.parse(textOf(path)) as { scripts?: object }).scripts ?? {}));
    const named = [...textOf(page).matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map(([, name = '']) => name);
    expect(known).toEqual(expect.arrayContaining(named));
  });
});
