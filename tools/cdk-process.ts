/** The CDK's own deployment, as a process beside this one: where it goes, and how long it is waited for. */
import { type SpawnOptions, spawn } from 'node:child_process';
import type { AwsCaller } from './aws.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What says whose credentials they are, beside those that are given; `fromEnv` of the AWS SDK reads the last ones. */
const others = /^(?:AMAZON_|AWS_(?:DEFAULT_)?PROFILE$|AWS_SE(?:SSION|CURITY)_TOKEN$|AWS_CREDENTIAL_|AWS_ACCOUNT_ID$)/;

/**
 * Has the CDK deploy into the account that was looked at. Left to itself it would look for credentials in another order than the SDK: keys
 * before `AWS_PROFILE`, and `AWS_DEFAULT_PROFILE`, which the SDK does not know. And each of its options can be a variable, `CDK_PROFILE` or
 * `CDKPROFILE` for `--profile`.
 */
export function environmentOfCdk(given: Environment, { region, credentials }: AwsCaller): Environment {
  const kept = Object.entries(given).filter(([name]) => !others.test(name) && (!name.startsWith('CDK') || name === 'CDK_OUTDIR'));
  return {
    ...Object.fromEntries(kept),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken && { AWS_SESSION_TOKEN: credentials.sessionToken }),
  };
}

/** What the CDK is told. Its command line goes before `~/.cdk.json`, which may name a profile and a region too. */
export const wordsForCdk = (stage: string, { region }: AwsCaller, more: readonly string[]): string[] => [
  'deploy',
  '--context',
  `stage=${stage}`,
  '--profile',
  '',
  '--region',
  region,
  ...more,
];

/**
 * Runs a command of Node.js to its end. Who asks this process to end asks the command: what was opened for it is closed again afterwards.
 * @returns whether it succeeded
 */
export function runToItsEnd(words: readonly string[], options: SpawnOptions): Promise<boolean> {
  const child = spawn(process.execPath, words, options);
  const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const passOn = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of passedOn) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}
