import { describe, expect, it } from 'vitest';
import {
  type AskingClient,
  asked,
  clientNamedBy,
  LONGEST_TEXT,
  loginWillDo,
  type Parameters,
  redirectTo,
} from '../../shared/flow/authorization-request.ts';
import { SECOND } from '../../shared/flow/budgets.ts';

const client = {
  clientId: 'shop',
  redirectUris: ['https://shop.example/cb', 'https://shop.example/cb?of=cart'],
  grants: ['authorization_code'],
  scopes: ['openid', 'email'],
} satisfies AskingClient;
const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const plain = {
  client_id: 'shop',
  redirect_uri: 'https://shop.example/cb',
  response_type: 'code',
  scope: 'openid',
  code_challenge: codeChallenge,
  code_challenge_method: 'S256',
};

type Given = Record<string, string | string[] | undefined>;

/** The plain request with these parameters; `undefined` leaves one out. */
function given(more: Given = {}): Parameters {
  const all = Object.entries({ ...plain, ...more }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(all.map(([name, value]) => [name, [value].flat() as string[]]));
}
const ask = (more?: Given) => asked(given(more), client);

describe('a request for a login', () => {
  it('is taken as it stands, with what is optional', () => {
    expect(ask()).toStrictEqual({
      is: 'asked',
      request: { clientId: 'shop', redirectUri: 'https://shop.example/cb', codeChallenge, scopes: ['openid'] },
    });
    const more = { state: 'a b', nonce: 'n', max_age: '0', login_hint: 'kim@shop.example', ui_locales: 'de-AT en', prompt: 'login' };
    expect(ask({ ...more, scope: 'email openid', acr_values: 'anything', claims: '{}', response_mode: 'query' })).toMatchObject({
      request: {
        scopes: ['openid', 'email'],
        state: 'a b',
        nonce: 'n',
        maxAge: 0,
        loginHint: 'kim@shop.example',
        languages: ['de-AT', 'en'],
        prompt: 'login',
      },
    });
  });

  it.each(['0', '3600', '123456789'])('may ask for a login that is no older than %s seconds', (max_age) => {
    expect(ask({ max_age })).toMatchObject({ request: { maxAge: Number(max_age) } });
  });

  it('leaves out what it cannot use', () => {
    const languages = Array.from({ length: 12 }, (_, nth) => `x${nth}`);
    const { request } = ask({
      login_hint: 'x'.repeat(255),
      scope: 'openid profile',
      state: '',
      ui_locales: languages.join(' '),
    }) as Extract<ReturnType<typeof asked>, { is: 'asked' }>;
    expect(request).not.toHaveProperty('loginHint');
    expect(request).not.toHaveProperty('state');
    expect(request.scopes).toEqual(['openid']);
    expect(request.languages).toEqual(languages.slice(0, 10));
    expect(ask({ login_hint: 'x'.repeat(254) })).toMatchObject({ request: { loginHint: 'x'.repeat(254) } });
  });

  it.each([
    ['login', 'login'],
    ['select_account', 'login'],
    ['login consent', 'login'],
    ['consent', undefined],
    ['none', 'none'],
  ])('of prompt %s means %s', (prompt, meant) => {
    expect((ask({ prompt }) as { request: object }).request).toEqual(
      expect.objectContaining({ clientId: 'shop', ...(meant && { prompt: meant }) }),
    );
    expect('prompt' in (ask({ prompt }) as { request: object }).request).toBe(meant !== undefined);
  });
});

describe('nobody is sent anywhere', () => {
  it.each([
    ['without a client', { client_id: undefined }],
    ['by two clients', { client_id: ['shop', 'shop'] }],
    ['by another client', { client_id: 'other' }],
  ])('%s', (_, more) => {
    expect(ask(more)).toEqual({ is: 'unsafe', parameter: 'client_id' });
  });

  it('by a client that is not registered', () => {
    expect(asked(given(), undefined)).toEqual({ is: 'unsafe', parameter: 'client_id' });
    expect(clientNamedBy(given({ client_id: ['shop', 'other'] }))).toBeUndefined();
    expect(clientNamedBy(given({ client_id: undefined }))).toBeUndefined();
    expect(clientNamedBy(given())).toBe('shop');
  });

  it.each([
    undefined,
    '',
    'https://shop.example/cb/',
    'https://shop.example/CB',
    'https://shop.example/cb#',
    'https://shop.example:443/cb',
    'https://shop.example/cb?of=cart&x=1',
    'https://shop.example%2f@evil.example/cb',
    'https://shop.example/./cb',
    'https://shop.example/%63b',
    'http://shop.example/cb',
    '//shop.example/cb',
    'javascript:alert(1)//https://shop.example/cb',
  ])('to %s', (redirect_uri) => {
    expect(ask({ redirect_uri })).toEqual({ is: 'unsafe', parameter: 'redirect_uri' });
  });

  it('to two places', () => {
    expect(ask({ redirect_uri: [...client.redirectUris] })).toEqual({ is: 'unsafe', parameter: 'redirect_uri' });
  });
});

describe('a request is refused to its client', () => {
  it.each<[string, Given]>([
    ['invalid_request', { response_type: undefined }],
    ['unsupported_response_type', { response_type: 'token' }],
    ['unsupported_response_type', { response_type: 'code id_token' }],
    ['invalid_request', { response_mode: 'fragment' }],
    ['invalid_request', { code_challenge: undefined }],
    ['invalid_request', { code_challenge: `${codeChallenge}=` }],
    ['invalid_request', { code_challenge: codeChallenge.slice(1) }],
    ['invalid_request', { code_challenge: `x${codeChallenge}` }],
    ['invalid_request', { code_challenge_method: undefined }],
    ['invalid_request', { code_challenge_method: 'plain' }],
    ['invalid_scope', { scope: undefined }],
    ['invalid_scope', { scope: 'email' }],
    ['invalid_request', { prompt: 'none login' }],
    ['invalid_request', { prompt: 'create' }],
    ['invalid_request', { max_age: '-1' }],
    ['invalid_request', { max_age: '1.5' }],
    ['invalid_request', { max_age: '1234567890' }],
    ['invalid_request', { nonce: ['a', 'b'] }],
    ['invalid_request', { nonce: 'x'.repeat(LONGEST_TEXT + 1) }],
    ['request_not_supported', { request: 'eyJ' }],
    ['request_uri_not_supported', { request_uri: 'https://shop.example/request' }],
    ['registration_not_supported', { registration: '{}' }],
  ])('%s: %j', (error, more) => {
    const { why, ...refused } = ask({ state: 'kept', ...more }) as Extract<ReturnType<typeof asked>, { is: 'refused' }>;
    expect(refused).toEqual({ is: 'refused', redirectUri: plain.redirect_uri, state: 'kept', error });
    // Of printable ASCII without quotes and backslashes (RFC 6749 §4.1.2.1).
    expect(why).toMatch(/^[ !#-[\]-~]+$/);
  });

  it('as far as the client may ask for it', () => {
    const own: AskingClient = { ...client, scopes: ['openid', 'challenges'] };
    expect(asked(given({ scope: 'openid email challenges' }), own)).toMatchObject({ request: { scopes: ['openid'] } });
    expect(asked(given(), { ...client, scopes: ['email'] })).toMatchObject({ error: 'invalid_scope' });
  });

  it('that may not log anybody in', () => {
    const why = 'the client is registered without this grant';
    expect(asked(given(), { ...client, grants: ['client_credentials'] })).toMatchObject({ error: 'unauthorized_client', why });
  });

  it.each(['response_type', 'code_challenge'])('with the name of what is missing: %s', (name) => {
    expect(ask({ [name]: undefined })).toMatchObject({ why: `${name} is missing` });
  });

  it('without a state that cannot be given back', () => {
    const long = ask({ state: 'x'.repeat(LONGEST_TEXT + 1) });
    expect(long).toMatchObject({ is: 'refused', error: 'invalid_request' });
    expect(long).not.toHaveProperty('state');
    const longest = 'x'.repeat(LONGEST_TEXT);
    expect(ask({ state: longest })).toMatchObject({ request: { state: longest } });
    expect(ask({ state: longest, prompt: 'create' })).toMatchObject({ is: 'refused', state: longest });
    expect(ask({ state: ['a', 'b'] })).not.toHaveProperty('state');
    expect(ask({ state: ['a', 'b'] })).toMatchObject({ is: 'refused', error: 'invalid_request' });
  });
});

describe('a login that is there', () => {
  const askedAt = Date.UTC(2026, 0, 1) + 900;
  const before = askedAt - 60 * SECOND;

  it('will do, however old it is, for who asks for nothing else', () => {
    expect(loginWillDo({}, 0, askedAt, askedAt)).toBe(true);
  });

  it('is too old past the age that was asked for, in whole seconds', () => {
    expect(loginWillDo({ maxAge: 60 }, before, askedAt, askedAt)).toBe(true);
    expect(loginWillDo({ maxAge: 60 }, before - SECOND, askedAt, askedAt)).toBe(false);
  });

  it('will not do where one is to log in anew, until that has happened', () => {
    expect(loginWillDo({ prompt: 'login' }, before, askedAt, askedAt)).toBe(false);
    // `auth_time` has no parts of a second.
    expect(loginWillDo({ prompt: 'login' }, askedAt - 900, askedAt, askedAt + SECOND)).toBe(true);
    expect(loginWillDo({ maxAge: 0 }, askedAt + SECOND, askedAt, askedAt + 60 * SECOND)).toBe(true);
  });
});

describe('the answer', () => {
  const issuer = 'https://login.shop.example';

  it('goes to the registered place, its own query kept, and says who gives it', () => {
    expect(redirectTo('https://shop.example/cb', { code: 'abc' }, { state: 'a b&c', issuer })).toBe(
      'https://shop.example/cb?code=abc&state=a+b%26c&iss=https%3A%2F%2Flogin.shop.example',
    );
    expect(redirectTo('https://shop.example/cb?of=cart', { error: 'invalid_scope', error_description: 'why' }, { issuer })).toBe(
      'https://shop.example/cb?of=cart&error=invalid_scope&error_description=why&iss=https%3A%2F%2Flogin.shop.example',
    );
  });
});
