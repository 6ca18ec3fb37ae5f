/**
 * `npm run deploy -- prod`: deploys a stage as its file in `config/` says. What follows the stage goes on to `cdk deploy`. Exit codes: 0
 * deployed, 1 refused or failed, 2 called wrongly.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { WrongOptions } from '../cdk/read-options.ts';
import { awsCaller } from './aws.ts';
import { type Losable, losable } from './deployed-stack.ts';
import { deploy, Refused } from './deployment.ts';

const usage = `Usage: npm run deploy -- <stage> [--let-go ${losable.join('|')}] [options of cdk deploy]`;

const [stage = '', ...rest] = process.argv.slice(2);
const letGo: Losable[] = [];
const forCdk: string[] = [];
while (rest.length > 0) {
  const [first = ''] = rest;
  if (first.startsWith('--let-go=')) rest.splice(0, 1, ...first.split('='));
  const [word = '', value] = rest.splice(0, rest[0] === '--let-go' ? 2 : 1);
  // What is compared must be what is deployed.
  const [, other] = /^(--profile|--region|--app|-a|--context|-c)(?:=|$)/.exec(word) ?? [];
  if (other)
    exit(2, `${other} would deploy elsewhere than was looked: set AWS_PROFILE, or the options in config/${stage}.json\n\n${usage}`);
  if (word !== '--let-go') forCdk.push(word);
  else if (isLosable(value)) letGo.push(value);
  else exit(2, `--let-go takes one of ${losable.join(', ')}\n\n${usage}`);
}
if (!stage || stage.startsWith('-')) exit(2, usage);

try {
  const isDeployed = await deploy({ stage, letGo, caller: awsCaller, cdk, warn: (message) => console.error(message) });
  process.exitCode = isDeployed ? 0 : 1;
} catch (error) {
  if (error instanceof WrongOptions || error instanceof Refused) exit(1, error.message);
  exit(1, `${(error as Error).name}: ${(error as Error).message}`);
}

function cdk(region: string): Promise<boolean> {
  const binary = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin', 'cdk');
  const child = spawn(process.execPath, [binary, 'deploy', '--context', `stage=${stage}`, ...forCdk], {
    stdio: 'inherit',
    env: { ...process.env, AWS_REGION: region, AWS_DEFAULT_REGION: region },
  });
  // Ctrl+C is for the CDK. What was let go for it is protected again afterwards.
  process.on('SIGINT', () => undefined);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

function isLosable(word: string | undefined): word is Losable {
  return (losable as readonly (string | undefined)[]).includes(word);
}

function exit(code: number, message: string): never {
  console.error(message);
  process.exit(code);
}
