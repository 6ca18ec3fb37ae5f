import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { atEndOfFile } from '../support/end-of-file.ts';

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

describe('on a machine that npm has no engine for', () => {
  const engines = join(local, 'engines.ts');
  /** Programs in the only folder of the PATH, each a shell script. */
  function machineWith(programs: Record<string, string>): string {
    const folder = mkdtempSync(join(tmpdir(), 'keycard-path-'));
    atEndOfFile(async () => rmSync(folder, { recursive: true, force: true }));
    for (const [name, script] of Object.entries(programs)) writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return folder;
  }
  const otherArchitecture = "Object.defineProperty(process, 'arch', { value: 'mips' });";
  /** A script that runs there, and the first line that it prints. */
  async function running(script: string, path: string, environment: Record<string, string> = {}) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', `${otherArchitecture} ${script}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: path, ...environment },
    });
    atEndOfFile(async () => void child.kill());
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return { child, line };
  }
  const printed = async (...given: Parameters<typeof running>) => (await running(...given)).line;
  const found = `const { findEngine } = await import(${JSON.stringify(engines)}); try { console.log(findEngine().name); } catch (error) { console.log(error.message); }`;

  const docker = 'exit 0';
  const dockerWithoutDaemon = '[ "$1" != version ]';
  const jdk = 'echo jdk.compiler@21.0.4';
  const runtime = 'echo java.base@21.0.4';

  it.each([
    ['Docker', { docker, java: jdk }],
    ['Docker', { docker }],
    ['Java', { docker: dockerWithoutDaemon, java: jdk }],
    ['Java', { docker: '[ "$1" = version ]', java: jdk }],
    ['Java', { java: jdk }],
  ])('%s is taken where there is %o', async (name, programs) => {
    expect(await printed(found, machineWith(programs))).toBe(name);
  });

  it.each([{}, { java: runtime }, { docker: dockerWithoutDaemon, java: runtime }])(
    'with %o the start says in one line what to do',
    async (programs) => {
      expect(await printed(found, machineWith(programs))).toMatch(
        /install Docker, or a JDK .* or @dynoxide\/\w+-mips .*DYNAMODB_ENDPOINT=/,
      );
    },
  );

  it('one that is named goes before all of them', async () => {
    const script = `const { Engine } = await import(${JSON.stringify(join(local, 'dynamodb.ts'))}); await Engine.start().catch((error) => console.log(error.message));`;
    expect(await printed(script, machineWith({ docker }), { DYNAMODB_ENDPOINT: 'http://127.0.0.1:1' })).toBe(
      'DYNAMODB_ENDPOINT=http://127.0.0.1:1 does not answer as DynamoDB does',
    );
  });

  it('a container is started on a port of this machine alone, and ends with the stack', async () => {
    const binary = join(dirname(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
    // Docker's part here is to take the port of `--publish 127.0.0.1:<port>:8000`, and to be ended.
    const standIn = `[ "$1" = run ] || exit 0
for word; do case $word in 127.0.0.1:*:8000) port=\${word#*:}; port=\${port%:*};; esac; done
exec ${binary} serve --host 127.0.0.1 --port $port`;
    const script = `const { Engine } = await import(${JSON.stringify(join(local, 'dynamodb.ts'))}); const engine = await Engine.start(); console.log(engine.endpoint); setInterval(() => {}, 1000);`;
    const { child, line: endpoint } = await running(script, machineWith({ docker: standIn }));
    expect(await answers(endpoint)).toBe(true);
    child.kill();
    for (let tries = 0; tries < 50 && (await answers(endpoint)); tries += 1) await wait(20);
    expect(await answers(endpoint)).toBe(false);
  });
});
