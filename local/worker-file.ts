/**
 * `worker.ts` as JavaScript, in a file that is made once: Node would strip its types again in each function's thread, which takes
 * longer than the rest of its start.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'worker.ts',
  'clock.ts',
  'compiled-once.ts',
  'held-calls.ts',
  'patient-timers.ts',
  'remembered-hashes.ts',
  '../shared/aws/patience.ts',
].map((name) => join(import.meta.dirname, name));
const made = join(import.meta.dirname, '..', '.build', 'worker');

/** The path of the file. */
export async function workerFile(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(source));
  const file = join(made, `${hash.digest('hex').slice(0, 16)}.cjs`);
  if (existsSync(file)) return file;
  const { build } = await import('esbuild');
  mkdirSync(made, { recursive: true });
  const making = mkdtempSync(join(made, 'making-'));
  const outfile = join(making, 'worker.cjs');
  await build({ entryPoints: [sources[0] ?? ''], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node24' });
  // Several test files may come here at once: each finds its own or another's, and they are the same.
  renameSync(outfile, file);
  rmSync(making, { recursive: true, force: true });
  return file;
}
