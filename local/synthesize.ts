/** Synthesizes the stack of stage `local`, unless nothing it is made of has changed since the last time. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const sources = ['cdk', 'functions', 'shared', 'web', 'cdk.json', 'package-lock.json'];

/** @returns the directory of the cloud assembly. */
export async function synthesize(): Promise<string> {
  const assembly = join(root, '.build', 'cdk.out');
  const stamp = join(assembly, 'made-of');
  const current = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return assembly;

  const pages = join(root, 'web', 'build.ts');
  if (existsSync(pages)) await ((await import(pages)) as { buildPages(): Promise<void> }).buildPages();
  // Loaded only when needed: the CDK takes a second to load.
  const { keycardApp } = await import('../cdk/keycard-app.ts');
  // The checks of what is deployed have a test of their own.
  const app = await keycardApp(assembly, { stage: 'local' }, { checks: false });
  app.synth();
  writeFileSync(stamp, current);
  return assembly;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    const file = join(root, path);
    if (!existsSync(file)) return;
    const about = statSync(file);
    if (about.isDirectory()) {
      for (const name of readdirSync(file).sort()) add(join(path, name));
    } else {
      hash.update(`${path} ${about.size} ${about.mtimeMs}\n`);
    }
  };
  for (const path of sources) add(path);
  return hash.digest('hex');
}
