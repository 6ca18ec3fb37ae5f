/**
 * The whole of a cold start, in a process that does nothing else: evaluates a bundle, calls its handler once, and writes to the file
 * descriptor 3 how long that took. Arguments: bundle, a file with the event, and the tag of the trivial hash, if it has that.
 *
 * Runs as JavaScript: what Node strips types with would still be starting while the bundle is evaluated.
 */
import { readFileSync, writeSync } from 'node:fs';
import { answerWithTag } from './known-tag.ts';

type Bundle = { handler: (event: unknown, context: object) => Promise<unknown> };
/** Milliseconds. `cpu`: of all threads of the process. */
export type FreshCall = { wall: number; cpu: number; answer: unknown; bytes: number };

const [, , bundle = '', eventFile = '', tag = ''] = process.argv;

async function call(): Promise<FreshCall> {
  const event = JSON.parse(readFileSync(eventFile, 'utf8')) as unknown;
  if (tag) answerWithTag(tag);
  const before = process.cpuUsage();
  const began = performance.now();
  const { handler } = (bundle.endsWith('.mjs') ? await import(bundle) : require(bundle)) as Bundle;
  const answer = await handler(event, { awsRequestId: 'bench', getRemainingTimeInMillis: () => 10_000 });
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  const loaded = bundle.endsWith('.mjs') ? [bundle] : Object.keys(require.cache).filter((file) => file !== __filename);
  const bytes = loaded.reduce((sum, file) => sum + readFileSync(file).length, 0);
  return { wall, cpu: (user + system) / 1000, answer, bytes };
}

call().then(
  (called) => {
    writeSync(3, JSON.stringify(called));
    process.exit(0);
  },
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
