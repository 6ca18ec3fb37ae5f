import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';

const local = join(import.meta.dirname, '..', '..', 'local');

const answers = (endpoint: string) =>
  fetch(endpoint, { signal: AbortSignal.timeout(1000) }).then(
    () => true,
    () => false,
  );

it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('an engine does not outlive a stack that ends by %s', async (signal) => {
  const script = `const { Engine } = await import(${JSON.stringify(join(local, 'dynamodb.ts'))}); console.log((await Engine.start()).endpoint); setInterval(() => {}, 1000);`;
  const stack = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [endpoint] = (await once(createInterface({ input: stack.stdout }), 'line')) as [string];
  expect(await answers(endpoint)).toBe(true);
  stack.kill(signal);
  await once(stack, 'exit');
  for (let tries = 0; tries < 50 && (await answers(endpoint)); tries += 1) await wait(20);
  expect(await answers(endpoint)).toBe(false);
});

it('without an engine for the machine the start says what to do', async () => {
  const script = `Object.defineProperty(process, 'arch', { value: 'mips' }); const { Engine } = await import(${JSON.stringify(join(local, 'dynamodb.ts'))}); await Engine.start().catch((error) => console.log(error.message));`;
  const stack = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [message] = (await once(createInterface({ input: stack.stdout }), 'line')) as [string];
  expect(message).toMatch(/@dynoxide\/\w+-mips is not installed.*DYNAMODB_ENDPOINT=/);
});
