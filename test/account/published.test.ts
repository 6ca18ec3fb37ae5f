import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../shared/http/routes/map.ts';
import type { Route } from '../../shared/http/routes/route.ts';
import { shopper } from '../login/visitor.ts';
import type { Answer, CallOptions } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { signIn } from './signed-in.ts';

const day = 24 * 60 * 60;
/** Keys are of one period of 90 days, counted from 1970. */
const period = 90 * day * 1000;
const jwks = '/.well-known/jwks.json';
const elsewhere = 'https://docs.shop.example';

let stack: TestStack;
/** Before anybody has logged in. */
let first: Answer;

beforeAll(async () => {
  stack = await startReadyStack();
  first = await stack.browser().get(jwks);
  await signIn(stack, await shopper(stack, 'published'));
});

const all = Object.values<Route>(routes);
const published = all.filter((route) => route.published).map(({ path }) => path);
const get = (path: string, options: CallOptions = {}) => stack.browser().get(path, options);
const tagOf = ({ headers }: Answer) => String(headers.etag);

test('the contract and the keys of the tokens are published, and nothing that asks who calls', () => {
  expect(published.sort()).toEqual([jwks, '/.well-known/openid-configuration', '/v1/openapi.json']);
  for (const { method, auth, published } of all) if (published) expect({ method, auth }).toEqual({ method: 'GET', auth: 'none' });
});

describe.each(published)('%s', (path) => {
  test('may be kept for five minutes by everybody', async () => {
    const { status, headers } = await get(path);
    expect({ status, kept: headers['cache-control'] }).toEqual({ status: 200, kept: 'public, max-age=300' });
    expect(headers).not.toHaveProperty('set-cookie');
    // Compressed by API Gateway for who takes that, and one answer for all origins.
    expect(headers.vary).toBe('Accept-Encoding');
  });

  test('is not sent again to who has it', async () => {
    const had = await get(path);
    expect(tagOf(had)).toMatch(/^"[\w-]{43}"$/);
    for (const tag of [tagOf(had), `W/${tagOf(had)}`, `"older", ${tagOf(had)}`, '*']) {
      const { status, headers, body } = await get(path, { headers: { 'If-None-Match': tag } });
      expect({ tag, status, body }).toEqual({ tag, status: 304, body: undefined });
      expect(headers).toMatchObject({ etag: tagOf(had), 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' });
      expect(headers).not.toHaveProperty('content-type');
    }
    for (const tag of ['"older"', tagOf(had).slice(1, -1), '']) {
      expect({ tag, status: (await get(path, { headers: { 'If-None-Match': tag } })).status }).toEqual({ tag, status: 200 });
    }
  });

  test('is read by pages of every origin, without their cookies', async () => {
    for (const origin of [undefined, elsewhere, 'http://localhost:5173', 'null']) {
      const { headers } = await get(path, origin ? { origin } : {});
      expect({ origin, allowed: headers['access-control-allow-origin'] }).toEqual({ origin, allowed: '*' });
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
      expect(headers['access-control-expose-headers']).toContain('ETag');
    }
  });

  test('is read by a page that adds the tag of its copy, which a browser asks about before', async () => {
    const asked = { 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'if-none-match' };
    const { status, headers } = await stack.browser().send('OPTIONS', path, undefined, { origin: elsewhere, headers: asked });
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': '*',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });
});

test('the preflight of any other call lets nobody in from elsewhere', async () => {
  for (const { path } of all.filter((route) => !route.published && route.path.startsWith('/v1/'))) {
    const { headers } = await stack.browser().send('OPTIONS', path.replace(/\{\w+\}/, 'x'), undefined, { origin: elsewhere });
    expect({ path, allowed: headers['access-control-allow-origin'] }).toEqual({ path, allowed: undefined });
  }
});

describe('a copy of the keys knows every key that signs before it is too old:', () => {
  const keysIn = ({ body }: Answer) => (body as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
  const isKept = ({ headers }: Answer) => headers['cache-control'] !== 'no-store';
  /** Moves the clock to this many seconds before the next change of keys. */
  const goBeforeTurn = (seconds: number) =>
    stack.advanceClock((Math.ceil((stack.now() + 1) / period) * period - stack.now()) / 1000 - seconds);

  test('before the first login there is none, and no copy is kept', () => {
    expect(keysIn(first)).toEqual([]);
    expect(first.headers).toMatchObject({ 'cache-control': 'no-store', 'access-control-allow-origin': '*' });
    expect(first.headers).not.toHaveProperty('etag');
  });

  test('where nobody has logged in on the last day, none is kept in the last five minutes, nor until somebody does', async () => {
    goBeforeTurn(301);
    const still = await get(jwks);
    expect([keysIn(still).length, isKept(still)]).toEqual([1, true]);
    stack.advanceClock(2);
    expect(isKept(await get(jwks))).toBe(false);
    stack.advanceClock(300);
    const turned = await get(jwks);
    expect([keysIn(turned).length, isKept(turned)]).toEqual([1, false]);
    await signIn(stack, await shopper(stack, 'published-turn'));
    const made = await get(jwks);
    expect([keysIn(made).length, isKept(made)]).toEqual([2, true]);
  });

  test('where somebody has, the next key is in every copy of the last day', async () => {
    goBeforeTurn(day - 1);
    await signIn(stack, await shopper(stack, 'published-ahead'));
    goBeforeTurn(1);
    const last = await get(jwks);
    expect([keysIn(last).length, isKept(last)]).toEqual([2, true]);
  });
});
