/**
 * A rule whose condition can be left out with all tests green is not built. So each condition of each write is left out, one at a
 * time, and the contract of its machine has to break. The list of write: condition → rule → contract is printed. No write escapes:
 * every condition of the sources is met by a contract, and one that several files ask for, in each of them.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Condition } from '../../shared/store/expressions.ts';

const watched = vi.hoisted(() => ({ dropped: undefined as string | undefined, meets: (_name: string) => undefined as unknown }));

vi.mock('../../shared/store/expressions.ts', async (load) => {
  const real = await load<typeof import('../../shared/store/expressions.ts')>();
  // In the place of the one that is left out stands what always holds, so that the write stays well-formed.
  const always = real.condition('always', '(attribute_exists(pk) OR attribute_not_exists(pk))');
  const watch = (each: Condition) => {
    watched.meets(each.name);
    return each.name === watched.dropped ? always : each;
  };
  return {
    ...real,
    expressions: (change: Parameters<typeof real.expressions>[0], conditions: readonly Condition[]) =>
      real.expressions(change, conditions.map(watch)),
  };
});

const { contracts } = await import('./contracts/all.ts');
const { playing } = await import('./contracts/contract.ts');

/** The same cases each time, so that what is found once is found again. */
const runs = { numRuns: 300, seed: 1, endOnFailure: true, verbose: 0 as const };

/** The conditions as the sources name them, with the sentence above each. */
const rules = new Map<string, string>();
/** Where those of everybody (`isNew`, `stillIs`) are asked for: the file and the name. */
const everybodys = new Set<string>();
/** Files that write their conditions in DynamoDB's words. */
const unnamed: string[] = [];
const root = join(import.meta.dirname, '..', '..');
for (const file of globSync('{shared,functions}/**/*.ts', { cwd: root })) {
  const source = readFileSync(join(root, file), 'utf8');
  if (/\bConditionExpression/.test(source)) unnamed.push(file);
  let rule = '';
  for (const line of source.split('\n')) {
    rule = /^\s*\/\*\* (.*) \*\/$/.exec(line)?.[1] ?? rule;
    const [, name] = /\bcondition\('(\w+)'/.exec(line) ?? [];
    if (name) rules.set(name, rule);
    if (line === '') rule = '';
    // What only borrows its text has a name of its own.
    if (/^import|const isNew|const \{ text/.test(line)) continue;
    for (const [whole, attribute] of line.matchAll(/\bisNew\b|\bstillIs\('(\w+)'/g))
      everybodys.add(`${file}: ${attribute ? `stillIs ${attribute}` : whole}`);
  }
}

/** The conditions that each event of each contract meets, learnt by playing it. */
const met = new Map<string, { contract: (typeof contracts)[number]; event: string; name: string }>();
/** In which files those of everybody are met: each file that is on the way to the write. */
const metIn = new Set<string>();
Error.stackTraceLimit = 30;
for (const contract of contracts) {
  watched.meets = (name) => {
    met.set(`${playing.event}: ${name}`, { contract, event: playing.event, name });
    if (!/^(isNew|stillIs .*)$/.test(name)) return;
    for (const [file] of (new Error().stack ?? '').matchAll(/\b(shared|functions)\/[\w./-]+\.ts/g)) metIn.add(`${file}: ${name}`);
  };
  for (const event of contract.events(runs)) await contract.play({ ...runs, numRuns: 30 }, event);
}
// What is met from now on is met by the contract that is asked.
watched.meets = () => undefined;

const table: string[] = [];
afterAll(() => console.log(table.toSorted().join('\n')));

describe('left out of its write, a condition breaks the contract', () => {
  it.each([...met.keys()].toSorted())('%s', async (key) => {
    const { contract, event, name } = met.get(key) ?? { contract: contracts[0], event: '', name: '' };
    watched.dropped = name;
    const isBroken = await contract
      ?.play(runs, event)
      .then(
        () => false,
        () => true,
      )
      .finally(() => {
        watched.dropped = undefined;
      });
    expect(isBroken, `${name} can be deleted`).toBe(true);
    table.push(`${key} → ${rules.get(name) || 'what was read still stands'} → ${contract?.name}`);
  });
});

it('every condition is met by a contract, and has a name to be left out by', () => {
  const names = new Set([...met.values()].map(({ name }) => name));
  expect([...rules.keys()].filter((name) => !names.has(name)).toSorted()).toEqual([]);
  expect(unnamed.toSorted()).toEqual(['shared/store/expressions.ts', 'shared/store/table.ts']);
});

it('a condition that several files ask for is met in each of them', () => {
  expect(everybodys.size).toBeGreaterThan(5);
  expect([...everybodys].filter((each) => !metIn.has(each)).toSorted()).toEqual([]);
});
