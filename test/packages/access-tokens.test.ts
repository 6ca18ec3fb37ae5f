import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { accessTokens, KeycardError } from 'keycard/server';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { signIn } from '../account/signed-in.ts';
import { askToken, basic, clientsBy, type Fresh } from '../clients/registered.ts';
import { RelyingParty, registered } from '../clients/relying-party.ts';
import { shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { type StandIn, standIn } from './stand-in.ts';

const jwks = '/.well-known/jwks.json';
const reasonOf = (checked: { ok: boolean; reason?: string }) => (checked.ok ? 'ok' : checked.reason);

describe('the tokens of an installation', () => {
  let stack: TestStack;
  const tokensOf = (audience = 'keycard-local') => accessTokens({ issuer: stack.url, audience, now: stack.now });
  beforeAll(async () => {
    stack = await startReadyStack();
  });

  test('say who is logged in and how they proved it', async () => {
    const byPassword = (await new Visitor(stack, await shopper(stack, 'pavel')).logIn({ stayLoggedIn: true })).body as {
      accessToken: string;
    };
    expect(await tokensOf().check(byPassword.accessToken)).toEqual({
      ok: true,
      customer: {
        customerId: 'pavel',
        proof: 'password',
        secondFactor: false,
        amr: ['pwd'],
        authTime: new Date(Math.floor(stack.now() / 1000) * 1000),
        expiresAt: new Date(Math.floor(stack.now() / 1000) * 1000 + 15 * 60_000),
        sessionId: expect.any(String),
      },
    });
    const visitor = new Visitor(stack, await shopperWithFactor(stack, 'jana'));
    const byCode = (await visitor.verifyRight(await visitor.challenge())).body as { accessToken: string };
    expect(await tokensOf().check(byCode.accessToken)).toMatchObject({
      customer: { customerId: 'jana', proof: 'email', secondFactor: true },
    });
  });

  test('of a client are never taken for those of a customer, whatever audience is asked for', async () => {
    const { secret } = (await clientsBy(() => stack).put('shop')).body as { secret: Fresh };
    const { access_token: token } = (await askToken(stack, basic('shop', secret.secret))).body as { access_token: string };
    for (const audience of ['keycard-local', `${stack.url}/v1`]) expect(reasonOf(await tokensOf(audience).check(token))).toBe('invalid');
  });

  test('say so of a hosted login too, and through which client it was; the ID token beside it is no access token', async () => {
    const rp = new RelyingParty(stack, await registered(stack, 'pear-shop'));
    const { access_token, id_token } = await rp.tokensFor(await signIn(stack, await shopper(stack, 'hana')));
    const customer = { customerId: 'hana', proof: 'password', clientId: 'pear-shop', sessionId: expect.any(String) };
    expect(await tokensOf().check(access_token)).toMatchObject({ ok: true, customer });
    for (const audience of ['keycard-local', 'pear-shop']) expect(reasonOf(await tokensOf(audience).check(id_token))).toBe('invalid');
  });

  test('end after a quarter of an hour, give or take five seconds', async () => {
    const { accessToken } = (await new Visitor(stack, await shopper(stack, 'ida')).logIn()).body as { accessToken: string };
    const tokens = tokensOf();
    const { customer } = (await tokens.check(accessToken)) as { customer: { expiresAt: Date } };
    const at = (milliseconds: number) => accessTokens({ issuer: stack.url, audience: 'keycard-local', now: () => milliseconds });
    expect(reasonOf(await at(customer.expiresAt.getTime() + 4_000).check(accessToken))).toBe('ok');
    expect(reasonOf(await at(customer.expiresAt.getTime() + 5_000).check(accessToken))).toBe('expired');
  });
});

describe('what is no access token of a customer', () => {
  let service: StandIn;
  const check = async (token: string | undefined) =>
    reasonOf(await accessTokens({ issuer: service.url, audience: 'keycard-prod', now: service.now }).check(token));
  beforeAll(async () => {
    service = await standIn();
    await service.publish(['1']);
  });

  test('is refused, though its signature is right', async () => {
    expect(await check(await service.sign())).toBe('ok');
    // RFC 9068 §2.2: through which client somebody logged in, a customer's token may say too.
    expect(await check(await service.sign({ claims: { client_id: 'shop' } }))).toBe('ok');
    const ofClient = { sub: 'shop', client_id: 'shop', scope: 'challenges', auth_time: undefined, acr: undefined, amr: undefined };
    const others: Parameters<StandIn['sign']>[0][] = [
      { header: { typ: 'JWT' } },
      { header: { typ: undefined } },
      { claims: { iss: 'https://login.other.example' } },
      { claims: { iss: `${service.url}/` } },
      { claims: { aud: 'keycard-dev' } },
      { claims: { aud: undefined } },
      { claims: ofClient },
      ...['sub', 'exp', 'jti', 'auth_time', 'acr', 'amr'].map((claim) => ({ claims: { [claim]: undefined } })),
      { claims: { nbf: Math.floor(service.now() / 1000) + 60 } },
    ];
    for (const other of others) expect([other, await check(await service.sign(other))]).toEqual([other, 'invalid']);
  });

  test('is refused, though it says that it needs no signature, or one by what everybody knows', async () => {
    const claims = JSON.parse(Buffer.from((await service.sign()).split('.')[1] ?? '', 'base64url').toString());
    const { keys } = (await (await fetch(service.url + jwks)).json()) as { keys: object[] };
    const header = { alg: 'HS256', kid: '1', typ: 'at+jwt' };
    const published = new TextEncoder().encode(JSON.stringify(keys[0]));
    expect(await check(await new SignJWT(claims).setProtectedHeader(header).sign(published))).toBe('invalid');
    expect(await check(new UnsecuredJWT(claims).encode())).toBe('invalid');
    for (const nothing of [undefined, '']) expect(await check(nothing)).toBe('missing');
    for (const junk of ['x', 'a.b.c', '..', 'é'.repeat(4000)]) expect(await check(junk)).toBe('invalid');
  });

  test('is refused, though it is signed by a published key of another kind', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES384');
    const other = await standIn();
    other.answer(jwks, { body: { keys: [{ ...(await exportJWK(publicKey)), kid: '3', alg: 'ES384', use: 'sig' }] } });
    const claims = JSON.parse(Buffer.from((await other.sign()).split('.')[1] ?? '', 'base64url').toString());
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ES384', kid: '3', typ: 'at+jwt' }).sign(privateKey);
    const tokens = accessTokens({ issuer: other.url, audience: 'keycard-prod', now: other.now });
    expect(reasonOf(await tokens.check(token))).toBe('invalid');
  });

  test('cannot be asked for without an audience, nor by http from elsewhere', () => {
    expect(() => accessTokens({ issuer: service.url, audience: '' })).toThrow('audience is missing');
    expect(() => accessTokens({ issuer: service.url } as never)).toThrow('audience is missing');
    expect(() => accessTokens({ issuer: 'http://login.shop.example', audience: 'a' })).toThrow('must begin with https://');
    expect(() => accessTokens({ issuer: 'http://localhost.shop.example', audience: 'a' })).toThrow('must begin with https://');
  });
});

describe('the published keys', () => {
  let service: StandIn;
  let tokens: ReturnType<typeof accessTokens>;
  const times = () => service.asked().filter(({ path }) => path === jwks).length;
  const check = async (given?: Parameters<StandIn['sign']>[0]) => reasonOf(await tokens.check(await service.sign(given)));
  const refused = (given?: Parameters<StandIn['sign']>[0]) => check(given).catch((error: unknown) => error);
  beforeEach(async () => {
    service = await standIn();
    await service.publish(['1']);
    tokens = accessTokens({ issuer: `${service.url}/`, audience: 'keycard-prod', now: service.now });
  });

  test('are asked for once, however many need them, and again when they may be kept no longer', async () => {
    const token = await service.sign();
    const twenty = await Promise.all(Array.from({ length: 20 }, () => tokens.check(token)));
    expect(twenty.map(reasonOf)).toEqual(Array(20).fill('ok'));
    expect(times()).toBe(1);
    service.advance(299);
    expect([await check(), times()]).toEqual(['ok', 0]);
    service.advance(1);
    expect([await check(), times()]).toEqual(['ok', 1]);
  });

  test('that are new are found at once, but made-up names are asked for twice a minute at most', async () => {
    await check();
    service.advance(30);
    await service.publish(['1', '2']);
    expect([await check({ kid: '2' }), times()]).toEqual(['ok', 2]);
    for (let nth = 0; nth < 5; nth++) expect(await check({ kid: `made-up-${nth}` })).toBe('invalid');
    expect(times()).toBe(0);
    service.advance(30);
    expect([await check({ kid: 'made-up' }), times()]).toEqual(['invalid', 1]);
  });

  test('are not asked for by made-up names while the installation fails', async () => {
    await check();
    service.answer(jwks, { status: 503 });
    service.advance(30);
    times();
    expect(await refused({ kid: 'made-up' })).toMatchObject({ code: 'unavailable' });
    for (let nth = 0; nth < 5; nth++) expect(await check({ kid: `made-up-${nth}` })).toBe('invalid');
    expect(times()).toBe(1);
    service.advance(5);
    expect([await refused({ kid: 'made-up' }), times()]).toMatchObject([{ code: 'unavailable' }, 1]);
  });

  test('are waited for no longer than five seconds', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    onTestFinished(() => timeout.mockRestore());
    const answering = new AbortController();
    timeout.mockReturnValue(answering.signal);
    service.answer(jwks, () => {
      answering.abort();
      return new Promise(() => undefined);
    });
    expect(await refused()).toMatchObject({ code: 'unavailable', status: 0 });
    expect(timeout.mock.calls.at(-1)).toEqual([5000]);
  });

  test('that were taken back count no more', async () => {
    await check();
    await service.publish(['2']);
    service.advance(300);
    expect(await check()).toBe('invalid');
  });

  test.each([
    ['fails', { status: 503, body: { code: 'unavailable', status: 503, title: 'Not now' }, headers: { 'retry-after': '7' } }],
    ['answers no JSON', { body: '<html>' }],
    ['answers no keys', { body: { keys: 'none' } }],
    ['leads elsewhere', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
  ])('go on for half an hour while the installation %s, which is asked every five seconds then', async (_, failure) => {
    await check();
    times();
    service.answer(jwks, failure);
    service.advance(300);
    for (let nth = 0; nth < 3; nth++) expect(await check()).toBe('ok');
    expect(times()).toBe(1);
    service.advance(5);
    expect([await check(), times()]).toEqual(['ok', 1]);
    service.advance(30 * 60 - 306);
    expect(await check()).toBe('ok');
    service.advance(1);
    expect(await refused()).toMatchObject({ code: 'unavailable' });
    times();
    const error = await refused();
    expect(error).toBeInstanceOf(KeycardError);
    expect(times()).toBe(0);
    await service.publish(['1']);
    service.advance(5);
    expect(await check()).toBe('ok');
  });
});
