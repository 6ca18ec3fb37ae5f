import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { environmentOfCdk, runToItsEnd, wordsForCdk } from '../../tools/cdk-process.ts';
import { fakeAws } from './fake-aws.ts';

const aws = fakeAws();
const caller = { region: 'eu-central-1', credentials: { accessKeyId: 'lookedat', secretAccessKey: 'secret' } };
const home = mkdtempSync(join(tmpdir(), 'keycard-cdk-'));
afterAll(() => rmSync(home, { recursive: true }));

describe('the CDK deploys into the account that was looked at', () => {
  test('whatever else its environment and the files at home name', async () => {
    writeFileSync(join(home, '.cdk.json'), JSON.stringify({ profile: 'other', region: 'us-east-1' }));
    writeFileSync(join(home, 'cdk.json'), JSON.stringify({ app: 'true', context: { 'cli-telemetry': false } }));
    writeFileSync(join(home, 'credentials'), '[other]\naws_access_key_id = other\naws_secret_access_key = other\n');
    const other = {
      AWS_PROFILE: 'other',
      AWS_DEFAULT_PROFILE: 'other',
      CDK_PROFILE: 'other',
      CDKPROFILE: 'other',
      CDK_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'other',
      AWS_SECRET_ACCESS_KEY: 'other',
      AWS_SESSION_TOKEN: 'other',
    };
    const files = { HOME: home, AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'), AWS_CONFIG_FILE: join(home, 'none') };
    const binary = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin', 'cdk');
    // It asks whose credentials it has before the app runs, which makes nothing here.
    const isDeployed = await runToItsEnd([binary, ...wordsForCdk('prod', caller, ['--no-notices'])], {
      cwd: home,
      stdio: 'ignore',
      env: environmentOfCdk({ ...process.env, ...other, ...files }, caller),
    });
    expect(isDeployed).toBe(false);
    const asked = aws.asked.map(({ name, keyId, region }) => `${name} by ${keyId} in ${region}`);
    expect(new Set(asked)).toEqual(new Set(['GetCallerIdentity by lookedat in eu-central-1']));
  });

  test('with these credentials and none of the others, and without a word of how it was to be run', () => {
    const given = {
      PATH: '/bin',
      AWS_CA_BUNDLE: 'ca.pem',
      CDK_OUTDIR: 'out',
      CDK_CONTEXT: 'stage=test',
      CDKAPP: 'x',
      AMAZON_SESSION_TOKEN: 'x',
      AWS_SECURITY_TOKEN: 'x',
      AWS_SESSION_TOKEN: 'x',
      AWS_CREDENTIAL_EXPIRATION: '2026-01-01T00:00:00Z',
      AWS_ACCOUNT_ID: '210987654321',
    };
    const here = {
      PATH: '/bin',
      AWS_CA_BUNDLE: 'ca.pem',
      CDK_OUTDIR: 'out',
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'lookedat',
      AWS_SECRET_ACCESS_KEY: 'secret',
    };
    expect(environmentOfCdk(given, caller)).toEqual(here);
    const passing = { ...caller, credentials: { ...caller.credentials, sessionToken: 'token' } };
    expect(environmentOfCdk(given, passing)).toEqual({ ...here, AWS_SESSION_TOKEN: 'token' });
  });
});

describe('a deployment that is asked to end', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s has the CDK end, and goes on after it: what it opened is closed',
    async (signal) => {
      const command = `process.on('${signal}', () => { console.log('asked'); process.exit(1); }); console.log('runs'); setTimeout(() => {}, 5_000);`;
      const file = new URL('../../tools/cdk-process.ts', import.meta.url).href;
      const deployment = `import { runToItsEnd } from '${file}';
      const isDone = await runToItsEnd(['-e', ${JSON.stringify(command)}], { stdio: 'inherit' });
      console.log(isDone ? 'done' : 'closed');`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', deployment], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk;
        if (said === 'runs\n') child.kill(signal);
      });
      expect(await once(child, 'close')).toEqual([0, null]);
      expect(said).toBe('runs\nasked\nclosed\n');
    },
  );
});
