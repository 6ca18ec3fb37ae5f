import { beforeAll, describe, expect, test } from 'vitest';
import { region } from '../../local/intrinsics.ts';
import { localCredentials } from '../../local/signed-request.ts';
import { sign } from '../../tools/sigv4.ts';
import { outcome, password, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import type { Answer, CallOptions } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { allRoutes, callsWithBody, sendText, wellFormedBody } from './calls.ts';
import { expectSecurityHeaders, problemIn } from './catalogue-answer.ts';

const shop = 'https://shop.example';
const secondShop = 'https://shop.example:8443';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack({
    // The stack of stage `local` has no frontends of other origins: here it has two.
    editTemplate: ({ Resources }) => {
      for (const { Properties } of Object.values(Resources)) {
        const variables = (Properties?.Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables;
        if (variables && 'ALLOWED_ORIGINS' in variables) variables.ALLOWED_ORIGINS = `${shop} ${secondShop}`;
      }
    },
  });
});

const claimsIn = ({ body }: Answer) =>
  JSON.parse(Buffer.from((body as { accessToken: string }).accessToken.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<
    string,
    unknown
  >;

describe('headers that a client makes up change nothing', () => {
  const madeUp: Record<string, string>[] = [
    { Host: 'evil.example' },
    { Host: 'localhost:1' },
    { 'X-Forwarded-Host': 'evil.example' },
    { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Port': '443' },
    { Forwarded: 'for=203.0.113.9;host=evil.example;proto=https' },
    { 'X-Original-URL': '/v1/session', 'X-Rewrite-URL': '/v1/session' },
    { 'X-HTTP-Method-Override': 'GET' },
    { 'X-Amzn-Request-Context': '{"identity":{"userArn":"arn:aws:iam::1:root"}}' },
  ];

  test('the issuer of a token is the service itself, whatever Host or X-Forwarded-Host says', async () => {
    const customer = await shopper(stack, 'issuer');
    for (const headers of madeUp) {
      const answer = await new Visitor(stack, customer, { headers }).logIn();
      expect(outcome(answer), JSON.stringify(headers)).toBe('200 authenticated');
      expect(claimsIn(answer).iss, JSON.stringify(headers)).toBe(stack.url);
    }
  });

  test('a foreign origin stays foreign when Host claims to be it', async () => {
    const answer = await stack.browser().post('/v1/login', wellFormedBody(callsWithBody[0] as (typeof callsWithBody)[number]), {
      origin: 'https://evil.example',
      headers: { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' },
    });
    expect(problemIn(answer).code).toBe('origin_refused');
  });

  test('no new X-Forwarded-For, nor what a CDN would write, gives a new budget of wrong passwords', async () => {
    const customer = await shopper(stack, 'forwarded');
    const claims = ['X-Forwarded-For', 'X-Real-IP', 'X-Customer-Address', 'True-Client-IP', 'CF-Connecting-IP'];
    const from = (address: string) =>
      new Visitor(stack, { ...customer, password: 'wrong' }, { headers: Object.fromEntries(claims.map((name) => [name, address])) });
    for (let nth = 1; nth <= 5; nth++) expect(outcome(await from(`203.0.113.${nth}`).logIn())).toBe('401 invalid_credentials');
    expect(outcome(await from('198.51.100.7').logIn())).toBe('429 too_many_attempts');
    expect(outcome(await from('2001:db8::1, 127.0.0.1').logIn())).toBe('429 too_many_attempts');
  });

  test('nobody can use up the budget of the address that X-Forwarded-For names', async () => {
    const customer = await shopper(stack, 'framed');
    const attacker = new Visitor(
      stack,
      { ...customer, password: 'wrong' },
      { from: '127.9.0.1', headers: { 'X-Forwarded-For': '127.8.0.1' } },
    );
    for (let nth = 1; nth <= 6; nth++) await attacker.logIn();
    expect(outcome(await attacker.logIn())).toBe('429 too_many_attempts');
    expect(outcome(await new Visitor(stack, customer, { from: '127.8.0.1' }).logIn())).toBe('200 authenticated');
  });

  test('identity, cookies of other names and long headers are not believed', async () => {
    const customer = await shopper(stack, 'headers');
    for (const headers of [
      { Authorization: `Basic ${Buffer.from(`${customer.username}:${password}`).toString('base64')}` },
      { Cookie: `keycard=${'a'.repeat(43)}; __Secure-keycard=${'a'.repeat(43)}` },
      { 'X-Customer-Id': customer.customerId, 'X-Amzn-Oidc-Identity': customer.customerId },
      { 'User-Agent': 'x'.repeat(4000), 'Accept-Language': `${'en,'.repeat(1000)}*;q=x` },
    ]) {
      expect(problemIn(await stack.browser().get('/v1/session', { headers })).code).toBe('session_required');
    }
  });
});

describe('calls from web pages', () => {
  /** Without those of a client's server: no page can make a browser send its token. */
  const changing = callsWithBody.filter(({ method, auth }) => method !== 'GET' && auth !== 'clientToken');
  const call = (route: (typeof callsWithBody)[number], options: CallOptions) =>
    sendText(stack, route, JSON.stringify(wellFormedBody(route)), options);
  const noCors = ({ headers }: Answer) => Object.keys(headers).filter((name) => name.startsWith('access-control-'));

  test('a foreign origin is refused by every call that changes something, and learns nothing', { timeout: 60_000 }, async () => {
    const port = new URL(stack.url).port;
    const foreign = [
      'https://evil.example',
      'null',
      'https://shop.example.evil.example',
      'https://evil-shop.example',
      'http://shop.example',
      `${shop}:444`,
      `${shop}/`,
    ];
    foreign.push(
      'https://SHOP.example',
      'http://localhost',
      `http://localhost.evil.example:${port}`,
      `https://localhost:${port}`,
      `${shop} ${secondShop}`,
      'file://',
    );
    for (const route of changing) {
      for (const origin of foreign) {
        const answer = await call(route, { origin });
        expect(problemIn(answer, `${route.path} from ${origin}`).code, `${route.path} from ${origin}`).toBe('origin_refused');
        expect(noCors(answer), `${route.path} from ${origin}`).toEqual([]);
        expectSecurityHeaders(answer);
      }
    }
  });

  test('a call that AWS has signed is not asked for its origin: no page can make a browser sign one', async () => {
    const { customerId } = await shopper(stack, 'signed');
    const path = `/v1/admin/customers/${customerId}`;
    const headers = await sign({ method: 'DELETE', target: path, headers: { host: new URL(stack.url).host }, body: '' }, localCredentials, {
      region,
      service: 'execute-api',
      now: Date.now(),
    });
    const answer = await stack.browser().send('DELETE', path, undefined, { headers, origin: 'https://evil.example' });
    expect(answer.status).toBe(204);
    expect(noCors(answer)).toEqual([]);
  });

  test('a refused login from a foreign page was no login, and cost no try', async () => {
    const customer = await shopperWithFactor(stack, 'csrf');
    const mails = stack.sentTo(customer.email);
    const visitor = new Visitor(stack, customer, { origin: 'https://evil.example' });
    for (let times = 0; times < 7; times++) expect(outcome(await visitor.logIn({ password: 'wrong' }))).toBe('403 origin_refused');
    const answer = await visitor.logIn({ stayLoggedIn: true });
    expect(outcome(answer)).toBe('403 origin_refused');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(stack.sentTo(customer.email)).toBe(mails);
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('200 second_factor_required');
  });

  test('a configured origin is answered, with credentials and for itself alone', async () => {
    const customer = await shopper(stack, 'frontend');
    for (const origin of [shop, secondShop]) {
      const answer = await new Visitor(stack, customer, { origin }).logIn();
      expect(outcome(answer)).toBe('200 authenticated');
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        vary: 'Origin',
      });
    }
    for (const route of changing) {
      const { headers } = await call(route, { origin: shop });
      // A problem too: the page must be able to read its code and when to come again.
      expect(headers, route.path).toMatchObject({
        'access-control-allow-origin': shop,
        'access-control-expose-headers': expect.stringContaining('Retry-After'),
      });
    }
  });

  test('the own pages are answered without CORS', async () => {
    const answer = await new Visitor(stack, await shopper(stack, 'pages'), { origin: stack.url }).logIn();
    expect(outcome(answer)).toBe('200 authenticated');
    expect(noCors(answer)).toEqual([]);
  });

  test('a read is not refused, but no foreign page can read it', async () => {
    const { body } = await new Visitor(stack, await shopper(stack, 'reader')).logIn();
    const { accessToken: bearer } = body as { accessToken: string };
    const answer = await stack.browser().get('/v1/session', { bearer, origin: 'https://evil.example' });
    expect(answer.status).toBe(200);
    expect(noCors(answer)).toEqual([]);
    // Caches must not hand the answer for one origin to another.
    expect(answer.headers.vary).toBe('Origin');
    expect((await stack.browser().get('/v1/session', { bearer, origin: shop })).headers['access-control-allow-origin']).toBe(shop);
  });

  test('a preflight opens the calls to the configured origins only', async () => {
    const ask = (path: string, origin: string) =>
      stack.browser().send('OPTIONS', path, undefined, {
        origin,
        headers: { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type,authorization' },
      });
    for (const { path } of changing) {
      const allowed = await ask(path, shop);
      expect(allowed.status, path).toBe(204);
      expect(allowed.headers, path).toMatchObject({ 'access-control-allow-origin': shop, 'access-control-allow-credentials': 'true' });
      expect(allowed.headers['access-control-allow-methods']).toMatch(/\bPOST\b/);
      expect(String(allowed.headers['access-control-allow-headers']).toLowerCase()).toMatch(
        /authorization.*content-type|content-type.*authorization/,
      );
      expectSecurityHeaders(allowed, path);
      for (const origin of ['https://evil.example', 'null']) expect(noCors(await ask(path, origin)), path).toEqual([]);
    }
    for (const path of ['/v1/admin/customers/x', '/v1/audit/customers/x']) expect(noCors(await ask(path, shop)), path).toEqual([]);
  });
});

describe('what is not there', () => {
  test('an unknown path or method is answered from the catalogue', async () => {
    const unknown: [string, string][] = [
      ['GET', '/v1'],
      ['GET', '/v1/'],
      ['GET', '/nothing'],
      ['GET', '/v1/login'],
      ['PUT', '/v1/login'],
      ['DELETE', '/v1/session'],
      ['PATCH', '/v1/security'],
      ['POST', '/v1/login/'],
      ['POST', '//v1/login'],
      ['POST', '/v1/login/../login/verify'],
      ['POST', '/V1/LOGIN'],
      ['POST', '/v1/login%2fverify'],
      ['GET', '/v1/%2e%2e/session'],
      ['GET', '/.git/config'],
      ['GET', '/.well-known/'],
      ['GET', `/${'x'.repeat(4000)}`],
      ['GET', '/v1/session/__proto__'],
      ['GET', '/%zz'],
      ['TRACE', '/v1/session'],
    ];
    for (const [method, path] of unknown) {
      const about = `${method} ${path.slice(0, 60)}`;
      const answer = await stack.browser().send(method, path, method === 'POST' ? '{}' : undefined);
      expect(problemIn(answer, about).code, about).toBe('not_found');
      expectSecurityHeaders(answer, about);
    }
  });

  test('HEAD is none of the methods, and answered without a body', async () => {
    for (const path of ['/v1/session', '/v1/login', '/login', '/nothing']) {
      const answer = await stack.browser().send('HEAD', path, undefined);
      expect(answer.status, path).toBe(404);
      expect(answer.body, path).toBeUndefined();
      expectSecurityHeaders(answer, path);
    }
  });

  test('a query that no call has is not listened to', async () => {
    const customer = await shopper(stack, 'query');
    const inQuery = `?username=${encodeURIComponent(customer.username)}&password=${encodeURIComponent(customer.password)}&__proto__[a]=b&%zz`;
    expect(problemIn(await stack.browser().post(`/v1/login${inQuery}`, {})).code).toBe('invalid_request');
    const { accessToken } = (await new Visitor(stack, customer).logIn()).body as { accessToken: string };
    expect(problemIn(await stack.browser().get(`/v1/session?access_token=${accessToken}&bearer=${accessToken}`)).code).toBe(
      'session_required',
    );
  });
});

test('every call and page of the contract answers with the security headers, and asks nobody to keep it but what is published, and a page its reader', async () => {
  const { body } = await new Visitor(stack, await shopper(stack, 'everything')).logIn();
  const { accessToken: bearer } = body as { accessToken: string };
  for (const route of allRoutes) {
    const path = route.path.replace(/\{\w+\}/, 'x');
    const sent = route.body ? JSON.stringify(wellFormedBody(route)) : undefined;
    for (const options of [{}, { bearer }]) {
      const answer = await stack.browser().send(route.method, path, sent, options);
      const isPage = route.handler === 'pages';
      expectSecurityHeaders(answer, `${route.method} ${path}`, isPage ? 'private, max-age=300' : undefined);
      expect(answer.headers['cache-control'] !== 'no-store', path).toBe(isPage || route.published === true);
      expect(answer.status, `${route.method} ${path}`).toBeLessThan(500);
    }
  }
});
