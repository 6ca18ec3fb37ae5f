import { createLocalJWKSet, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../account/signed-in.ts';
import { outcome, shopper, shopperWithFactor } from '../login/visitor.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { clientsBy, said } from './registered.ts';
import { backFrom, grant, leadsTo, type Registered, RelyingParty, registered, requestIn, type Tokens } from './relying-party.ts';

let stack: TestStack;
let shop: Registered;
let page: Registered;
let nth = 0;

beforeAll(async () => {
  stack = await startReadyStack();
  shop = await registered(stack, 'shop');
  page = await registered(stack, 'page', { type: 'public' });
});

const party = (client = shop) => new RelyingParty(stack, client);
const somebody = async (given: { stayLoggedIn?: boolean } = {}) => signIn(stack, await shopper(stack, `c-${nth++}`), given);
const userinfo = (bearer: string) => stack.browser().get('/userinfo', { bearer });
const errorIn = ({ searchParams }: URL) => searchParams.get('error');

async function claimsOf(token: string, audience: string, typ: string) {
  const keys = createLocalJWKSet((await stack.browser().get('/.well-known/jwks.json')).body as never);
  const { payload } = await jwtVerify(token, keys, { audience, typ, issuer: stack.url, currentDate: new Date(stack.now()) });
  return payload;
}

describe('a client gets its customer back', () => {
  test.each(['shop', 'page'])('with a code that is worth the tokens of the login: %s', async (clientId) => {
    const rp = party(clientId === 'shop' ? shop : page);
    const customer = await somebody();
    const back = await rp.ask(customer);
    expect(back.href.startsWith(`${rp.client.redirectUri}?code=`)).toBe(true);
    expect(back.searchParams.get('state')).toBe('cart 7 / ä');
    // RFC 9207: against mixing up servers.
    expect(back.searchParams.get('iss')).toBe(stack.url);

    const answer = await rp.redeem(back.searchParams.get('code') ?? '');
    expect(answer).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 900, scope: 'openid email' } });
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'access-control-allow-origin': '*' });
    const { access_token, id_token } = answer.body as Tokens;
    const id = await claimsOf(id_token, clientId, 'JWT');
    expect(id).toMatchObject({ sub: customer.customerId, nonce: 'n-0S6_WzA2Mj', amr: ['pwd'], acr: `${stack.url}/acr/password` });
    expect(id.auth_time).toBe(Math.floor(stack.now() / 1000));
    const access = await claimsOf(access_token, 'keycard-local', 'at+jwt');
    expect(access).toMatchObject({ sub: customer.customerId, client_id: clientId, scope: 'openid email', sid: id.sid });
    expect((await userinfo(access_token)).body).toEqual({
      sub: customer.customerId,
      email: `${customer.customerId}@example.com`,
      email_verified: true,
    });
  });

  test('with the query of its redirect URI as it was, and without what it did not send', async () => {
    const client = await registered(stack, 'queried', { redirectUris: ['https://queried.example/back?shop=1'] });
    const rp = party({ ...client, redirectUri: 'https://queried.example/back?shop=1' });
    const back = await rp.ask(await somebody(), { state: undefined, nonce: undefined, scope: 'openid profile' });
    expect([...back.searchParams.keys()]).toEqual(['shop', 'code', 'iss']);
    const tokens = (await rp.redeem(back.searchParams.get('code') ?? '')).body as Tokens;
    expect(tokens.scope).toBe('openid');
    expect(await claimsOf(tokens.id_token, 'queried', 'JWT')).not.toHaveProperty('nonce');
    expect(Object.keys((await userinfo(tokens.access_token)).body as object)).toEqual(['sub']);
  });

  test('who has sent them by a form, too', async () => {
    const customer = await somebody();
    const rp = party();
    const sent = await customer.browser.send('POST', '/authorize', rp.parameters().toString(), {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      origin: 'https://shop.example',
    });
    expect(backFrom(await grant(customer, requestIn(leadsTo(sent)))).searchParams.get('code')).not.toBeNull();
  });

  test('and is told that a second factor was proved', async () => {
    const customer = await signIn(stack, await shopperWithFactor(stack, 'factor'));
    const { id_token } = await party().tokensFor(customer);
    expect(await claimsOf(id_token, 'shop', 'JWT')).toMatchObject({ amr: ['pwd', 'otp'], acr: `${stack.url}/acr/email` });
  });

  test('in the language that it asks for, with who it may be', async () => {
    const to = await party().send(stack.browser(), { ui_locales: 'fr de-AT en', login_hint: 'eva@example.com' });
    expect(`${to.origin}${to.pathname}${to.search}`).toBe(`${stack.url}/login?lang=de`);
    expect(new URLSearchParams(to.hash.slice(1)).get('login_hint')).toBe('eva@example.com');
  });
});

describe('a challenge that a shop has begun itself', () => {
  const challengeOf = async () => {
    const { username, password } = await shopperWithFactor(stack, `c-${nth++}`);
    return ((await stack.browser().post('/v1/login', { username, password })).body as { challenge: { token: string } }).challenge;
  };
  const sendForm = (parameters: URLSearchParams) =>
    stack.browser().send('POST', '/authorize', parameters.toString(), {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      origin: 'https://shop.example',
    });

  test('goes along by a form, and never by a URL', async () => {
    const { token } = await challengeOf();
    const byForm = leadsTo(await sendForm(party().parameters({ challenge: token })));
    expect(new URLSearchParams(byForm.hash.slice(1)).get('challenge')).toBe(token);
    const byUrl = await party().send(stack.browser(), { challenge: token });
    expect(new URLSearchParams(byUrl.hash.slice(1)).get('challenge')).toBeNull();
    const none = leadsTo(await sendForm(party().parameters({ challenge: 'x'.repeat(2001) })));
    expect(errorIn(none)).toBe('invalid_request');
  });

  test('is shown as it stands, and nothing is sent or changed by that', async () => {
    const begun = await challengeOf();
    const sent = stack.outbox().length;
    stack.advanceClock(10);
    const shown = await stack.browser().post('/v1/login/challenge', { challenge: begun.token });
    expect(shown.body).toEqual({ status: 'second_factor_required', challenge: { ...begun, sent: false } });
    expect(stack.outbox().length).toBe(sent);
    expect(outcome(await stack.browser().post('/v1/login/challenge', { challenge: 'none' }))).toBe('401 invalid_challenge');
    stack.advanceClock(890);
    expect(outcome(await stack.browser().post('/v1/login/challenge', { challenge: begun.token }))).toBe('410 challenge_expired');
  });
});

describe('where nobody can tell whose request it is, or where it may lead, it leads to nobody', () => {
  const uri = 'https://shop.example/back';
  test.each([
    ['another host', 'https://evil.example/back'],
    ['a user before the host', 'https://shop.example@evil.example/back'],
    ['a suffix of the host', 'https://shop.example.evil.example/back'],
    ['a suffix of the path', `${uri}/../../evil`],
    ['a longer path', `${uri}/`],
    ['a query', `${uri}?next=https://evil.example`],
    ['a fragment', `${uri}#evil`],
    ['an encoded path', 'https://shop.example/%62ack'],
    ['capital letters', 'https://SHOP.example/back'],
    ['a port', 'https://shop.example:443/back'],
    ['another scheme', 'http://shop.example/back'],
    ['localhost', 'http://localhost:8080/back'],
    ['a line end', `${uri}\r\nLocation: https://evil.example`],
    ['nothing', ''],
  ])('a redirect URI with %s', async (_, redirect_uri) => {
    const to = await party().send(stack.browser(), { redirect_uri });
    expect(to.href).toBe(`${stack.url}/login#refused=redirect_uri`);
  });

  test('one that is given twice, and none', async () => {
    const twice = await stack.browser().get(`/authorize?${party().parameters()}&redirect_uri=${encodeURIComponent(uri)}`);
    expect(leadsTo(twice).hash).toBe('#refused=redirect_uri');
    expect((await party().send(stack.browser(), { redirect_uri: undefined })).hash).toBe('#refused=redirect_uri');
  });

  test.each(['nobody', '../shop', '', 'x'.repeat(65)])('a client named "%s"', async (client_id) => {
    stack.clearCalls();
    expect((await party().send(stack.browser(), { client_id })).hash).toBe('#refused=client_id');
  });

  test("a client with another's redirect URI", async () => {
    expect((await party().send(stack.browser(), { client_id: 'page' })).hash).toBe('#refused=redirect_uri');
  });
});

describe('a client is told what it asks for wrongly', () => {
  test.each<[string, Record<string, string | undefined>, string]>([
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['PKCE in the clear', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['PKCE of no method', { code_challenge_method: undefined }, 'invalid_request'],
    ['a token in the place of a code', { response_type: 'token' }, 'unsupported_response_type'],
    ['an answer in the fragment', { response_mode: 'fragment' }, 'invalid_request'],
    ['no openid', { scope: 'email' }, 'invalid_scope'],
    ['the scope of a backend', { scope: 'challenges' }, 'invalid_scope'],
    ['a request object', { request: 'eyJ' }, 'request_not_supported'],
    ['a state of 8 KB', { state: 's'.repeat(8000) }, 'invalid_request'],
    ['no page and a page', { prompt: 'none login' }, 'invalid_request'],
    ['an age that is no number', { max_age: '-1' }, 'invalid_request'],
  ])('%s', async (_, changes, error) => {
    const to = await party().send(stack.browser(), changes);
    expect([`${to.origin}${to.pathname}`, errorIn(to), to.searchParams.get('iss')]).toEqual([shop.redirectUri, error, stack.url]);
    expect(to.searchParams.get('state')).toBe(changes.state ? null : 'cart 7 / ä');
  });

  test('texts that would not fit into a URL, sealed', async () => {
    const to = await party().send(stack.browser(), { state: '"'.repeat(2048), nonce: '"'.repeat(2048) });
    expect([errorIn(to), to.href.length < 8000]).toEqual(['invalid_request', true]);
    const customer = await somebody();
    const long = await party().ask(customer, { state: 's'.repeat(2048), nonce: 'n'.repeat(2048) });
    expect(long.searchParams.get('state')).toHaveLength(2048);
  });
});

describe('without a page', () => {
  test('who stays logged in gets a code at once, and the session goes on as it was', async () => {
    const customer = await somebody({ stayLoggedIn: true });
    const before = customer.browser.cookies.get('__Host-keycard')?.value;
    const to = await party().send(customer.browser, { prompt: 'none' });
    expect(said(await party().redeem(to.searchParams.get('code') ?? ''))).toBe('400 invalid_grant');
    const rp = party();
    const code = (await rp.send(customer.browser, { prompt: 'none' })).searchParams.get('code') ?? '';
    expect(said(await rp.redeem(code))).toBe('200 token');
    expect(customer.browser.cookies.get('__Host-keycard')?.value).toBe(before);
  });

  test('nobody gets one who is not, or has logged out, or whose login is older than asked for', async () => {
    expect(errorIn(await party().send(stack.browser(), { prompt: 'none' }))).toBe('login_required');
    const once = await somebody();
    expect(errorIn(await party().send(once.browser, { prompt: 'none' }))).toBe('login_required');
    const customer = await somebody({ stayLoggedIn: true });
    stack.advanceClock(60);
    expect(errorIn(await party().send(customer.browser, { prompt: 'none', max_age: '60' }))).toBeNull();
    expect(errorIn(await party().send(customer.browser, { prompt: 'none', max_age: '59' }))).toBe('login_required');
    const copied = customer.browser.cookies.get('__Host-keycard');
    await customer.browser.post('/v1/logout', {}, { origin: stack.url });
    const thief = stack.browser();
    if (copied) thief.cookies.set('__Host-keycard', copied);
    expect(errorIn(await party().send(thief, { prompt: 'none' }))).toBe('login_required');
  });

  test('nobody gets one in the place of who is meant', async () => {
    const [customer, other] = [await somebody({ stayLoggedIn: true }), await somebody()];
    const [own, others] = [await party().tokensFor(customer), await party().tokensFor(other)];
    const asked = async (id_token_hint: string) => errorIn(await party().send(customer.browser, { prompt: 'none', id_token_hint }));
    expect(await asked(own.id_token)).toBeNull();
    for (const hint of [others.id_token, own.access_token, 'none']) expect(await asked(hint)).toBe('login_required');
  });

  test('nobody gets that of who was logged in before in this browser, and did not log out', async () => {
    const before = await shopper(stack, `c-${nth++}`);
    const { browser } = await signIn(stack, before, { stayLoggedIn: true });
    const again = await browser.post('/v1/login', { username: before.username, password: before.password });
    expect([outcome(again), errorIn(await party().send(browser, { prompt: 'none' }))]).toEqual(['200 authenticated', null]);
    const cookie = browser.cookies.get('__Host-keycard');
    const { username, password } = await shopper(stack, `c-${nth++}`);
    expect(outcome(await browser.post('/v1/login', { username, password }))).toBe('200 authenticated');
    expect(browser.cookies.has('__Host-keycard')).toBe(false);
    expect(errorIn(await party().send(browser, { prompt: 'none' }))).toBe('login_required');
    const thief = stack.browser();
    if (cookie) thief.cookies.set('__Host-keycard', cookie);
    expect(errorIn(await party().send(thief, { prompt: 'none' }))).toBe('login_required');
  });

  test('a token that another has replaced gets none, and ends nothing', async () => {
    const customer = await somebody({ stayLoggedIn: true });
    const replaced = customer.browser.cookies.get('__Host-keycard');
    expect(outcome(await customer.browser.post('/v1/session/refresh', {}, { origin: stack.url }))).toBe('200 authenticated');
    stack.advanceClock(31);
    const thief = stack.browser();
    if (replaced) thief.cookies.set('__Host-keycard', replaced);
    expect(errorIn(await party().send(thief, { prompt: 'none' }))).toBe('login_required');
    expect(outcome(await customer.browser.post('/v1/session/refresh', {}, { origin: stack.url }))).toBe('200 authenticated');
  });

  test('a login by the password alone is none for who has a factor, while the flag is on', async () => {
    const customer = await shopperWithFactor(stack, 'flagged');
    await stack.setFlag(false);
    const signedIn = await signIn(stack, customer, { stayLoggedIn: true });
    expect(errorIn(await party().send(signedIn.browser, { prompt: 'none' }))).toBeNull();
    const request = requestIn(await party().send(signedIn.browser));
    expect(outcome(await grant(signedIn, request))).toBe('200');
    await stack.setFlag(true);
    expect(errorIn(await party().send(signedIn.browser, { prompt: 'none' }))).toBe('login_required');
    expect(outcome(await grant(signedIn, request))).toBe('401 session_required');
  });
});

describe('a login will do', () => {
  const asked = async (customer: SignedIn, changes: Record<string, string>) =>
    outcome(await grant(customer, requestIn(await party().send(customer.browser, changes))));

  test('that is as fresh as the client asks', async () => {
    const customer = await somebody();
    stack.advanceClock(60);
    expect(await asked(customer, {})).toBe('200');
    expect(await asked(customer, { max_age: '60' })).toBe('200');
    expect(await asked(customer, { max_age: '59' })).toBe('401 session_required');
    expect(await asked(customer, { prompt: 'login' })).toBe('401 session_required');
  });

  test('of after the asking, where one of then is asked for', async () => {
    const request = requestIn(await party().send(stack.browser(), { prompt: 'login' }));
    stack.advanceClock(1);
    const customer = await somebody();
    expect(outcome(await grant(customer, request))).toBe('200');
  });

  test('only of a session that goes on, and of the epoch that is', async () => {
    const customer = await shopper(stack, `c-${nth++}`);
    const [one, other] = [await signIn(stack, customer), await signIn(stack, customer)];
    const request = requestIn(await party().send(one.browser));
    // The session that switches the factor on goes on, but what it has proved is less than there is to prove now.
    await one.browser.post('/v1/security/email', { password: customer.password }, { bearer: one.accessToken });
    expect(outcome(await grant(one, request))).toBe('401 session_required');
    expect(outcome(await grant(other, request))).toBe('401 session_required');
    expect(outcome(await stack.browser().post('/v1/authorization', { request }))).toBe('401 session_required');
  });
});

test('a session that has changed its own password goes on in the account, and is no login to a shop', async () => {
  const customer = await somebody();
  const request = requestIn(await party().send(customer.browser));
  const { password } = await shopper(stack, 'for-its-password');
  const changed = { password, newPassword: 'another one, quite as long' };
  expect(outcome(await customer.browser.post('/v1/security/password', changed, { bearer: customer.accessToken }))).toBe('204');
  expect((await customer.session()).status).toBe(200);
  expect(outcome(await grant(customer, request))).toBe('401 session_required');
});

test("a shop's sessions are none of the devices that stay logged in", async () => {
  const customer = await somebody({ stayLoggedIn: true });
  for (let login = 0; login < 3; login++) {
    const rp = party();
    await rp.redeem((await rp.send(customer.browser, { prompt: 'none' })).searchParams.get('code') ?? '');
  }
  const { body } = await customer.get('/v1/security');
  expect((body as { sessions: object[] }).sessions).toHaveLength(1);
});

describe('what was asked for', () => {
  test('waits an hour, and cannot be made up', async () => {
    const request = requestIn(await party().send(stack.browser()));
    stack.advanceClock(3599.9);
    const customer = await somebody();
    expect(outcome(await grant(customer, request))).toBe('200');
    stack.advanceClock(0.1);
    expect(outcome(await grant(customer, request))).toBe('410 link_expired');
    expect(outcome(await grant(customer, `${request.slice(0, -4)}AAAA`))).toBe('410 link_expired');
    const { challenge } = (await loginOfSomebodyWithFactor()).body as { challenge: { token: string } };
    expect(outcome(await grant(customer, challenge.token))).toBe('410 link_expired');
  });

  const loginOfSomebodyWithFactor = async (): Promise<Answer> => {
    const { username, password } = await shopperWithFactor(stack, `c-${nth++}`);
    return stack.browser().post('/v1/login', { username, password });
  };

  test.each<[string, (clientId: string) => Promise<unknown>]>([
    ['removed', (clientId) => clientsBy(() => stack).remove(clientId)],
    ['registered for another address', (clientId) => registered(stack, clientId, { redirectUris: ['https://other.example/'] })],
    ['registered for another grant', (clientId) => registered(stack, clientId, { grants: ['client_credentials'] })],
  ])('is over with the client that was %s meanwhile', async (_, change) => {
    const client = await registered(stack, 'leaving');
    const customer = await somebody();
    const rp = party(client);
    const request = requestIn(await rp.send(customer.browser));
    expect(outcome(await grant(customer, request))).toBe('200');
    const code = await rp.codeFor(customer);
    await change('leaving');
    expect(outcome(await grant(customer, request))).toBe('410 link_expired');
    if (_ !== 'registered for another address')
      expect(['400 unauthorized_client', '401 invalid_client']).toContain(said(await rp.redeem(code)));
    await clientsBy(() => stack).remove('leaving');
  });
});

describe('a code', () => {
  test.each<[string, Record<string, string | undefined>, string]>([
    ['another verifier', { code_verifier: 'v'.repeat(43) }, '400 invalid_grant'],
    ['a verifier that is none', { code_verifier: 'short' }, '400 invalid_request'],
    ['no verifier', { code_verifier: undefined }, '400 invalid_request'],
    ['another redirect URI', { redirect_uri: 'https://shop.example/other' }, '400 invalid_grant'],
    ['no redirect URI', { redirect_uri: undefined }, '400 invalid_request'],
    ['a secret in the form', { client_secret: 'secret' }, '400 invalid_request'],
  ])('is not redeemed with %s, and still is by the client afterwards', async (_, changes, refused) => {
    const rp = party();
    const code = await rp.codeFor(await somebody());
    expect(said(await rp.redeem(code, changes))).toBe(refused);
    expect(said(await rp.redeem(code))).toBe('200 token');
  });

  test('is not redeemed by another client, or by one that does not prove itself', async () => {
    const rp = party();
    const code = await rp.codeFor(await somebody());
    const asAnother = new RelyingParty(stack, { ...page, redirectUri: shop.redirectUri });
    expect(said(await asAnother.redeem(code, { code_verifier: rp.verifier }))).toBe('400 invalid_grant');
    const without = new RelyingParty(stack, { clientId: 'shop', redirectUri: shop.redirectUri });
    expect(said(await without.redeem(code, { code_verifier: rp.verifier }))).toBe('401 invalid_client');
    const wrong = new RelyingParty(stack, { ...shop, secret: 'guessed' });
    expect(said(await wrong.redeem(code, { code_verifier: rp.verifier }))).toBe('401 invalid_client');
    expect(said(await rp.redeem(code))).toBe('200 token');
  });

  test('lives for a minute', async () => {
    const rp = party();
    const customer = await somebody();
    const [one, other] = [await rp.codeFor(customer), await rp.codeFor(customer)];
    stack.advanceClock(59.9);
    expect(said(await rp.redeem(one))).toBe('200 token');
    stack.advanceClock(0.1);
    expect(said(await rp.redeem(other))).toBe('400 invalid_grant');
  });

  test('is worth nothing once its customer has logged out everywhere, or is gone', async () => {
    const rp = party();
    const customer = await somebody();
    const code = await rp.codeFor(customer);
    await customer.browser.post('/v1/logout', { everywhere: true }, { bearer: customer.accessToken });
    expect(said(await rp.redeem(code))).toBe('400 invalid_grant');
    const gone = await somebody();
    const last = await rp.codeFor(gone);
    await stack.admin('DELETE', `/v1/admin/customers/${gone.customerId}`);
    expect(said(await rp.redeem(last))).toBe('400 invalid_grant');
  });

  test('is worth nothing once the session that gave it has been logged out', async () => {
    const rp = party();
    const [customer, silent] = [await somebody({ stayLoggedIn: true }), await somebody({ stayLoggedIn: true })];
    const code = await rp.codeFor(customer);
    const another = party();
    const withoutAPage = (await another.send(silent.browser, { prompt: 'none' })).searchParams.get('code') ?? '';
    for (const { browser } of [customer, silent]) await browser.post('/v1/logout', {}, { origin: stack.url });
    expect(said(await rp.redeem(code))).toBe('400 invalid_grant');
    expect(said(await another.redeem(withoutAPage))).toBe('400 invalid_grant');
  });

  test('of ten at once is redeemed once, and what that one got ends with the others', async () => {
    const rp = party();
    const code = await rp.codeFor(await somebody());
    const answers = await Promise.all(Array.from({ length: 10 }, () => rp.redeem(code)));
    expect(answers.map(said).sort()).toEqual(['200 token', ...Array(9).fill('400 invalid_grant')]);
    const [{ access_token }] = answers.filter(({ status }) => status === 200).map(({ body }) => body as Tokens) as [Tokens];
    expect(outcome(await userinfo(access_token))).toBe('401 session_required');
  });

  test('that is brought again, however late, ends what it was given for', async () => {
    const rp = party();
    const code = await rp.codeFor(await somebody());
    const { access_token } = (await rp.redeem(code)).body as Tokens;
    expect((await userinfo(access_token)).status).toBe(200);
    stack.advanceClock(120);
    expect(said(await rp.redeem(code, { code_verifier: 'v'.repeat(43) }))).toBe('400 invalid_grant');
    expect((await userinfo(access_token)).status).toBe(200);
    expect(said(await rp.redeem(code))).toBe('400 invalid_grant');
    expect(outcome(await userinfo(access_token))).toBe('401 session_required');
  });

  test('stands in no log, and in the table as its digest only', async () => {
    const rp = party();
    const code = await rp.codeFor(await somebody());
    const { access_token } = (await rp.redeem(code)).body as Tokens;
    const kept = JSON.stringify([await stack.scanTable(), stack.logs(), stack.outbox()]);
    for (const secret of [code, access_token, rp.verifier]) expect(kept).not.toContain(secret);
  });
});

describe("a client's tokens", () => {
  test("do nothing in the customer's account, and the customer's own nothing at the client's endpoint", async () => {
    const customer = await somebody();
    const { access_token, id_token } = await party().tokensFor(customer);
    for (const bearer of [access_token, id_token]) {
      expect(outcome(await stack.browser().get('/v1/security', { bearer }))).toBe('401 session_required');
      expect(outcome(await stack.browser().get('/v1/session', { bearer }))).toBe('401 session_required');
      expect(outcome(await stack.browser().post('/v1/logout', { everywhere: true }, { bearer }))).toBe('401 session_required');
      expect(outcome(await stack.browser().post('/v1/authorization', { request: 'x' }, { bearer }))).toBe('401 session_required');
    }
    expect(outcome(await userinfo(customer.accessToken))).toBe('401 session_required');
    expect(outcome(await userinfo(id_token))).toBe('401 session_required');
    expect((await stack.browser().post('/userinfo', {}, { bearer: access_token })).status).toBe(200);
  });

  test('tell nobody who it is once the customer has logged out everywhere, is gone, or after 15 minutes', async () => {
    const customer = await somebody();
    const tokens = await party().tokensFor(customer);
    await stack.admin('POST', `/v1/admin/customers/${customer.customerId}/end-sessions`);
    expect(outcome(await userinfo(tokens.access_token))).toBe('401 session_required');
    const other = await somebody();
    const { access_token } = await party().tokensFor(other);
    stack.advanceClock(899);
    expect((await userinfo(access_token)).status).toBe(200);
    stack.advanceClock(1);
    expect(outcome(await userinfo(access_token))).toBe('401 session_required');
  });
});

test('the configuration names what there is, for everybody', async () => {
  const { headers, body } = await stack.browser().get('/.well-known/openid-configuration', { origin: 'https://anywhere.example' });
  expect(headers['access-control-allow-origin']).toBe('*');
  expect(body).toMatchObject({
    issuer: stack.url,
    authorization_endpoint: `${stack.url}/authorize`,
    token_endpoint: `${stack.url}/token`,
    code_challenge_methods_supported: ['S256'],
    response_types_supported: ['code'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
  });
});

test('pages of every origin may ask for tokens and for who it is, without cookies', async () => {
  for (const path of ['/token', '/userinfo']) {
    const { status, headers } = await stack.browser().send('OPTIONS', path, undefined, { origin: 'https://anywhere.example' });
    expect([status, headers['access-control-allow-origin'], headers['access-control-allow-credentials']]).toEqual([204, '*', undefined]);
    expect(headers['access-control-allow-headers']).toContain('Authorization');
  }
});
