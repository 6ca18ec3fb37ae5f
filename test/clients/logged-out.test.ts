import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../account/signed-in.ts';
import { outcome, password, shopper, shopperWithFactor } from '../login/visitor.ts';
import type { Browser } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { clientsBy } from './registered.ts';
import { leadsTo, type Registered, RelyingParty, registered, type Tokens } from './relying-party.ts';

let stack: TestStack;
/** The shops' own servers: what they were told, and what they answer. */
let servers: Server;
let told: { path: string; form: URLSearchParams }[] = [];
let answers: Record<string, number> = {};
let shop: Registered;
let other: Registered;
let silent: Registered;
let nth = 0;

beforeAll(async () => {
  servers = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '';
    told.push({ path, form: new URLSearchParams(Buffer.concat(chunks).toString()) });
    response.writeHead(answers[path] ?? 200, { location: '/elsewhere' }).end();
  });
  await new Promise<void>((resolve) => servers.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(servers.address() as AddressInfo).port}`;
  stack = await startReadyStack({ streams: true });
  const listening = (name: string) => registered(stack, name, { backchannelLogoutUri: `${at}/${name}`, ...left(name) });
  const left = (name: string) => ({ postLogoutRedirectUris: [`https://${name}.example/bye`, `https://${name}.example/bye?from=us`] });
  [shop, other] = [await listening('shop'), await listening('other')];
  silent = await registered(stack, 'silent', left('silent'));
});
afterAll(() => {
  servers.closeAllConnections();
  servers.close();
});
beforeEach(async () => {
  await stack.events();
  told = [];
  answers = {};
});

const somebody = async (given: { stayLoggedIn?: boolean } = { stayLoggedIn: true }) =>
  signIn(stack, await shopper(stack, `c-${nth++}`), given);
const loggedInAt = (client: Registered, customer: SignedIn): Promise<Tokens> => new RelyingParty(stack, client).tokensFor(customer);
const userinfo = async ({ access_token: bearer }: Tokens) => (await stack.browser().get('/userinfo', { bearer })).status;

/** Who was told what, once everybody is told. */
async function toldOf(): Promise<(JWTPayload & { path: string })[]> {
  await stack.events();
  const keys = createLocalJWKSet((await stack.browser().get('/.well-known/jwks.json')).body as never);
  const all = told.map(async ({ path, form }) => {
    expect([...form.keys()]).toEqual(['logout_token']);
    const currentDate = new Date(stack.now());
    const requiredClaims = ['exp', 'iat', 'jti', 'sub', 'sid', 'events'];
    const { payload } = await jwtVerify(form.get('logout_token') ?? '', keys, {
      typ: 'logout+jwt',
      issuer: stack.url,
      currentDate,
      requiredClaims,
    });
    return { path, ...payload };
  });
  return (await Promise.all(all)).sort((one, two) => (one.path < two.path ? -1 : 1));
}
const sidIn = ({ id_token }: Tokens) => JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString()).sid as string;

describe("a shop's server is told that its customer was logged out", () => {
  test('by a token that is its own, names the session, and can be taken for no other kind', async () => {
    const customer = await somebody();
    const tokens = await loggedInAt(shop, customer);
    await customer.browser.post('/v1/logout', { everywhere: true }, { bearer: customer.accessToken });
    const [token, ...more] = await toldOf();
    expect(more).toEqual([]);
    expect(token).toMatchObject({ path: '/shop', aud: 'shop', sub: customer.customerId, sid: sidIn(tokens) });
    expect(token?.events).toEqual({ 'http://schemas.openid.net/event/backchannel-logout': {} });
    expect(token).not.toHaveProperty('nonce');
    const bearer = told[0]?.form.get('logout_token') ?? '';
    for (const path of ['/userinfo', '/v1/session', '/v1/security'])
      expect(outcome(await stack.browser().get(path, { bearer }))).toBe('401 session_required');
  });

  test.each<[string, (customer: SignedIn) => Promise<unknown>]>([
    ['by an administrator', ({ customerId }) => stack.admin('POST', `/v1/admin/customers/${customerId}/end-sessions`)],
    ['by switching the factor on', ({ browser, accessToken }) => browser.post('/v1/security/email', { password }, { bearer: accessToken })],
    [
      'by another password',
      ({ browser, accessToken }) =>
        browser.post('/v1/security/password', { password, newPassword: 'quite another one, as long' }, { bearer: accessToken }),
    ],
    ['with the account', ({ customerId }) => stack.admin('DELETE', `/v1/admin/customers/${customerId}`)],
    [
      'by ending that session from another',
      async ({ browser, accessToken, customerId }) => {
        const { body } = await browser.get('/v1/security', { bearer: accessToken });
        const id = (body as { sessions: { id: string; current?: true }[] }).sessions.find(({ current }) => current)?.id;
        const elsewhere = await signIn(stack, { customerId, username: `${customerId}@example.com`, email: '', password });
        return elsewhere.browser.send('DELETE', `/v1/security/sessions/${id}`, undefined, { bearer: elsewhere.accessToken });
      },
    ],
    ['by logging out here', ({ browser }) => browser.post('/v1/logout', {}, { origin: stack.url })],
  ])('%s', async (_, end) => {
    const customer = await somebody();
    const tokens = [await loggedInAt(shop, customer), await loggedInAt(other, customer), await loggedInAt(silent, customer)] as const;
    const { status } = (await end(customer)) as { status: number };
    expect(status).toBeLessThan(300);
    expect((await toldOf()).map(({ path, sub, sid }) => [path, sub, sid])).toEqual([
      ['/other', customer.customerId, sidIn(tokens[1])],
      ['/shop', customer.customerId, sidIn(tokens[0])],
    ]);
    for (const each of tokens) expect(await userinfo(each)).toBe(401);
    // Once.
    told = [];
    await stack.admin('POST', `/v1/admin/customers/${customer.customerId}/end-sessions`);
    expect(await toldOf()).toEqual([]);
  });

  test('with an account whose id is somebody else’s by the time that it is told', async () => {
    const customer = await somebody();
    const tokens = await loggedInAt(shop, customer);
    stack.fault({ service: 'events', action: 'PutEvents', kind: 'error', count: 4 });
    await stack.admin('DELETE', `/v1/admin/customers/${customer.customerId}`);
    await stack.putCustomer(customer.customerId, { password });
    stack.clearFaults();
    expect((await toldOf()).map(({ path, sid }) => [path, sid])).toEqual([['/shop', sidIn(tokens)]]);
  });

  test('and of nobody else, and of no session that goes on', async () => {
    const [customer, neighbour] = [await somebody(), await somebody()];
    await loggedInAt(shop, neighbour);
    const twice = await shopper(stack, 'twice');
    const elsewhere = await signIn(stack, twice, { stayLoggedIn: true });
    const here = await signIn(stack, twice, { stayLoggedIn: true });
    const [there, tokens] = [await loggedInAt(shop, elsewhere), await loggedInAt(shop, here)];
    await here.browser.post('/v1/logout', {}, { origin: stack.url });
    await customer.browser.post('/v1/logout', {}, { origin: stack.url });
    expect((await toldOf()).map(({ sub, sid }) => [sub, sid])).toEqual([['twice', sidIn(tokens)]]);
    expect(await userinfo(there)).toBe(200);
  });

  test('by another e-mail address, where codes go to it', async () => {
    const mover = await shopperWithFactor(stack, 'mover');
    const customer = await signIn(stack, mover, { stayLoggedIn: true });
    const tokens = await loggedInAt(shop, customer);
    stack.advanceClock(60);
    const [{ browser, accessToken: bearer }, email] = [customer, 'moved@example.com'];
    await browser.post('/v1/security/code', {}, { bearer });
    const change = { password, code: stack.lastCode(mover.email), email };
    expect(outcome(await browser.post('/v1/security/contact', change, { bearer }))).toBe('200');
    expect(await toldOf()).toEqual([]);
    expect(outcome(await browser.post('/v1/security/contact/confirm', { code: stack.lastCode(email) }, { bearer }))).toBe('204');
    expect((await toldOf()).map(({ sid }) => sid)).toEqual([sidIn(tokens)]);
  });

  test('of a login without a page, too; and of none where nothing has ended', async () => {
    const customer = await somebody();
    const rp = new RelyingParty(stack, shop);
    const code = (await rp.send(customer.browser, { prompt: 'none' })).searchParams.get('code') ?? '';
    const silent = (await rp.redeem(code)).body as Tokens;
    const once = await somebody({});
    const alone = await loggedInAt(shop, once);
    for (const { customerId } of [customer, once]) {
      const { status } = await stack.admin('PATCH', `/v1/admin/customers/${customerId}`, { locale: 'de' });
      expect(status).toBe(200);
    }
    expect(await toldOf()).toEqual([]);
    expect([await userinfo(silent), await userinfo(alone)]).toEqual([200, 200]);
    await customer.browser.post('/v1/logout', {}, { origin: stack.url });
    expect((await toldOf()).map(({ sid }) => sid)).toEqual([sidIn(silent)]);
  });

  test('again where it was out of order, while the others are told once', async () => {
    const customer = await somebody();
    await loggedInAt(shop, customer);
    await loggedInAt(other, customer);
    answers = { '/shop': 503 };
    const before = stack.deadLetters().length;
    await customer.browser.post('/v1/logout', { everywhere: true }, { bearer: customer.accessToken });
    expect((await toldOf()).map(({ path }) => path)).toEqual(['/other', '/shop', '/shop', '/shop']);
    expect(stack.deadLetters().slice(before)).toEqual([expect.objectContaining({ function: 'back-channel-logout', attempts: 3 })]);
    // What is left is told by the next event of this customer.
    [answers, told] = [{}, []];
    await stack.admin('POST', `/v1/admin/customers/${customer.customerId}/end-sessions`);
    expect((await toldOf()).map(({ path }) => path)).toEqual(['/shop']);
  });

  test('never somewhere else, and a refusal is not repeated', async () => {
    for (const status of [302, 400]) {
      const customer = await somebody();
      await loggedInAt(shop, customer);
      answers = { '/shop': status };
      told = [];
      await customer.browser.post('/v1/logout', { everywhere: true }, { bearer: customer.accessToken });
      expect((await toldOf()).map(({ path }) => path)).toEqual(['/shop']);
    }
    expect(stack.logs().filter(({ line }) => line.includes('logout_not_taken')).length).toBe(2);
  });

  test('not where the client is registered no more', async () => {
    const gone = await registered(stack, 'gone', { backchannelLogoutUri: 'http://127.0.0.1:9/gone' });
    const customer = await somebody();
    await loggedInAt(gone, customer);
    await clientsBy(() => stack).remove('gone');
    await stack.admin('POST', `/v1/admin/customers/${customer.customerId}/end-sessions`);
    expect(await toldOf()).toEqual([]);
  });
});

describe('a shop sends its customer to log out', () => {
  const send = async (browser: Browser, parameters: Record<string, string>) =>
    leadsTo(await browser.get(`/logout?${new URLSearchParams(parameters)}`));

  test('and gets them back where it has registered, logged out of every shop of this browser', async () => {
    const customer = await somebody();
    const tokens = await loggedInAt(shop, customer);
    const others = await loggedInAt(other, customer);
    // However old it is.
    stack.advanceClock(86_400);
    const to = await send(customer.browser, {
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: 'https://shop.example/bye?from=us',
      state: 'a b',
    });
    expect(to.href).toBe('https://shop.example/bye?from=us&state=a+b');
    expect(customer.browser.cookies.has('__Host-keycard')).toBe(false);
    expect((await toldOf()).map(({ path, sid }) => [path, sid])).toEqual([['/other', sidIn(others)]]);
    expect(outcome(await customer.browser.post('/v1/session/refresh', {}, { origin: stack.url }))).toBe('401 session_required');
  });

  test('by a form, too; a session that stays in another browser goes on', async () => {
    const customer = await shopper(stack, `c-${nth++}`);
    const [one, two] = [await signIn(stack, customer, { stayLoggedIn: true }), await signIn(stack, customer, { stayLoggedIn: true })];
    const tokens = await loggedInAt(shop, one);
    const form = new URLSearchParams({ id_token_hint: tokens.id_token, client_id: 'shop' }).toString();
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await one.browser.send('POST', '/logout', form, { headers, origin: 'https://shop.example' });
    expect(leadsTo(answer).href).toBe(`${stack.url}/login#loggedOut`);
    expect(outcome(await two.browser.post('/v1/session/refresh', {}, { origin: stack.url }))).toBe('200 authenticated');
  });

  test.each<[string, (hint: string) => Record<string, string>, string]>([
    [
      'to an address that is not registered',
      (id_token_hint) => ({ id_token_hint, post_logout_redirect_uri: 'https://evil.example/' }),
      'loggedOut',
    ],
    [
      "to another client's address",
      (id_token_hint) => ({ id_token_hint, post_logout_redirect_uri: 'https://other.example/bye' }),
      'loggedOut',
    ],
    ['without an ID token', () => ({ client_id: 'shop', post_logout_redirect_uri: 'https://shop.example/bye' }), 'logout'],
    ["with another client's ID token", (id_token_hint) => ({ id_token_hint, client_id: 'other' }), 'logout'],
    ['with an altered one', (hint) => ({ id_token_hint: `${hint.slice(0, -4)}AAAA` }), 'logout'],
  ])('but leads nobody %s', async (_, parameters, fragment) => {
    const customer = await somebody();
    const { id_token } = await loggedInAt(shop, customer);
    const to = await send(customer.browser, { ...parameters(id_token), ui_locales: 'cs' });
    expect(to.href).toBe(`${stack.url}/login?lang=cs#${fragment}`);
    const goesOn = outcome(await customer.browser.post('/v1/session/refresh', {}, { origin: stack.url }));
    expect(goesOn).toBe(fragment === 'logout' ? '200 authenticated' : '401 session_required');
  });

  test('and ends no session of who is logged in by now', async () => {
    const before = await somebody();
    const { id_token } = await loggedInAt(shop, before);
    const now = await somebody();
    expect((await send(now.browser, { id_token_hint: id_token })).hash).toBe('#loggedOut');
    expect(outcome(await now.browser.post('/v1/session/refresh', {}, { origin: stack.url }))).toBe('200 authenticated');
  });
});

describe('EventBridge is told', () => {
  test('what has happened, by whom and to whom, and nothing that is private', async () => {
    const customer = await somebody({});
    const before = (await stack.events()).length;
    await customer.browser.post('/v1/security/email', { password }, { bearer: customer.accessToken, from: '127.4.5.6' });
    const [event, ...more] = (await stack.events()).slice(before);
    expect(more).toEqual([]);
    expect(event).toMatchObject({ source: 'keycard', 'detail-type': 'two_factor_on' });
    expect(event?.detail).toEqual({
      id: expect.stringMatching(/^AUDIT#/),
      customerId: customer.customerId,
      at: new Date(stack.now()).toISOString(),
      by: 'customer',
      method: 'email',
    });
  });

  test('that it was an administrator, and not which', async () => {
    const customer = await somebody({});
    const before = (await stack.events()).length;
    await stack.admin('POST', `/v1/admin/customers/${customer.customerId}/end-sessions`);
    const [event] = (await stack.events()).slice(before);
    expect(Object.keys(event?.detail ?? {}).sort()).toEqual(['at', 'by', 'customerId', 'id']);
    expect(event).toMatchObject({ 'detail-type': 'sessions_ended', detail: { by: 'admin' } });
  });

  test('of nothing that is not published, as every login', async () => {
    const before = (await stack.events()).length;
    await somebody();
    await stack.putCustomer('created', { password });
    expect((await stack.events()).slice(before)).toEqual([]);
  });

  test('of a logout without what opens anything', async () => {
    const customer = await somebody();
    const before = (await stack.events()).length;
    const cookie = customer.cookie ?? '';
    await customer.browser.post('/v1/logout', {}, { origin: stack.url });
    const [event] = (await stack.events()).slice(before);
    expect(event).toMatchObject({ 'detail-type': 'logged_out', detail: { customerId: customer.customerId, by: 'customer' } });
    for (const part of cookie.split('.')) expect(JSON.stringify(event)).not.toContain(part);
  });

  test('again until it takes it, in the order in which it happened', async () => {
    const customer = await somebody({});
    const before = (await stack.events()).length;
    stack.fault({ service: 'events', action: 'PutEvents', kind: 'error', count: 4 });
    await customer.browser.post('/v1/security/email', { password }, { bearer: customer.accessToken });
    await customer.browser.post('/v1/logout', { everywhere: true }, { bearer: customer.accessToken });
    stack.clearFaults();
    expect((await stack.events()).slice(before).map((event) => event['detail-type'])).toEqual(['two_factor_on', 'sessions_ended']);
  });
});
