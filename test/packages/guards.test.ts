import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AccessTokens,
  accessTokens,
  type Customer,
  checkRequest,
  expressGuard,
  honoGuard,
  type Needs,
  withCustomer,
} from 'keycard/server';
import { beforeEach, describe, expect, test } from 'vitest';
import { atEndOfFile } from '../support/end-of-file.ts';
import { type StandIn, standIn } from './stand-in.ts';

/** A guarded resource that says who asks for it; asked with this header. */
type Guarded = (needs?: Needs) => Promise<(authorization?: string) => Promise<Response>>;

let service: StandIn;
let tokens: AccessTokens;
beforeEach(async () => {
  service = await standIn();
  await service.publish(['1']);
  tokens = accessTokens({ issuer: service.url, audience: 'keycard-prod', now: service.now });
});

const headersOf = (authorization?: string) => new Headers(authorization === undefined ? {} : { authorization });
const request = (authorization?: string) => new Request('https://shop.example/orders', { headers: headersOf(authorization) });

/** Node's own request and response, as Express hands them on. */
const express: Guarded = async (needs) => {
  const guard = expressGuard(tokens, needs);
  const server = createServer((incoming: IncomingMessage & { customer?: Customer }, outgoing) => {
    guard(incoming, outgoing, (error) => {
      if (error) outgoing.writeHead(500).end();
      else outgoing.end(JSON.stringify({ hello: incoming.customer?.customerId }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEndOfFile(async () => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return (authorization) => fetch(`http://127.0.0.1:${port}/orders`, { headers: headersOf(authorization) });
};

const hono: Guarded = async (needs) => async (authorization) => {
  const kept = new Map<string, Customer>();
  let answer: Response | undefined;
  const context = {
    req: { header: (name: string) => request(authorization).headers.get(name) ?? undefined },
    set: (key: 'customer', value: Customer) => kept.set(key, value),
  };
  const given = await honoGuard(tokens, needs)(context, async () => {
    answer = Response.json({ hello: kept.get('customer')?.customerId });
  });
  return given ?? (answer as Response);
};

const next: Guarded = async (needs) => {
  const GET = withCustomer(tokens, (_, { customerId }: Customer) => Response.json({ hello: customerId }), needs);
  return (authorization) => GET(request(authorization), undefined);
};

const middleware: Guarded = async (needs) => async (authorization) => {
  const checked = await checkRequest(tokens, request(authorization), needs);
  return checked.ok ? Response.json({ hello: checked.customer.customerId }) : checked.response;
};

describe.each([
  ['Express', express],
  ['Hono', hono],
  ['a route handler of Next', next],
  ['a middleware of Next', middleware],
])('the guard for %s', (_, guarded) => {
  let ask: (authorization?: string) => Promise<Response>;

  test('lets a customer on, and says who it is', async () => {
    ask = await guarded();
    for (const scheme of ['Bearer', 'bearer']) {
      const answer = await ask(`${scheme} ${await service.sign()}`);
      expect([answer.status, await answer.json()]).toEqual([200, { hello: 'c1' }]);
    }
  });

  test('asks everybody else to log in, and tells who brought no token of no error', async () => {
    ask = await guarded();
    const basic = `Basic ${Buffer.from('c1:secret').toString('base64')}`;
    for (const nothing of [undefined, '', 'Bearer', 'Bearer ', basic]) {
      const answer = await ask(nothing);
      expect([nothing, answer.status, answer.headers.get('www-authenticate')]).toEqual([nothing, 401, 'Bearer']);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await answer.json()).toEqual({
        type: `${service.url}/problems/session_required`,
        title: 'Please log in',
        status: 401,
        code: 'session_required',
      });
    }
    const client = await ask(`Bearer ${await service.sign({ claims: { amr: undefined } })}`);
    expect([client.status, client.headers.get('www-authenticate')]).toEqual([
      401,
      `Bearer error="invalid_token", error_description="missing required 'amr' claim"`,
    ]);
    const ended = await service.sign();
    service.advance(1000);
    const answer = await ask(`Bearer ${ended}`);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringMatching(/^Bearer error="invalid_token", error_description="[^"]+"$/),
    ]);
  });

  test('asks for more where a second factor or a fresh login is needed', async () => {
    ask = await guarded({ secondFactor: true, maxAge: 300 });
    const acr = `${service.url}/acr/totp`;
    const proved = { acr, amr: ['pwd', 'otp', 'mfa'] };
    const byPassword = await ask(`Bearer ${await service.sign()}`);
    expect(byPassword.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_user_authentication", error_description="A second factor is needed"',
    );
    expect([byPassword.status, await byPassword.json()]).toMatchObject([401, { code: 'insufficient_user_authentication' }]);
    for (const other of [
      'https://login.other.example/acr/totp',
      `${service.url.replace('127.0.0.1', '127.0.0.2')}/acr/totp`,
      `${service.url}/acr/shop`,
      `${service.url}/acr/`,
    ])
      expect((await ask(`Bearer ${await service.sign({ claims: { ...proved, acr: other } })}`)).status).toBe(401);
    const both = `Bearer ${await service.sign({ claims: proved })}`;
    service.advance(300);
    expect((await ask(both)).status).toBe(200);
    service.advance(1);
    const old = await ask(both);
    expect([old.status, old.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer error="insufficient_user_authentication", max_age="300"',
    ]);
  });

  test('says when to come again while the keys cannot be had', async () => {
    ask = await guarded();
    service.answer('/.well-known/jwks.json', { status: 503, headers: { 'retry-after': '7' }, body: { code: 'unavailable' } });
    const answer = await ask(`Bearer ${await service.sign()}`);
    expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toMatchObject([503, '7', { code: 'unavailable' }]);
  });

  test('hands on what is a fault of its own', async () => {
    tokens = { ...tokens, check: () => Promise.reject(new Error('a bug')) };
    ask = await guarded();
    const status = await ask('Bearer x').then(
      (answer) => answer.status,
      () => 500,
    );
    expect(status).toBe(500);
  });
});

test('a token cannot write headers of its own', async () => {
  const token = await service.sign({ header: { crit: ['"\r\nset-cookie: a=b'] } }).catch(() => undefined);
  const forged = [Buffer.from(JSON.stringify({ alg: 'none"\r\nx: y', kid: '"é' })).toString('base64url'), 'e30', 'x'].join('.');
  for (const each of [token ?? forged, forged]) {
    const checked = await checkRequest(tokens, request(`Bearer ${each}`));
    expect(checked.ok || checked.response.headers.get('www-authenticate')).toMatch(
      /^Bearer error="invalid_token", error_description="[^"\r\n]*"$/,
    );
  }
});

test('a route handler is given its request and its context', async () => {
  const handler = withCustomer(tokens, async (asked: Request, { customerId }, { params }: { params: Promise<{ id: string }> }) =>
    Response.json([new URL(asked.url).pathname, customerId, (await params).id]),
  );
  const answer = await handler(request(`Bearer ${await service.sign()}`), { params: Promise.resolve({ id: '7' }) });
  expect(await answer.json()).toEqual(['/orders', 'c1', '7']);
});
