import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { oauthErrors } from '../../shared/http/oauth.ts';
import { allRoutes, pathOf, wellFormedBody } from '../security/calls.ts';
import { expectSecurityHeaders, problemIn } from '../security/catalogue-answer.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { askToken, basic, clientsBy, type Fresh, said, shop } from './registered.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const { put, remove, addSecret, endSecret } = clientsBy(() => stack);
const registered = async (clientId: string, change: object = {}) =>
  ((await put(clientId, { ...shop, ...change })).body as { secret: Fresh }).secret;
const ask = (...call: Parameters<typeof askToken> extends [unknown, ...infer Rest] ? Rest : never) => askToken(stack, ...call);

/** An error as RFC 6749 §5.2 has it. */
function expectError(answer: Answer, expected: string): void {
  expect(said(answer)).toBe(expected);
  expectSecurityHeaders(answer);
  expect(answer.headers).toMatchObject({ 'content-type': 'application/json', pragma: 'no-cache' });
  const { error, error_description = '', ...more } = answer.body as { error: keyof typeof oauthErrors; error_description?: string };
  expect(oauthErrors[error]).toBe(answer.status);
  expect(error_description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/);
  expect(more).toEqual({});
  // API Gateway lets it through under this name only.
  expect(answer.headers['x-amzn-remapped-www-authenticate']).toBe(error === 'invalid_client' ? 'Basic realm="keycard"' : undefined);
}

describe('a client that proves itself', () => {
  test('gets a token that says who it is and what it may do, for 15 minutes', async () => {
    const { secret } = await registered('shop');
    const answer = await ask(basic('shop', secret), { grant_type: 'client_credentials', scope: 'challenges' });
    expect(answer.status).toBe(200);
    expectSecurityHeaders(answer);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', pragma: 'no-cache' });
    const body = answer.body as { access_token: string };
    expect(body).toEqual({ access_token: body.access_token, token_type: 'Bearer', expires_in: 900, scope: 'challenges' });

    const keys = createLocalJWKSet((await stack.browser().get('/.well-known/jwks.json')).body as JSONWebKeySet);
    const { payload, protectedHeader } = await jwtVerify(body.access_token, keys, {
      typ: 'at+jwt',
      algorithms: ['ES256'],
      issuer: stack.url,
      audience: `${stack.url}/v1`,
      currentDate: new Date(stack.now()),
    });
    expect(protectedHeader.typ).toBe('at+jwt');
    const { iat = 0 } = payload;
    expect(payload).toMatchObject({ sub: 'shop', client_id: 'shop', scope: 'challenges', exp: iat + 900, jti: expect.any(String) });
  });

  test('gets all that it is registered for where it asks for nothing, and never what is of people', async () => {
    const { secret } = await registered('all-scopes');
    for (const form of [{}, { scope: '' }, { scope: 'challenges challenges' }])
      expect((await ask(basic('all-scopes', secret), { grant_type: 'client_credentials', ...form })).body).toMatchObject({
        scope: 'challenges',
      });
    for (const scope of ['openid', 'challenges openid', 'admin', 'challenges  email', 'Challenges', ' ', 'challenges\tadmin'])
      expectError(await ask(basic('all-scopes', secret), { grant_type: 'client_credentials', scope }), '400 invalid_scope');
    const { secret: other } = await registered('no-scope', { scopes: ['openid'] });
    expectError(await ask(basic('no-scope', other)), '400 invalid_scope');
  });

  test('may write id and secret as a form does, and say its id in the body too', async () => {
    const { secret } = await registered('shop~1.cz_');
    const encoded = (text: string) => [...text].map((letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
    expect(said(await ask(basic(encoded('shop~1.cz_'), encoded(secret))))).toBe('200 token');
    expect(said(await ask(basic('shop~1.cz_', secret).replace('Basic', 'bASIC')))).toBe('200 token');
    const form = { grant_type: 'client_credentials', client_id: 'shop~1.cz_' };
    expect(said(await ask(basic('shop~1.cz_', secret), form))).toBe('200 token');
    expectError(await ask(basic('shop~1.cz_', secret), { ...form, client_id: 'shop' }), '400 invalid_request');
  });

  test('does so by either of two secrets, until one of them is ended', async () => {
    const first = await registered('rotating');
    const second = (await addSecret('rotating')).body as Fresh;
    for (const { secret } of [first, second]) expect(said(await ask(basic('rotating', secret)))).toBe('200 token');
    await endSecret('rotating', first.secretId);
    expectError(await ask(basic('rotating', first.secret)), '401 invalid_client');
    expect(said(await ask(basic('rotating', second.secret)))).toBe('200 token');
    await endSecret('rotating', second.secretId);
    expectError(await ask(basic('rotating', second.secret)), '401 invalid_client');
  });

  test('by secrets that were made at once: those that are left are good, the others are not', async () => {
    await registered('at-once');
    const made = (await Promise.all([1, 2, 3].map(() => addSecret('at-once')))).map(({ body }) => body as Fresh);
    const good = await Promise.all(made.map(({ secret }) => ask(basic('at-once', secret))));
    expect(good.map(said).sort()).toEqual(['200 token', '200 token', '401 invalid_client']);
  });

  test('is refused what it is not registered for', async () => {
    const { secret } = await registered('no-grant', { grants: ['authorization_code'] });
    expectError(await ask(basic('no-grant', secret)), '400 unauthorized_client');
    for (const grant_type of ['implicit', 'password', 'refresh_token', 'client_credentials ', 'CLIENT_CREDENTIALS'])
      expectError(await ask(basic('no-grant', secret), { grant_type }), '400 unsupported_grant_type');
  });

  test('costs one read and no write, and is in no log with its secret or its token', async () => {
    const { secret } = await registered('cheap');
    await ask(basic('cheap', secret));
    stack.clearCalls();
    const { body } = await ask(basic('cheap', secret));
    expect(stack.calls().map(({ service, action }) => `${service} ${action}`)).toEqual(['dynamodb GetItem']);
    const logs = JSON.stringify(stack.logs());
    for (const each of [secret, (body as { access_token: string }).access_token]) expect(logs).not.toContain(each);
  });
});

describe('whoever cannot prove to be a client', () => {
  test('is refused alike, after the same work, whether there is such a client or not', async () => {
    const { secret } = await registered('known');
    const ended = await registered('ended');
    await endSecret('ended', ended.secretId);
    const removed = await registered('removed');
    await remove('removed');
    await put('public', { ...shop, type: 'public', grants: ['authorization_code'] });
    await ask(basic('known', secret));
    const tries: [string, string][] = [
      ['nobody', secret],
      ['known', `${secret}a`],
      ['known', secret.slice(1)],
      ['known', ''],
      ['ended', ended.secret],
      ['removed', removed.secret],
      ['public', ''],
      ['public', 'undefined'],
    ];
    const answers = [];
    for (const [clientId, brought] of tries) {
      stack.clearCalls();
      const answer = await ask(basic(clientId, brought));
      expectError(answer, '401 invalid_client');
      expect(stack.calls().map(({ service, action }) => `${service} ${action}`)).toEqual(['dynamodb GetItem']);
      answers.push(JSON.stringify(answer.body));
    }
    expect(new Set(answers).size).toBe(1);
  });

  test('by bringing no secret, or by another way than HTTP Basic', async () => {
    const { secret } = await registered('basic-only');
    const base64 = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    const none = [undefined, 'Basic', 'Basic =', 'Basic !', base64('basic-only'), base64(':'), base64(`:${secret}`), `Bearer ${secret}`];
    none.push(base64(`basic-only:${secret}%`), base64(`basic-only:%ff`), base64(`${'x'.repeat(2000)}:${secret}`), base64(`a\0b:${secret}`));
    for (const authorization of none) expectError(await ask(authorization), '401 invalid_client');
    // RFC 6749 §5.2: an authentication method that is not supported.
    const inBody = { grant_type: 'client_credentials', client_id: 'basic-only', client_secret: secret };
    expectError(await ask(undefined, inBody), '401 invalid_client');
  });

  test('by proving it twice, or in the URL, which is no request at all', async () => {
    const { secret } = await registered('twice');
    const form = { grant_type: 'client_credentials' };
    expectError(await ask(basic('twice', secret), { ...form, client_secret: secret }), '400 invalid_request');
    stack.clearCalls();
    for (const query of [`?client_id=twice&client_secret=${secret}`, '?grant_type=client_credentials', '?%22%C3%A4=1'])
      expectError(await ask(basic('twice', secret), form, { query }), '400 invalid_request');
    expect(stack.calls()).toEqual([]);
    expect(JSON.stringify(stack.logs())).not.toContain(secret);
  });
});

describe('a request', () => {
  const describedAs = async (form: string, type?: string) => {
    const answer = await ask(basic('form', secret), form, type === undefined ? {} : { type });
    expectError(answer, '400 invalid_request');
    return (answer.body as { error_description: string }).error_description;
  };
  let secret: string;
  beforeAll(async () => {
    secret = (await registered('form')).secret;
  });

  test('is a form, of 8 KiB at most', async () => {
    const json = JSON.stringify({ grant_type: 'client_credentials' });
    expect(await describedAs(json, 'application/json')).toContain('application/x-www-form-urlencoded');
    expect(await describedAs(json)).toBe('grant_type is required');
    expect(await describedAs('')).toBe('grant_type is required');
    expect(await describedAs('grant_type=')).toBe('grant_type is required');
    expect(await describedAs(`grant_type=client_credentials&pad=${'x'.repeat(9 * 1024)}`)).toBe('the body must be at most 8 KiB');
    expect(said(await ask(basic('form', secret), `grant_type=client_credentials&pad=${'x'.repeat(8000)}`))).toBe('200 token');
    const type = 'application/x-www-form-urlencoded; charset=UTF-8';
    expect(said(await ask(basic('form', secret), 'grant_type=client_credentials', { type }))).toBe('200 token');
  });

  test('gives nothing twice, and may give what nobody asks for', async () => {
    expect(await describedAs('grant_type=client_credentials&grant_type=client_credentials')).toBe('grant_type must be given once');
    expect(await describedAs('grant_type=client_credentials&scope=challenges&scope=')).toBe('scope must be given once');
    expect(await describedAs('grant_type=client_credentials&%22%C3%A4=1&%22%C3%A4=2')).toBe('a parameter must be given once');
    expect(said(await ask(basic('form', secret), 'grant_type=client_credentials&resource=x&__proto__=y&constructor=z'))).toBe('200 token');
  });

  test('that is no POST leads nowhere', async () => {
    expect(problemIn(await stack.browser().get('/token?grant_type=client_credentials')).code).toBe('not_found');
  });
});

test('a token of a client opens no account: no call takes it for a session', async () => {
  // There is a customer of the same name.
  await stack.putCustomer('both', { password: 'long enough a password' });
  const { secret } = await registered('both');
  const { access_token: bearer } = (await ask(basic('both', secret))).body as { access_token: string };
  const guarded = allRoutes.filter(({ auth }) => auth === 'bearer');
  expect(guarded.length).toBeGreaterThan(4);
  for (const route of guarded) {
    const body = route.body && JSON.stringify(wellFormedBody(route));
    const answer = await stack.browser().send(route.method, pathOf(route), body, { bearer });
    expect(problemIn(answer, route.path).code, route.path).toBe('session_required');
  }
});

describe('when something is down', () => {
  test.each(['throttle', 'error'] as const)('the table (%s), the client is asked to come again, in OAuth\u2019s form', async (kind) => {
    const { secret } = await registered(`down-${kind}`);
    stack.fault({ service: 'dynamodb', action: 'GetItem', kind, count: 50 });
    const answer = await ask(basic(`down-${kind}`, secret));
    stack.clearFaults();
    expectError(answer, '503 temporarily_unavailable');
    expect(answer.headers['retry-after']).toBe('5');
    expect(said(await ask(basic(`down-${kind}`, secret)))).toBe('200 token');
  });

  test('the keys too; and who proves nothing is told so all the same', async () => {
    const { secret } = await registered('no-keys');
    await stack.coldStart();
    stack.fault({ service: 'kms', action: '*', kind: 'error', count: 200 });
    expectError(await ask(basic('no-keys', secret)), '503 temporarily_unavailable');
    expectError(await ask(basic('no-keys', 'wrong')), '401 invalid_client');
    stack.clearFaults();
    expect(said(await ask(basic('no-keys', secret)))).toBe('200 token');
  });
});
