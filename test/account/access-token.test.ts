import { createHash } from 'node:crypto';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { outcome, shopper, shopperWithFactor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { signIn } from './signed-in.ts';

const audience = 'keycard-local';
let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

/** As a shop does it: the JOSE library, the public keys, and nothing else of Keycard. */
async function verified(accessToken: string): Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', stack.url));
  const checked = { issuer: stack.url, audience, typ: 'at+jwt', algorithms: ['ES256'], currentDate: new Date(stack.now()) };
  const { payload } = await jwtVerify(accessToken, keys, checked);
  return payload;
}

const sessionWith = (bearer: string) => stack.browser().get('/v1/session', { bearer });

describe('an access token', () => {
  test('is verified by the JOSE library through the published keys alone', async () => {
    const customer = await shopper(stack, 'token-password');
    const { accessToken } = await signIn(stack, customer);
    const issuedAt = Math.floor(stack.now() / 1000);
    expect(await verified(accessToken)).toMatchObject({
      iss: stack.url,
      aud: audience,
      sub: 'token-password',
      iat: issuedAt,
      exp: issuedAt + 15 * 60,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      amr: ['pwd'],
      acr: `${stack.url}/acr/password`,
      auth_time: issuedAt,
    });
  });

  test('is of the type of access tokens, so that no other JWT passes for one (RFC 9068 §2.1)', async () => {
    const { accessToken } = await signIn(stack, await shopper(stack, 'token-type'));
    expect(decodeProtectedHeader(accessToken)).toEqual({ alg: 'ES256', kid: expect.any(String), typ: 'at+jwt' });
  });

  test('says that a code by e-mail was proved, which is no proof of a device', async () => {
    const { accessToken } = await signIn(stack, await shopperWithFactor(stack, 'token-factor'));
    expect(await verified(accessToken)).toMatchObject({ sub: 'token-factor', amr: ['pwd', 'otp'], acr: `${stack.url}/acr/email` });
  });

  test('of a session that stays logged in names it, by what opens nothing', async () => {
    const session = await signIn(stack, await shopper(stack, 'token-sid'), { stayLoggedIn: true });
    const cookie = Buffer.from(session.cookie ?? '', 'base64url');
    const refreshed = (await session.refresh()).body as { accessToken: string };
    const [first, second] = [session.accessToken, refreshed.accessToken].map((token) => decodeJwt(token));
    expect(first?.sid).toBe(createHash('sha256').update(cookie.subarray(0, 16)).digest('base64url'));
    expect(second?.sid).toBe(first?.sid);
  });

  test('has a name of its own each time, and nothing in it about the customer but their id', async () => {
    const customer = await shopper(stack, 'token-names');
    const [one, other] = [await signIn(stack, customer), await signIn(stack, customer)].map(({ accessToken }) => decodeJwt(accessToken));
    expect(one?.jti).not.toBe(other?.jti);
    expect(Object.keys(one ?? {}).sort()).toEqual(['acr', 'amr', 'aud', 'auth_time', 'epoch', 'exp', 'iat', 'iss', 'jti', 'sub']);
  });

  test('shows its session, until its fifteen minutes are over', async () => {
    const { accessToken } = await signIn(stack, await shopper(stack, 'token-time'));
    const { exp = 0 } = decodeJwt(accessToken);
    expect(await sessionWith(accessToken)).toMatchObject({
      status: 200,
      body: { customerId: 'token-time', amr: ['pwd'], expiresAt: new Date(exp * 1000).toISOString() },
    });
    stack.advanceClock((exp * 1000 - 1 - stack.now()) / 1000);
    expect(outcome(await sessionWith(accessToken))).toBe('200');
    stack.advanceClock(0.001);
    expect(outcome(await sessionWith(accessToken))).toBe('401 session_required');
    await expect(verified(accessToken)).rejects.toThrow('exp');
  });
});

describe('the published keys', () => {
  test('are public halves only, each with a name and its use', async () => {
    const { status, body } = await stack.browser().get('/.well-known/jwks.json');
    expect(status).toBe(200);
    for (const key of (body as { keys: Record<string, unknown>[] }).keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
      expect(key).toMatchObject({ alg: 'ES256', crv: 'P-256', kty: 'EC', use: 'sig' });
    }
  });
});
