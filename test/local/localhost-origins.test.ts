import { beforeAll, expect, test } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
  await stack.putCustomer('developer', { password: 'a-frontend-in-the-making' });
});

const logIn = (origin: string) =>
  stack.browser().post('/v1/login', { username: 'developer@example.com', password: 'a-frontend-in-the-making' }, { origin });

test.each(['http://localhost:5173', 'http://localhost', 'https://localhost:8443', 'http://127.0.0.1:5173', 'http://[::1]:5173'])(
  'on one machine a frontend at %s may call and read the answer',
  async (origin) => {
    const { status, headers } = await logIn(origin);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' });
    const preflight = await fetch(`${stack.url}/v1/login`, {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
  },
);

test.each([
  'http://localhost.evil.example',
  'http://evil.example:5173',
  'http://notlocalhost:5173',
  'http://127.0.0.1.evil.example',
  'http://127a0b0c1:5173',
  'http://localhost:5173.evil.example',
  'null',
])('and %s may not', async (origin) => {
  const { body, headers } = await logIn(origin);
  expect(body).toMatchObject({ code: 'origin_refused' });
  expect(headers).not.toHaveProperty('access-control-allow-origin');
});
