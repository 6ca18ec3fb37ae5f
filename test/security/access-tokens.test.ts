import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { outcome, type Shopper, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { allRoutes, pathOf, wellFormedBody } from './calls.ts';
import { problemIn } from './catalogue-answer.ts';
import { unwrappedKey } from './unwrapped-keys.ts';

let stack: TestStack;
let customer: Shopper;
/** An access token as the service made it, and what it is made of. */
let genuine: { token: string; header: Record<string, unknown>; claims: Record<string, unknown> };
let signingKey: KeyObject;

beforeAll(async () => {
  stack = await startReadyStack();
  customer = await shopper(stack, 'owner');
  genuine = tokenIn(await new Visitor(stack, customer).logIn());
  signingKey = (await unwrappedKey(stack, 'signing')).key;
});

function tokenIn(answer: Answer): typeof genuine {
  expect(outcome(answer)).toBe('200 authenticated');
  const { accessToken: token } = answer.body as { accessToken: string };
  const [header = '', claims = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('utf8'));
  return { token, header: JSON.parse(header), claims: JSON.parse(claims) };
}

const encoded = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const inputOf = (header: unknown, claims: unknown) => `${encoded(header)}.${encoded(claims)}`;

/** A token signed as RFC 7515 and RFC 7518 §3.4 say. */
function es256(header: unknown, claims: unknown, key: KeyObject): string {
  const input = inputOf(header, claims);
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

const session = (token: string) => stack.browser().get('/v1/session', { headers: { Authorization: `Bearer ${token}` } });

async function expectRefused(token: string, about: string): Promise<void> {
  const answer = await session(token);
  expect(problemIn(answer, about).code, about).toBe('session_required');
  // RFC 9110 §11.6.1: a 401 names the scheme. API Gateway lets it through under this name only.
  expect(answer.headers['x-amzn-remapped-www-authenticate'], about).toBe('Bearer');
}

test('a token made from the same parts by the same key is accepted, so each refusal below has the one cause it names', async () => {
  expect((await session(es256(genuine.header, genuine.claims, signingKey))).status).toBe(200);
});

describe('a token is refused that was signed', () => {
  test('by nobody: alg none, in any spelling', async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '', null]) {
      for (const signature of ['', 'AA', genuine.token.split('.')[2]]) {
        await expectRefused(`${inputOf({ ...genuine.header, alg }, genuine.claims)}.${signature}`, `alg ${alg}, signature ${signature}`);
      }
    }
    await expectRefused(inputOf(genuine.header, genuine.claims), 'no signature at all');
    await expectRefused(`${inputOf(genuine.header, genuine.claims)}.`, 'an empty signature');
    // CVE-2022-21449: r = s = 0 satisfied a verification that forgot to ask.
    await expectRefused(`${inputOf(genuine.header, genuine.claims)}.${Buffer.alloc(64).toString('base64url')}`, 'a signature of zeros');
  });

  test('by another key of the same kind', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await expectRefused(es256(genuine.header, genuine.claims, privateKey), 'same kid');
    await expectRefused(es256({ ...genuine.header, kid: undefined }, genuine.claims, privateKey), 'no kid');
  });

  test('by a key that the token itself brings along', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = publicKey.export({ format: 'jwk' });
    for (const brought of [
      { jwk },
      { jku: `${stack.url}/.well-known/jwks.json` },
      { x5u: 'https://evil.example/key.pem' },
      { x5c: ['AA'] },
    ]) {
      await expectRefused(es256({ ...genuine.header, ...brought }, genuine.claims, privateKey), Object.keys(brought).join());
      await expectRefused(
        es256({ ...genuine.header, ...brought, kid: undefined }, genuine.claims, privateKey),
        `${Object.keys(brought)} without kid`,
      );
    }
  });

  test('with HMAC, the published key as the secret', async () => {
    const publicKey = createPublicKey(signingKey);
    const jwks = (await stack.browser().get('/.well-known/jwks.json')).body as { keys: Record<string, unknown>[] };
    const secrets = [
      publicKey.export({ format: 'pem', type: 'spki' }),
      publicKey.export({ format: 'der', type: 'spki' }),
      Buffer.from(String(publicKey.export({ format: 'jwk' }).x), 'base64url'),
      JSON.stringify(jwks.keys[0]),
      '',
    ];
    for (const alg of ['HS256', 'HS384', 'HS512']) {
      const input = inputOf({ ...genuine.header, alg }, genuine.claims);
      for (const secret of secrets) {
        const signature = createHmac(`sha${alg.slice(2)}`, secret)
          .update(input)
          .digest('base64url');
        await expectRefused(`${input}.${signature}`, `${alg} under ${String(secret).slice(0, 20)}`);
      }
    }
  });

  test('by the right key, while the header names another algorithm or what nobody understands', async () => {
    for (const header of [
      { alg: 'ES384' },
      { alg: 'ES256K' },
      { alg: 'RS256' },
      { alg: ['ES256'] },
      { crit: ['b64'], b64: false },
      { crit: ['exp'], exp: 1 },
    ]) {
      await expectRefused(es256({ ...genuine.header, ...header }, genuine.claims, signingKey), JSON.stringify(header));
    }
  });

  test('under a kid that is none of ours', async () => {
    const version = Number(genuine.header.kid);
    const kids: unknown[] = [
      '',
      ' ',
      'x',
      '-1',
      '0',
      '1e3',
      `0${version}`,
      `${version} `,
      `+${version}`,
      `${version}.0`,
      `0x${version.toString(16)}`,
    ];
    kids.push(
      String(version - 1),
      String(version + 1),
      String(version - 2),
      version,
      null,
      [String(version)],
      { version },
      // Nothing can make a number of this.
      { toString: null, valueOf: null },
      true,
      '9'.repeat(400),
      'Infinity',
    );
    kids.push('__proto__', 'constructor', '../../KEYRING#codes', "' OR 1=1", '\u0000', '\ud83d\udd11', `${version}\u0000`, `${version}#`);
    for (const kid of kids)
      await expectRefused(es256({ ...genuine.header, kid }, genuine.claims, signingKey), `kid ${JSON.stringify(kid)}`);
  });
});

describe('a token is refused though our key signed it, if it is', () => {
  const refused = async (claims: Record<string, unknown>) =>
    expectRefused(es256(genuine.header, { ...genuine.claims, ...claims }, signingKey), JSON.stringify(claims));

  test('for another audience', async () => {
    for (const aud of ['someone-else', '', null, [], ['someone-else'], `${String(genuine.claims.aud)} `, undefined]) await refused({ aud });
  });

  test('from another issuer', async () => {
    const others = [
      'https://evil.example',
      `${stack.url}/`,
      stack.url.replace('http:', 'https:'),
      stack.url.toUpperCase(),
      '',
      null,
      [stack.url],
      undefined,
    ];
    for (const iss of others) await refused({ iss });
  });

  test('over, or has no end', async () => {
    const now = Math.floor(stack.now() / 1000);
    for (const exp of [now, now - 1, 0, -1, '9999999999', null, undefined, [now + 900]]) await refused({ exp });
    await refused({ nbf: now + 3600 });
  });

  test('without a customer, for one who is not there, or without an id of its own', async () => {
    for (const sub of [undefined, '', 'nobody', null, 1, '__proto__', 'CUSTOMER#owner']) await refused({ sub });
    for (const jti of [undefined]) await refused({ jti });
  });

  test('of another epoch, or of none', async () => {
    const epoch = Number(genuine.claims.epoch);
    for (const other of [epoch + 1, epoch - 1, undefined, null, String(epoch + 1), 'x', [], {}]) {
      // A missing epoch must not be read as zero, which is the first one.
      await refused({ epoch: other });
    }
  });

  test('of a family that is none', async () => {
    for (const sid of ['', 'x', 'A'.repeat(43), null, 1, {}, '__proto__', String(genuine.claims.sub)]) await refused({ sid });
  });

  test('without a time or a kind of login', async () => {
    for (const claim of ['auth_time', 'acr', 'amr']) await refused({ [claim]: undefined });
  });

  test('a JWT of another type (RFC 9068 §4)', async () => {
    for (const typ of ['JWT', 'jwt', 'at', '', undefined, null, 'id+jwt', 'logout+jwt', ['at+jwt']])
      await expectRefused(es256({ ...genuine.header, typ }, genuine.claims, signingKey), `typ ${JSON.stringify(typ)}`);
  });

  test('no set of claims at all', async () => {
    for (const claims of ['null', '[]', '"text"', '1', '{', '', '{"sub":'])
      await expectRefused(es256(genuine.header, claims, signingKey), claims);
  });
});

describe('a token of ours', () => {
  test('ends after fifteen minutes, not a second later', async () => {
    const visitor = new Visitor(stack, await shopper(stack, 'fifteen'));
    const { token } = tokenIn(await visitor.logIn());
    const started = stack.now();
    // Its times are whole seconds.
    stack.advanceClock(900 - ((started % 1000) + 1) / 1000);
    expect((await session(token)).status).toBe(200);
    stack.advanceClock(0.001);
    await expectRefused(token, 'at its end');
    genuine = tokenIn(await new Visitor(stack, customer).logIn());
  });

  test('is refused with any byte changed, at any place', async () => {
    const segments = genuine.token.split('.');
    for (const [index, segment] of segments.entries()) {
      const bytes = Buffer.from(segment, 'base64url');
      for (const at of [0, 1, bytes.length >> 2, bytes.length >> 1, bytes.length - 2, bytes.length - 1]) {
        for (const bit of [0x01, 0x80]) {
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ bit;
          const token = segments.with(index, changed.toString('base64url')).join('.');
          await expectRefused(token, `segment ${index}, byte ${at}`);
        }
      }
    }
  });

  test('is refused when it is cut, doubled, or parted otherwise', async () => {
    const { token } = genuine;
    const [header = '', claims = '', signature = ''] = token.split('.');
    const misshapen = [
      token.slice(0, -1),
      token.slice(1),
      token.slice(0, 40),
      `${token}.`,
      `.${token}`,
      `${token}.${signature}`,
      `${token}${token}`,
    ];
    misshapen.push(
      `${header}.${claims}`,
      `${claims}.${header}.${signature}`,
      `${header}..${signature}`,
      '..',
      '.',
      'a.b.c',
      `${token}=`,
      `${token},${token}`,
    );
    for (const each of misshapen) await expectRefused(each, `${each.slice(0, 20)} … ${each.slice(-20)}`);
  });

  test('counts only as a bearer token in the Authorization header', async () => {
    const { token } = genuine;
    const elsewhere: Record<string, string>[] = [
      { Authorization: token },
      { Authorization: `Basic ${token}` },
      { Authorization: `Bearer${token}` },
      { Authorization: `DPoP ${token}` },
      { Authorization: `Bearer ${token} ${token}` },
      { Authorization: `Bearer "${token}"` },
      { 'X-Authorization': `Bearer ${token}` },
      { Cookie: `access_token=${token}; __Host-keycard=${token}` },
    ];
    for (const headers of elsewhere)
      expect(problemIn(await stack.browser().get('/v1/session', { headers }), Object.keys(headers).join()).code).toBe('session_required');
    // RFC 9110 §11.1: the scheme's case does not matter.
    expect((await stack.browser().get('/v1/session', { headers: { Authorization: `bearer ${token}` } })).status).toBe(200);
  });

  test('of a customer who was removed, or whose password was set anew, is dead', async () => {
    for (const [id, change] of [
      ['removed', () => stack.admin('DELETE', '/v1/admin/customers/removed')],
      ['reset', () => stack.putCustomer('reset', { password: 'set anew by support' })],
    ] as const) {
      const { token } = tokenIn(await new Visitor(stack, await shopper(stack, id)).logIn());
      await change();
      await expectRefused(token, id);
    }
  });
});

test('every call that asks for a bearer token refuses one that another key signed, and changes nothing', async () => {
  const victim = await shopperWithFactor(stack, 'victim');
  const mails = stack.sentTo(victim.email);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const claims = { ...genuine.claims, sub: victim.customerId, epoch: 1, jti: randomUUID(), amr: ['pwd', 'otp', 'mfa'] };
  const forged = es256(genuine.header, claims, privateKey);
  const guarded = allRoutes.filter(({ auth }) => auth === 'bearer');
  expect(guarded.length).toBeGreaterThan(4);
  for (const route of guarded) {
    const body =
      route.body &&
      JSON.stringify({
        ...wellFormedBody(route),
        ...(JSON.stringify(wellFormedBody(route)).includes('password') && { password: victim.password }),
      });
    for (const bearer of [forged, undefined]) {
      const answer = await stack.browser().send(route.method, pathOf(route), body, bearer ? { bearer } : {});
      expect(problemIn(answer, route.path).code, route.path).toBe('session_required');
    }
  }
  expect(problemIn(await stack.browser().post('/v1/logout', { everywhere: true }, { bearer: forged })).code).toBe('session_required');
  expect(stack.sentTo(victim.email)).toBe(mails);
  expect(outcome(await new Visitor(stack, victim).logIn())).toBe('200 second_factor_required');
});
