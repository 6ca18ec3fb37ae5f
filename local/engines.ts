/** The DynamoDB engines that a machine may have, in the order in which they are looked for. `DYNAMODB_ENDPOINT` goes before all of them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { javaArguments, jdkIsHere } from './dynamodb-local.ts';

export type Found = {
  readonly name: string;
  readonly command: string;
  /** It listens on this port of the loopback interface, until it is killed. */
  readonly argumentsFor: (port: number) => string[];
  readonly readyWithinMilliseconds: number;
};

const image = 'amazon/dynamodb-local';

/** @throws Error saying what to install when there is none. */
export function findEngine(): Found {
  for (const look of [dynoxide, docker, java]) {
    const found = look();
    if (found) return found;
  }
  throw new Error(
    `There is no DynamoDB engine on this machine: install Docker, or a JDK of version 11 or later, or ${packageOfThisMachine()} if npm has it (npm install --no-save ${packageOfThisMachine()}), or name one that runs: DYNAMODB_ENDPOINT=http://localhost:8000.`,
  );
}

const packageOfThisMachine = () => `@dynoxide/${process.platform}-${process.arch}`;

/** The one that is checked against AWS, and that starts in no time. */
function dynoxide(): Found | undefined {
  try {
    const command = join(dirname(createRequire(import.meta.url).resolve(`${packageOfThisMachine()}/package.json`)), 'dynoxide');
    if (!existsSync(command)) return undefined;
    const argumentsFor = (port: number) => ['serve', '--host', '127.0.0.1', '--port', String(port)];
    return { name: 'dynoxide', command, argumentsFor, readyWithinMilliseconds: 10_000 };
  } catch {
    return undefined;
  }
}

/** Its command line alone is not enough: the daemon has to answer. */
function docker(): Found | undefined {
  if (!succeeds('docker', ['version', '--format', '{{.Server.Version}}'])) return undefined;
  if (!succeeds('docker', ['image', 'inspect', image])) {
    console.error(`Fetching ${image}, this once …`);
    if (!succeeds('docker', ['pull', '--quiet', image])) return undefined;
  }
  const published = (port: number) => ['--publish', `127.0.0.1:${port}:8000`];
  const server = ['-jar', 'DynamoDBLocal.jar', '-inMemory', '-disableTelemetry'];
  const argumentsFor = (port: number) => ['run', '--rm', '--init', ...published(port), image, ...server];
  return { name: 'Docker', command: 'docker', argumentsFor, readyWithinMilliseconds: 60_000 };
}

function java(): Found | undefined {
  if (!jdkIsHere()) return undefined;
  return { name: 'Java', command: 'java', argumentsFor: javaArguments, readyWithinMilliseconds: 60_000 };
}

const succeeds = (command: string, args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
