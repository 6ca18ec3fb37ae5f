/** An example as its README starts it: a process of its own, which knows the stack by its address alone. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atEndOfFile } from '../support/end-of-file.ts';

export const examples = join(import.meta.dirname, '..', '..', 'examples');

type Program = { file?: string; args: string[]; folder: string; env?: Record<string, string> };

const environment = (env: Record<string, string> = {}) => ({ PATH: process.env.PATH, ...env });

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await promisify(server.close).call(server);
  return port;
}

/** Runs one that ends. @returns what it writes @throws Error with all of it when it fails */
export async function output({ file = process.execPath, args, folder, env }: Program): Promise<string> {
  const { stdout } = await promisify(execFile)(file, args, { cwd: folder, env: environment(env) });
  return stdout.trim();
}

/**
 * Starts one that ends with the test file, and waits until it has written what `ready` looks for.
 * @returns all that it has written up to now @throws Error when it ends before
 */
export async function started({ file = process.execPath, args, folder, env, ready }: Program & { ready: RegExp }): Promise<() => string> {
  const child = spawn(file, args, { cwd: folder, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  atEndOfFile(async () => {
    child.kill();
    await ended;
  });
  let written = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      written += chunk;
      if (ready.test(written)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(`${args.join(' ')} has ended: ${written}`)));
    child.once('error', reject);
  });
  return () => written;
}
