import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type KeycardOptions, keycard } from '../../web/client.ts';

type Sent = { url: string; method: string; headers: Headers; body: unknown; credentials: string | undefined };
type Reply = { status?: number; headers?: Record<string, string>; body?: unknown };

/** A service that answers from a list, in order, and remembers what it was asked. */
function service(...replies: (Reply | Error)[]) {
  const sent: Sent[] = [];
  const fake = async (input: string | URL | Request, init: RequestInit = {}) => {
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    sent.push({
      url: String(input),
      method: init.method ?? 'GET',
      headers: new Headers(init.headers),
      body,
      credentials: init.credentials,
    });
    const reply = replies.shift();
    if (reply === undefined) throw new Error('one call too many');
    if (reply instanceof Error) throw reply;
    const { status = 200, headers = {}, body: answer } = reply;
    return new Response(answer === undefined ? null : JSON.stringify(answer), { status, headers });
  };
  const client = (options: KeycardOptions = {}) =>
    keycard({ baseUrl: 'https://login.example.com', fetch: fake as typeof fetch, ...options });
  return { sent, client };
}

const authenticated = (accessToken: string, expiresIn = 900): Reply => ({
  body: { status: 'authenticated', customerId: 'c1', accessToken, tokenType: 'Bearer', expiresIn },
});
const problem = (status: number, code: string, extras: object = {}): Reply => ({
  status,
  body: { type: 'x', title: code, status, code, ...extras },
});
const session: Reply = {
  body: {
    customerId: 'c1',
    amr: ['pwd'],
    acr: 'https://login.shop.example/acr/password',
    authTime: '2026-11-21T12:00:00.000Z',
    expiresAt: '2026-11-21T12:15:00.000Z',
  },
};
const credentials = { username: 'eva@example.com', password: 'correct horse' };

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z'), toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a call is JSON, with the cookie and the language', async () => {
  const { sent, client } = service(authenticated('t1'));
  const answer = await client({ locale: 'cs' }).login(credentials);
  expect(answer).toMatchObject({ ok: true, status: 'authenticated', customerId: 'c1' });
  expect(sent[0]).toMatchObject({ url: 'https://login.example.com/v1/login', method: 'POST', body: credentials, credentials: 'include' });
  expect(sent[0]?.headers.get('content-type')).toBe('application/json');
  expect(sent[0]?.headers.get('accept-language')).toBe('cs');
});

test('a refusal is a value with the code and its extras', async () => {
  const { client } = service(problem(401, 'invalid_code', { attemptsLeft: 3 }));
  expect(await client().verify({ challenge: 't', code: '123456' })).toMatchObject({
    ok: false,
    problem: { code: 'invalid_code', status: 401, attemptsLeft: 3 },
  });
});

test('Retry-After is told even where the body does not repeat it', async () => {
  const { client } = service({ ...problem(429, 'too_soon'), headers: { 'retry-after': '17' } });
  expect(await client().resend({ challenge: 't' })).toMatchObject({ ok: false, problem: { code: 'too_soon', retryAfter: 17 } });
});

test.each([
  ['no network', new TypeError('fetch failed')],
  ['an answer that is no JSON', { status: 502, body: undefined }],
  ['an answer of another kind', { status: 403, body: { message: 'Forbidden' } }],
])('%s is the problem unavailable', async (_, reply) => {
  const { client } = service(reply);
  expect(await client().login(credentials)).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
});

test('the token of a login is used for what needs it', async () => {
  const { sent, client } = service(authenticated('t1'), session);
  const keycardClient = client();
  await keycardClient.login(credentials);
  expect(await keycardClient.session()).toMatchObject({ ok: true, customerId: 'c1' });
  expect(sent[1]).toMatchObject({ method: 'GET', body: undefined });
  expect(sent[1]?.headers.get('authorization')).toBe('Bearer t1');
});

test('a token that has ended is renewed through the cookie first', async () => {
  const { sent, client } = service(authenticated('t1'), authenticated('t2'), session);
  const keycardClient = client();
  await keycardClient.login(credentials);
  vi.setSystemTime(Date.parse('2026-11-21T12:15:00Z'));
  await keycardClient.session();
  expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(['/v1/login', '/v1/session/refresh', '/v1/session']);
  expect(sent[2]?.headers.get('authorization')).toBe('Bearer t2');
});

test('a token that the service no longer takes is renewed once', async () => {
  const { sent, client } = service(authenticated('t1'), problem(401, 'session_required'), problem(401, 'session_required'));
  const keycardClient = client();
  await keycardClient.login(credentials);
  expect(await keycardClient.session()).toMatchObject({ ok: false, problem: { code: 'session_required' } });
  expect(sent).toHaveLength(3);
});

test('the session of a handover is renewed by nothing: a cookie that is there is of another login', async () => {
  const { sent, client } = service(authenticated('handed', 600), session, problem(401, 'session_required'));
  const keycardClient = client();
  await keycardClient.redeemHandover({ token: 'of-the-link' });
  vi.setSystemTime(Date.parse('2026-11-21T12:09:59Z'));
  expect(await keycardClient.session()).toMatchObject({ ok: true });
  vi.setSystemTime(Date.parse('2026-11-21T12:10:01Z'));
  expect(await keycardClient.session()).toMatchObject({ ok: false, problem: { code: 'session_required' } });
  expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(['/v1/handovers/redeem', '/v1/session', '/v1/session']);
  expect(sent[2]?.headers.get('authorization')).toBe('Bearer handed');
});

test('a refresh that was under way does not take its place', async () => {
  let answerRefresh = () => {};
  const held = new Promise<void>((resolve) => {
    answerRefresh = resolve;
  });
  const used: (string | null)[] = [];
  const fake: typeof fetch = async (input, init = {}) => {
    used.push(new Headers(init.headers).get('authorization'));
    const isRefresh = String(input).endsWith('/refresh');
    if (isRefresh) await held;
    return new Response(JSON.stringify(authenticated(isRefresh ? 'of another login' : 'handed').body));
  };
  const keycardClient = keycard({ baseUrl: 'https://login.example.com', fetch: fake });
  const refreshing = keycardClient.refresh();
  await keycardClient.redeemHandover({ token: 'of-the-link' });
  answerRefresh();
  await refreshing;
  await keycardClient.session();
  expect(used).toEqual([null, null, 'Bearer handed']);
});

test('calls at the same time share one refresh', async () => {
  const { sent, client } = service(authenticated('t1'), session, session, session);
  const keycardClient = client();
  await Promise.all([keycardClient.session(), keycardClient.session(), keycardClient.session()]);
  expect(sent.filter(({ url }) => url.endsWith('/refresh'))).toHaveLength(1);
  expect(sent).toHaveLength(4);
});

test('tabs take turns in refreshing', async () => {
  const taken: string[] = [];
  const turn = (name: string, work: () => unknown) => {
    taken.push(name);
    return work();
  };
  vi.stubGlobal('navigator', { locks: { request: turn } });
  const { client } = service(authenticated('t1'));
  await client().refresh();
  expect(taken).toEqual(['keycard-session']);
  vi.unstubAllGlobals();
});

test('after logging out no token is left', async () => {
  const { sent, client } = service(authenticated('t1'), { status: 204 }, problem(401, 'session_required'));
  const keycardClient = client();
  await keycardClient.login(credentials);
  expect(await keycardClient.logout()).toEqual({ ok: true });
  expect(await keycardClient.accessToken()).toBeUndefined();
  expect(sent[1]?.headers.get('authorization')).toBe('Bearer t1');
});

test('ending the other sessions keeps this one, and renews its token first where that is needed', async () => {
  const { sent, client } = service(authenticated('t1'), { status: 204 }, session);
  const keycardClient = client();
  expect(await keycardClient.logout({ others: true })).toEqual({ ok: true });
  expect(await keycardClient.session()).toMatchObject({ ok: true });
  expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(['/v1/session/refresh', '/v1/logout', '/v1/session']);
  expect(sent[1]).toMatchObject({ body: { others: true } });
  expect(sent[1]?.headers.get('authorization')).toBe('Bearer t1');
});

test('a recovery code logs in as a code does', async () => {
  const { sent, client } = service(authenticated('t1'), session);
  const keycardClient = client();
  await keycardClient.loginByRecoveryCode({ challenge: 't', recoveryCode: '4k7mz-0qtrp' });
  await keycardClient.session();
  expect(new URL(sent[0]?.url ?? '').pathname).toBe('/v1/login/recovery-code');
  expect(sent[1]?.headers.get('authorization')).toBe('Bearer t1');
});

test("times are told by the server's clock, however wrong the device's is", async () => {
  const { client } = service({ ...problem(401, 'invalid_credentials'), headers: { date: 'Sat, 21 Nov 2026 15:30:00 GMT' } });
  const keycardClient = client();
  await keycardClient.login(credentials);
  expect(keycardClient.serverTime()).toBe(Date.parse('2026-11-21T15:30:00Z'));
});

test('without a base URL the service is beside the page', async () => {
  const { sent, client } = service(authenticated('t1'));
  await client({ baseUrl: '' }).refresh();
  expect(sent[0]?.url).toBe('v1/session/refresh');
});

test('what was begun for one customer is not done for another, who has logged in by another tab since', async () => {
  const other: Reply = { body: { status: 'authenticated', customerId: 'c2', accessToken: 't2', tokenType: 'Bearer', expiresIn: 900 } };
  const { sent, client } = service(authenticated('t1'), problem(401, 'session_required'), other, other, other, session);
  const keycardClient = client();
  await keycardClient.login(credentials);
  expect(await keycardClient.logout({ others: true })).toMatchObject({ ok: false, problem: { code: 'session_required' } });
  expect(await keycardClient.session()).toMatchObject({ ok: false, problem: { code: 'session_required' } });
  expect(await keycardClient.accessToken()).toBeUndefined();
  expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(['/v1/login', '/v1/logout', '/v1/session/refresh', '/v1/session/refresh']);

  // Who asks for whoever the cookie is of is told.
  expect(await keycardClient.refresh()).toMatchObject({ customerId: 'c2' });
  expect(await keycardClient.session()).toMatchObject({ ok: true });
});

test('a page that is loaded anew has the service’s time before it asks', async () => {
  const { client } = service();
  expect(client({ ahead: 60_000 }).serverTime()).toBe(Date.parse('2026-11-21T12:01:00Z'));
});
