/** Turnstile and hCaptcha as a loopback server plays them. In clear: TLS is Node's own affair, and not what is tested here. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTestStack } from '../support/stack.ts';

vi.mock('node:https', () => import('node:http'));

type Played = { status?: number; body?: string; never?: boolean; breaks?: boolean };

let played: Played;
let asked: { method: string | undefined; type: string | undefined; form: Record<string, string> }[];
let server: Server;
let endpoint: string;
let siteVerify: typeof import('../../shared/captcha/site-verify.ts').siteVerify;

beforeAll(async () => {
  const stack = await startTestStack();
  const name = '/keycard/local/captcha-secret';
  await stack.ssm.send(new PutParameterCommand({ Name: name, Value: 'the shop’s secret', Type: 'SecureString' }));
  vi.stubEnv('CAPTCHA_SECRET_PARAMETER', name);
  vi.stubEnv('AWS_ENDPOINT_URL', stack.awsUrl);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  ({ siteVerify } = await import('../../shared/captcha/site-verify.ts'));

  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      asked.push({ method: request.method, type: request.headers['content-type'], form });
      if (played.never) return;
      if (played.breaks) return void request.socket.destroy();
      response.writeHead(played.status ?? 200);
      response.end(played.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/siteverify`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  vi.unstubAllEnvs();
});
beforeEach(() => {
  asked = [];
});

describe.each(['turnstile', 'hcaptcha'] as const)('%s', (provider) => {
  test('is asked once, with the shop’s secret and the token, and its word counts', async () => {
    played = { body: JSON.stringify({ success: true, hostname: 'shop.example' }) };
    expect(await siteVerify(provider, 'a token&secret=mine', endpoint)).toBe(true);
    expect(asked).toEqual([
      {
        method: 'POST',
        type: 'application/x-www-form-urlencoded',
        form: { secret: 'the shop’s secret', response: 'a token&secret=mine' },
      },
    ]);
    played = { body: JSON.stringify({ success: false, 'error-codes': ['timeout-or-duplicate'] }) };
    expect(await siteVerify(provider, 'used', endpoint)).toBe(false);
  });

  test.each<[string, Played]>([
    ['an error of its own', { status: 500, body: '{"success":true}' }],
    ['too many requests', { status: 429, body: '{"success":true}' }],
    ['a redirection', { status: 302, body: '{"success":true}' }],
    ['no JSON', { body: '<html>' }],
    ['nothing', { body: '' }],
    ['another form', { body: '{"ok":true}' }],
    ['a success that is no boolean', { body: '{"success":"true"}' }],
    ['a broken connection', { breaks: true }],
  ])('that answers with %s lets nobody through', async (_, answer) => {
    played = answer;
    await expect(siteVerify(provider, 'token', endpoint)).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });
});

test('a provider that does not answer is given up after three seconds', async () => {
  played = { never: true };
  const began = performance.now();
  await expect(siteVerify('turnstile', 'token', endpoint)).rejects.toThrow();
  expect(performance.now() - began).toBeGreaterThan(2900);
});

test('a provider that cannot be reached lets nobody through', async () => {
  await expect(siteVerify('turnstile', 'token', 'http://127.0.0.1:9/siteverify')).rejects.toThrow();
});
