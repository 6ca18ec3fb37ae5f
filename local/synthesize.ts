/** Synthesizes the stack of stage `local`, unless nothing it is made of has changed since. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from '../cdk/options.ts';
import { readOptions } from '../cdk/read-options.ts';
import { region } from './intrinsics.ts';

const root = join(import.meta.dirname, '..');
const sources = ['cdk', 'functions', 'shared', 'web', 'cdk.json', 'package-lock.json'];
/** Each assembly has a folder of its own, named after what it was made of: whoever runs on one keeps it while another is made. */
const assemblies = join(root, '.build', 'assemblies');
const keptForMilliseconds = 24 * 60 * 60 * 1000;

/** What is tested and measured, whatever somebody tries out in `config/local.json`. A team to write to, so that its e-mails show in the outbox too. */
const steady = readOptions('local', { supportMailTo: 'support-team@example.com' }, region);

/** @returns the directory of the cloud assembly. */
export async function synthesize(options: Options = steady): Promise<string> {
  const assembly = join(assemblies, fingerprint(options));
  if (existsSync(assembly)) {
    utimesSync(assembly, new Date(), new Date());
    return assembly;
  }
  removeOldAssemblies();
  const making = mkdtempSync(join(assemblies, 'making-'));
  try {
    await makeAssembly(making, options);
    // What was edited meanwhile may be in it or not.
    if (join(assemblies, fingerprint(options)) !== assembly) return await synthesize(options);
    if (!existsSync(assembly)) renameSync(making, assembly);
    return assembly;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** The functions' bundles, kept beside an assembly for whoever synthesizes with other options. */
export const bundlesOf = (assembly: string): string => join(assembly, 'bundles');

async function makeAssembly(into: string, options: Options): Promise<void> {
  // Loaded only when needed: the CDK takes a second to load.
  const { keycardApp } = await import('../cdk/keycard-app.ts');
  const { bundleFunctions } = await import('../cdk/bundles.ts');
  const bundles = bundlesOf(into);
  await bundleFunctions(bundles);
  // The checks of what is deployed have a test of their own.
  const app = await keycardApp(into, options, { checks: false, bundles });
  app.synth();
}

function removeOldAssemblies(): void {
  mkdirSync(assemblies, { recursive: true });
  for (const name of readdirSync(assemblies)) {
    const folder = join(assemblies, name);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > keptForMilliseconds) rmSync(folder, { recursive: true, force: true });
  }
}

function fingerprint(options: Options): string {
  const hash = createHash('sha256').update(JSON.stringify(options));
  const add = (path: string): void => {
    const file = join(root, path);
    const about = statSync(file, { throwIfNoEntry: false });
    if (about?.isDirectory()) {
      for (const name of readdirSync(file).sort()) add(join(path, name));
    } else if (about) {
      hash.update(`${path} ${about.size} ${about.mtimeMs}\n`);
    }
  };
  for (const path of sources) add(path);
  return hash.digest('hex').slice(0, 16);
}
