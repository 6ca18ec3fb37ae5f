/** What a new method has to answer: a scratch copy of the project with one more does not compile until it does. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const tsc = join(root, 'node_modules', '.bin', 'tsc');

/** One line for what each language has. */
const inItsLanguage = (file: string) => file.replace(/^web\/words\/\w+\//, 'web/words/<language>/');

test('adding a method does not compile in every place that must answer for it, and docs/contributing.md lists them', {
  timeout: 120_000,
}, () => {
  const scratch = mkdtempSync(join(tmpdir(), 'keycard-'));
  try {
    for (const part of ['shared', 'functions', 'web', 'tsconfig.json', 'package.json'])
      cpSync(join(root, part), join(scratch, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
    const file = join(scratch, 'shared', 'flow', 'method.ts');
    const source = readFileSync(file, 'utf8');
    const extended = source.replace("export type Method = 'email' | 'totp';", "export type Method = 'email' | 'totp' | 'passkey';");
    expect(extended).not.toBe(source);
    writeFileSync(file, extended);

    const { stdout } = spawnSync(tsc, ['-p', '.'], { cwd: scratch, encoding: 'utf8' });
    const broken = new Set([...stdout.matchAll(/^([\w./-]+)\(\d+,\d+\): error/gm)].map(([, name = '']) => inItsLanguage(name)));
    const [, section = ''] = readFileSync(join(root, 'docs', 'contributing.md'), 'utf8').split('## A new factor');
    const listed = section.split('\n## ')[0]?.matchAll(/`((?:shared|functions|web)\/[\w./<>-]+\.ts)`/g) ?? [];
    expect([...broken].toSorted()).toEqual([...new Set([...listed].map(([, name]) => name))].toSorted());
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
