/** Are the mutants whose fate is known judged as they must be? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutants, root } from './stryker.ts';

const file = 'mutation/planted/rules.ts';

/** @returns what is wrong, line by line; nothing if the machine that judges is sound */
export async function misjudged(assembly: string): Promise<string[]> {
  const planted = await mutants({ mutate: [file], tests: ['mutation/planted/*.test.ts'], assembly });
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  return lines.flatMap((text, line) => {
    const [, fates] = /; \/\/ ([A-Z][\w, ]+)$/.exec(text) ?? [];
    if (!fates) return [];
    const expected = fates.split(', ').toSorted();
    const found = planted.filter(({ location }) => location.start.line === line + 1);
    const ways = [...new Set(found.map(({ status }) => status as string))].toSorted();
    if (ways.join() === expected.join()) return [];
    const each = found.map(({ status, replacement, statusReason = '' }) => `    ${status}: ${replacement} ${statusReason}`);
    return [`${file}:${line + 1} should be ${fates}, and is ${ways.join(', ') || 'not mutated'}`, ...each];
  });
}
