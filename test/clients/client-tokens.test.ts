/** Tokens of clients where they are used: `authenticateClient`, in the process of the test. */
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { MINUTE } from '../../shared/flow/budgets.ts';
import { factsGiven, type Registration } from '../../shared/flow/registration.ts';
import '../factors/factors.ts';

const { authenticateClient, clientToken } = await import('../../shared/http/client-token.ts');
const { authenticate } = await import('../../shared/http/access-token.ts');
const { authenticated } = await import('../../shared/http/authenticated.ts');
const { provedClient } = await import('../../shared/http/client-authentication.ts');
const { freshSecret } = await import('../../shared/http/client-secret.ts');
const { signingKey } = await import('../../shared/keyring/secret-keys.ts');
const { moveClient } = await import('../../shared/store/clients.ts');

const now = Date.UTC(2100, 0, 1);
const publicUrl = 'https://login.shop.example';
const shop: Registration = { name: 'Shop', type: 'confidential', grants: ['client_credentials'] };
let clientId: string;
let secretId: string;
let token: string;

const put = async (change: Partial<Registration> = {}) => {
  const secret = freshSecret(now);
  await moveClient(clientId, { is: 'put', facts: factsGiven({ ...shop, ...change }), secret: secret.kept }, 'vera', now);
  return secret;
};
const counts = async (bearer: string, at = now) =>
  (await authenticateClient({ bearer, now: at, publicUrl }, 'challenges'))?.clientId === clientId;

beforeEach(async () => {
  clientId = randomUUID();
  const secret = await put();
  secretId = secret.kept.secretId;
  const proved = await provedClient({ clientId, secret: secret.shown });
  if (!proved) throw new Error('the client is not proved');
  token = clientToken({ now, publicUrl }, proved, ['challenges'], await signingKey(now)).access_token;
});

test('a token is good for the scope that it has, for 15 minutes, of this issuer', async () => {
  expect(await counts(token)).toBe(true);
  expect(await counts(token, now + 15 * MINUTE - 1000)).toBe(true);
  expect(await counts(token, now + 15 * MINUTE)).toBe(false);
  expect(await authenticateClient({ bearer: token, now, publicUrl }, 'openid')).toBeUndefined();
  expect(await authenticateClient({ bearer: token, now, publicUrl: 'https://other.example' }, 'challenges')).toBeUndefined();
  expect(await authenticateClient({ now, publicUrl }, 'challenges')).toBeUndefined();
});

describe('a token ends before that', () => {
  test('with the secret that it was got by', async () => {
    await moveClient(clientId, { is: 'add secret', secret: freshSecret(now).kept }, 'vera', now);
    expect(await counts(token)).toBe(true);
    await moveClient(clientId, { is: 'end secret', secretId }, 'vera', now);
    expect(await counts(token)).toBe(false);
  });

  test('with the client, also where another is registered by its id', async () => {
    await moveClient(clientId, { is: 'remove' }, 'vera', now);
    expect(await counts(token)).toBe(false);
    await put();
    expect(await counts(token)).toBe(false);
  });

  test('with the grant, or the scope', async () => {
    const redirectUris = ['https://shop.example/'];
    await put({ redirectUris, grants: ['authorization_code'] });
    expect(await counts(token)).toBe(false);
    await put({ redirectUris, grants: ['authorization_code', 'client_credentials'], scopes: ['openid'] });
    expect(await counts(token)).toBe(false);
    await put();
    expect(await counts(token)).toBe(true);
  });
});

describe('no token is taken for one of the other kind', () => {
  const signed = async (claims: Record<string, unknown>, audience: string, typ = 'at+jwt') => {
    const { key, version } = await signingKey(now);
    return new SignJWT({ jti: 'a', exp: now / 1000 + 600, iss: publicUrl, aud: audience, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: String(version), typ })
      .sign(key);
  };
  const ofClient = () => ({ sub: clientId, client_id: clientId, scope: 'challenges', secret_id: secretId });
  const ofCustomer = () => ({ sub: clientId, acr: 'x', amr: [], auth_time: now / 1000, epoch: 1 });
  const [clients, customers] = [`${publicUrl}/v1`, process.env.TOKEN_AUDIENCE ?? ''];
  const isCustomer = async (bearer: string) => (await authenticate({ bearer, now, publicUrl })) !== undefined;

  test('as they are made', async () => {
    const signer = await signingKey(now);
    const { accessToken } = authenticated({ now, publicUrl }, { customerId: clientId, epoch: 1, acr: 'password', authTime: now }, signer);
    expect([await isCustomer(accessToken), await counts(accessToken)]).toEqual([true, false]);
    expect([await isCustomer(token), await counts(token)]).toEqual([false, true]);
  });

  test('by the audience alone, and by the claims alone', async () => {
    expect([await counts(await signed(ofClient(), clients)), await isCustomer(await signed(ofCustomer(), customers))]).toEqual([
      true,
      true,
    ]);
    expect(await counts(await signed({ ...ofClient(), ...ofCustomer() }, customers))).toBe(false);
    expect(await isCustomer(await signed({ ...ofClient(), ...ofCustomer() }, clients))).toBe(false);
    expect(await isCustomer(await signed({ ...ofCustomer(), client_id: clientId }, customers))).toBe(false);
    expect(await counts(await signed(ofCustomer(), clients))).toBe(false);
    expect(await isCustomer(await signed(ofClient(), customers))).toBe(false);
  });

  test('nor is one whose claims do not fit each other', async () => {
    expect(await counts(await signed({ ...ofClient(), client_id: 'another' }, clients))).toBe(false);
    expect(await counts(await signed({ ...ofClient(), scope: 'challenge' }, clients))).toBe(false);
    expect(await counts(await signed({ ...ofClient(), secret_id: 'another' }, clients))).toBe(false);
    for (const missing of ['client_id', 'scope', 'secret_id'])
      expect(await counts(await signed({ ...ofClient(), [missing]: undefined }, clients))).toBe(false);
    expect(await counts(await signed(ofClient(), clients, 'JWT'))).toBe(false);
  });
});
