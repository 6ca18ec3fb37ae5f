/**
 * `npm run deploy -- prod`: deploys a stage as its file in `config/` says. What follows the stage goes on to `cdk deploy`. Exit codes: 0
 * deployed, 1 refused or failed, 2 called wrongly.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { WrongOptions } from '../cdk/read-options.ts';
import { type AwsCaller, awsCaller } from './aws.ts';
import { environmentOfCdk, runToItsEnd, wordsForCdk } from './cdk-process.ts';
import { deployWords, usage } from './deploy-words.ts';
import { deploy, Refused } from './deployment.ts';

const words = deployWords(process.argv.slice(2));
if (typeof words === 'string') exit(2, `${words}\n\n${usage}`);
const { stage, letGo, forCdk } = words;

try {
  const isDeployed = await deploy({ stage, letGo, caller: awsCaller, cdk, warn: (message) => console.error(message) });
  process.exitCode = isDeployed ? 0 : 1;
} catch (error) {
  if (error instanceof WrongOptions || error instanceof Refused) exit(1, error.message);
  exit(1, `${(error as Error).name}: ${(error as Error).message}`);
}

function cdk(aws: AwsCaller): Promise<boolean> {
  const binary = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin', 'cdk');
  return runToItsEnd([binary, ...wordsForCdk(stage, aws, forCdk)], {
    stdio: 'inherit',
    env: environmentOfCdk(process.env, aws),
  });
}

function exit(code: number, message: string): never {
  console.error(message);
  process.exit(code);
}
