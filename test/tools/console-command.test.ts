/** `npm run admin` as a command: where it leads, and how it ends. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { installationOf } from '../../tools/console/installation.ts';
import { startTestStack } from '../support/stack.ts';
import { fakeAws, noStack, stackWith } from './fake-aws.ts';

const aws = fakeAws();
const program = join(import.meta.dirname, '..', '..', 'tools', 'admin.ts');
const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|KEYCARD|NODE|VITEST|PORT)/.test(name)));

type Ended = { code: number; err: string };
const admin = (args: string[], env: Record<string, string> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env: { ...own, ...env } }, (error, _, err) =>
      resolve({ code: error ? Number(error.code) : 0, err }),
    );
  });

const identity = {
  body: '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-role/Support/jana</Arn><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
};

describe('npm run admin', () => {
  test('prints where the stage is, as whom one acts, and the address; and ends by Ctrl-C', async () => {
    const stack = await startTestStack();
    const running = spawn(process.execPath, [program, 'local', '--url', stack.url], { env: { ...own, AWS_ENDPOINT_URL: stack.awsUrl } });
    let out = '';
    running.stdout.on('data', (text) => {
      out += text;
    });
    await expect.poll(() => out).toMatch(/Ctrl-C/);
    expect(out).toContain('Stage local');
    expect(out).toContain(stack.url);
    expect(out).toContain('arn:aws:iam::000000000000:user/local');
    const [, address = ''] = /(http:\/\/127\.0\.0\.1:\d+\/)#token=[\w-]{43}\n/.exec(out) ?? [];
    expect((await fetch(address)).status).toBe(200);
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGINT');
    expect(await ended).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
  });

  test.each<[string, string[], Record<string, string>]>([
    ['without a stage', [], {}],
    ['with two', ['local', 'prod'], {}],
    ['with a port that is none', ['local'], { PORT: 'eighty' }],
    [
      'for the stage local elsewhere',
      ['local', '--url', 'https://login.shop.example'],
      { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y', AWS_REGION: 'eu-central-1' },
    ],
    ['for another stage on this machine', ['dev', '--url', 'http://localhost:3000'], {}],
  ])('called %s says so, and ends with 2', async (_, args, env) => {
    const { code, err } = await admin(args, env);
    expect(code).toBe(2);
    expect(err).toContain('Usage:');
  });

  test('for a stage that has no options says so, and ends with 1', async () => {
    const { code, err } = await admin(['nowhere']);
    expect([code, err]).toEqual([1, expect.stringContaining('there is no config/nowhere.json')]);
  });
});

describe('a stage on AWS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'console-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const optionsWith = (options: object) => {
    const file = join(folder, 'prod.json');
    writeFileSync(file, JSON.stringify({ region: 'eu-central-1', ...options }));
    return file;
  };

  test('is found by its stack, and whoever starts the console by STS; what is done there is done to customers', async () => {
    aws.answers.set('DescribeStacks', stackWith({ ApiUrl: 'https://login.shop.example' }));
    aws.answers.set('GetCallerIdentity', identity);
    const { about, admin: caller } = await installationOf('prod', undefined, {}, optionsWith({ supportWaitHours: 48 }));
    expect(about).toEqual({
      stage: 'prod',
      kind: 'customers',
      url: 'https://login.shop.example',
      account: '123456789012',
      identity: 'arn:aws:sts::123456789012:assumed-role/Support/jana',
      waitHours: 48,
    });
    expect(await caller()).toMatchObject({
      url: 'https://login.shop.example',
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test' },
    });
  });

  test('behind a CDN is called at its origin, with the secret of the CDN', async () => {
    const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:keycard/cdn-AbCdEf';
    const cdn = { secretArns: [arn], addressHeader: 'cf-connecting-ip' };
    const file = optionsWith({ cdn, publicUrl: 'https://login.shop.example' });
    aws.answers.set('DescribeStacks', stackWith({ ApiUrl: 'https://login.shop.example', OriginUrl: 'https://api.example' }));
    aws.answers.set('GetCallerIdentity', identity);
    aws.answers.set('secretsmanager.GetSecretValue', ({ input }) => ({
      body: { SecretString: input.SecretId === arn ? 'from the CDN' : '' },
    }));
    const asked = await (await installationOf('prod', undefined, {}, file)).admin();
    expect(asked).toMatchObject({ url: 'https://api.example', headers: { 'x-api-key': 'from the CDN' } });
    const handed = await (await installationOf('prod', undefined, { KEYCARD_CDN_SECRET: 'handed over' }, file)).admin();
    expect(handed).toMatchObject({ headers: { 'x-api-key': 'handed over' } });
  });

  test('is not looked for where its address is given', async () => {
    aws.answers.set('GetCallerIdentity', identity);
    const { about } = await installationOf('prod', 'https://login.shop.example/', {}, optionsWith({}));
    expect(about.url).toBe('https://login.shop.example');
    expect(aws.asked.map(({ name }) => name)).toEqual(['GetCallerIdentity']);
  });

  test('that is not deployed, or not encrypted on the way, is none', async () => {
    aws.answers.set('DescribeStacks', noStack);
    await expect(installationOf('prod', undefined, {}, optionsWith({}))).rejects.toThrow('keycard-prod is not deployed');
    await expect(installationOf('prod', 'http://login.shop.example', {}, optionsWith({}))).rejects.toThrow('is not https');
  });
});
