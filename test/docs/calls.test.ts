import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type RouteName, routes } from '../../shared/http/routes/map.ts';
import { problemsOf, type Route } from '../../shared/http/routes/route.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'frontend.md'), 'utf8');

/** What browsers call: no pages, nothing that is signed with IAM, nothing of a client's own, nothing for machines only. */
const calls = (Object.entries(routes) as [RouteName, Route][]).filter(
  ([, { page, auth, published, everyOrigin }]) => !page && auth !== 'iam' && auth !== 'clientToken' && !everyOrigin && !published,
);

/** The rows of the first table below a heading, without its head. */
function tableUnder(heading: string): string[][] {
  const [, below = ''] = page.split(`\n${heading}\n`);
  const [table = ''] = /(?:^\|.*\n)+/m.exec(below) ?? [];
  const rows = table.trimEnd().split('\n').slice(2);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const inBackticks = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

describe('docs/frontend.md', () => {
  test('has every call that browsers make, by method, path and name', () => {
    const documented = tableUnder('## Calls').map(([call, name]) => `${inBackticks(call)[0]} ${inBackticks(name)[0]}`);
    expect(documented.sort()).toEqual(calls.map(([name, { method, path }]) => `${method} ${path} ${name}`).sort());
  });

  test('says of each what it is refused with, and nothing else', () => {
    const documented = tableUnder('### What each call is refused with').flatMap(([names, codes]) =>
      inBackticks(names).map((name) => [name, inBackticks(codes).sort()] as const),
    );
    expect(documented.length).toBe(calls.length);
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(calls.map(([name, { problems }]) => [name, [...problems].sort()])));
  });

  test('says what every problem of these calls means', () => {
    const explained = tableUnder('## Problems').flatMap(([codes]) => inBackticks(codes));
    for (const [name, route] of calls) for (const code of problemsOf(route)) expect(explained, name).toContain(code);
  });
});
