/** A copy of an example with the part of the package `keycard` that it imports, as `npm run packages` makes it. All else is the repository's. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import own from '../../package.json' with { type: 'json' };
import { cdkProgram, clientProgram } from '../../tools/packages/bundled.ts';
import { atEndOfFile } from '../support/end-of-file.ts';
import { examples } from './running.ts';

const build = join(examples, '..', '.build');
const programs = { client: clientProgram, cdk: cdkProgram };

/** @param bundles the functions, for `cdk` @returns the folder of the copy */
export async function installed(example: string, part: keyof typeof programs, bundles?: string): Promise<string> {
  const { dependencies } = JSON.parse(readFileSync(join(examples, example, 'package.json'), 'utf8'));
  expect(dependencies.keycard).toBe(`file:../../.build/packages/keycard-${own.version}.tgz`);

  // Below the repository, where Node finds whatever is not in the copy.
  mkdirSync(build, { recursive: true });
  const folder = mkdtempSync(join(build, `${example}-`));
  atEndOfFile(async () => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(examples, example), folder, { recursive: true, filter: (file) => !file.endsWith('node_modules') });
  const keycard = join(folder, 'node_modules', 'keycard');
  mkdirSync(join(keycard, part), { recursive: true });
  const exports = { [`./${part}`]: `./${part}/index.js` };
  writeFileSync(join(keycard, 'package.json'), JSON.stringify({ name: 'keycard', type: 'module', exports }));
  for (const [name, text] of Object.entries(await programs[part](own.version))) writeFileSync(join(keycard, part, name), text);
  if (bundles) cpSync(bundles, join(keycard, part, 'functions'), { recursive: true });
  return folder;
}
