import { createCipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Challenge, challengeIn, codeSentTo, outcome, type Shopper, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { problemIn } from './catalogue-answer.ts';
import { unwrappedKey } from './unwrapped-keys.ts';

let stack: TestStack;
let key: KeyObject;
let version: number;

beforeAll(async () => {
  stack = await startReadyStack();
  await new Visitor(stack, await shopperWithFactor(stack, 'first')).challenge();
  ({ key, version } = await unwrappedKey(stack, 'challenges'));
});

type Header = Record<string, unknown>;
const headerOf = (): Header => ({ alg: 'dir', enc: 'A256GCM', kid: String(version) });
const encoded = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A JWE in compact form (RFC 7516 §7.1), sealed with AES-256-GCM whatever its header says. */
function sealed(claims: unknown, { header = headerOf(), under = key }: { header?: Header; under?: KeyObject } = {}): string {
  const protectedHeader = encoded(header);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', under, nonce).setAAD(Buffer.from(protectedHeader));
  const plaintext = Buffer.isBuffer(claims) ? claims : Buffer.from(typeof claims === 'string' ? claims : JSON.stringify(claims));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return [protectedHeader, '', ...[nonce, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

async function claimsIn({ token }: Pick<Challenge, 'token'>): Promise<Record<string, unknown>> {
  const { plaintext } = await compactDecrypt(token, key);
  return JSON.parse(new TextDecoder().decode(plaintext)) as Record<string, unknown>;
}

let customers = 0;

/** Somebody with a pending challenge and a fresh code. */
async function pending(): Promise<{ customer: Shopper; visitor: Visitor; challenge: Challenge; code: string }> {
  const customer = await shopperWithFactor(stack, `pending-${++customers}`);
  const visitor = new Visitor(stack, customer);
  const challenge = await visitor.challenge();
  return { customer, visitor, challenge, code: codeSentTo(stack, customer) };
}

/** Refused by both calls that take a challenge, though the code is right; and nothing was sent. */
async function expectInvalid(visitor: Visitor, token: string, code: string, about: string): Promise<void> {
  const mails = stack.outbox().length;
  for (const answer of [await visitor.verify({ token }, code), await visitor.resend({ token })]) {
    expect(problemIn(answer, about).code, about).toBe('invalid_challenge');
    expect(answer.headers, about).not.toHaveProperty('set-cookie');
  }
  expect(stack.outbox(), about).toHaveLength(mails);
}

test('a token sealed by the same key from the same parts is accepted, so each refusal below has the one cause it names', async () => {
  const { visitor, challenge, code } = await pending();
  expect(outcome(await visitor.verify({ token: sealed(await claimsIn(challenge)) }, code))).toBe('200 authenticated');
});

test('a challenge reads as nothing to whoever holds it', async () => {
  const { customer, challenge } = await pending();
  for (const text of challenge.token.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))) {
    for (const secret of [customer.customerId, customer.username, 'epoch']) expect(text).not.toContain(secret);
  }
});

describe('a challenge is worth nothing', () => {
  test('with any bit changed, in any of its segments', async () => {
    const { visitor, challenge, code } = await pending();
    const segments = challenge.token.split('.');
    expect(segments).toHaveLength(5);
    for (const [index, segment] of segments.entries()) {
      const bytes = Buffer.from(segment, 'base64url');
      const places = new Set(
        [0, 1, bytes.length >> 2, bytes.length >> 1, bytes.length - 2, bytes.length - 1].filter((at) => at >= 0 && at < bytes.length),
      );
      for (const at of places) {
        for (const bit of [0x01, 0x20, 0x80]) {
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ bit;
          await expectInvalid(
            visitor,
            segments.with(index, changed.toString('base64url')).join('.'),
            code,
            `segment ${index}, byte ${at}, bit ${bit}`,
          );
        }
      }
      for (const other of ['', 'AA', `${segment}AA`, `AA${segment}`, segment.slice(1), segment.slice(0, -2), '!', '\u{1f511}', ' ']) {
        if (other === segment) continue;
        await expectInvalid(
          visitor,
          segments.with(index, other).join('.'),
          code,
          `segment ${index} as ${JSON.stringify(other).slice(0, 30)}`,
        );
      }
    }
    // Whatever was tried, no attempt was spent by it.
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
  });

  test('cut short, prolonged, or with its segments in another order', async () => {
    const { visitor, challenge, code } = await pending();
    const { token } = challenge;
    const [header, , nonce, ciphertext, tag] = token.split('.');
    for (let length = 1; length < token.length; length += 23)
      await expectInvalid(visitor, token.slice(0, length), code, `${length} characters`);
    const misshapen = [`${token}.`, `.${token}`, `${token}.${tag}`, ` ${token}`, `${token}${token}`.slice(0, 2048), token.toUpperCase()];
    misshapen.push(
      `${header}..${ciphertext}.${nonce}.${tag}`,
      `${header}..${nonce}.${tag}.${ciphertext}`,
      `${header}.${nonce}.${ciphertext}.${tag}`,
    );
    misshapen.push(JSON.stringify({ protected: header, iv: nonce, ciphertext, tag }), '....', `${header}....`);
    for (const each of misshapen) await expectInvalid(visitor, each, code, each.slice(0, 60));
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
  });

  test('put together from the halves of two', async () => {
    const [mine, theirs] = [await pending(), await pending()];
    const [one, other] = [mine.challenge.token.split('.'), theirs.challenge.token.split('.')];
    for (const index of [2, 3, 4]) {
      await expectInvalid(mine.visitor, one.with(index, other[index] ?? '').join('.'), mine.code, `their segment ${index}`);
      await expectInvalid(mine.visitor, other.with(index, one[index] ?? '').join('.'), theirs.code, `my segment ${index}`);
    }
  });

  test('when it is sealed under a key that is not ours', async () => {
    const { visitor, challenge, code } = await pending();
    const claims = await claimsIn(challenge);
    for (const under of [createSecretKey(randomBytes(32)), createSecretKey(Buffer.alloc(32)), (await unwrappedKey(stack, 'codes')).key]) {
      await expectInvalid(visitor, sealed(claims, { under }), code, 'another key');
    }
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
  });

  test('when its header names other algorithms, even under our key', async () => {
    const { visitor, challenge, code } = await pending();
    const claims = await claimsIn(challenge);
    const plaintext = new TextEncoder().encode(JSON.stringify(claims));
    const ours = { kid: String(version) };
    const cbc = createSecretKey(Buffer.concat([key.export(), key.export()]));
    const genuinelyOther = [
      new CompactEncrypt(plaintext).setProtectedHeader({ ...ours, alg: 'A256KW', enc: 'A256GCM' }).encrypt(key),
      new CompactEncrypt(plaintext).setProtectedHeader({ ...ours, alg: 'A256GCMKW', enc: 'A256GCM' }).encrypt(key),
      new CompactEncrypt(plaintext)
        .setProtectedHeader({ ...ours, alg: 'dir', enc: 'A128GCM' })
        .encrypt(createSecretKey(key.export().subarray(0, 16))),
      new CompactEncrypt(plaintext).setProtectedHeader({ ...ours, alg: 'dir', enc: 'A256CBC-HS512' }).encrypt(cbc),
      // An attacker chooses this password; thousands of rounds of it would also be work for nothing.
      new CompactEncrypt(plaintext)
        .setProtectedHeader({ ...ours, alg: 'PBES2-HS256+A128KW', enc: 'A256GCM' })
        .encrypt(new TextEncoder().encode('x')),
    ];
    for (const token of await Promise.all(genuinelyOther))
      await expectInvalid(visitor, token, code, Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
    const headers: Header[] = [
      { alg: 'none' },
      { alg: 'RSA-OAEP' },
      { alg: '' },
      { alg: ['dir'] },
      { enc: 'none' },
      { enc: 'A128GCM' },
      { enc: null },
      { crit: ['exp'], exp: 1 },
    ];
    for (const other of headers) {
      const token = sealed(claims, { header: { ...headerOf(), ...other } });
      await expectInvalid(visitor, token, code, JSON.stringify(other));
    }
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
  });

  test('when its kid is none of ours', async () => {
    const { visitor, challenge, code } = await pending();
    const claims = await claimsIn(challenge);
    const kids: unknown[] = [
      '',
      'x',
      '-1',
      '0',
      '1e999',
      'NaN',
      String(version + 1),
      String(version - 1),
      String(version - 2),
      null,
      undefined,
      [],
      {},
      { toString: null, valueOf: null },
      true,
      '9'.repeat(300),
    ];
    kids.push('__proto__', 'constructor', '../codes', '\u0000', `${version}#`);
    for (const kid of kids)
      await expectInvalid(visitor, sealed(claims, { header: { ...headerOf(), kid } }), code, `kid ${JSON.stringify(kid)}`);
  });

  test('when it is compressed, so that no small token becomes a huge one', async () => {
    const { visitor, challenge, code } = await pending();
    const bomb = deflateRawSync(Buffer.alloc(900_000, ' '));
    const header = { ...headerOf(), zip: 'DEF' };
    await expectInvalid(visitor, sealed(bomb, { header }), code, 'a bomb');
    const small = deflateRawSync(Buffer.from(JSON.stringify({ ...(await claimsIn(challenge)), customerId: 'first' })));
    expect(outcome(await visitor.verify({ token: sealed(small, { header }) }, code))).not.toBe('200 authenticated');
  });

  test('when it holds no challenge at all', async () => {
    const { visitor, code } = await pending();
    for (const claims of ['', '{', 'x', Buffer.from([0xff, 0xfe])]) await expectInvalid(visitor, sealed(claims), code, String(claims));
  });
});

describe('a challenge is for one customer, one epoch and fifteen minutes', () => {
  test('nobody gets in with the challenge of one customer and the code of another', async () => {
    const [mine, theirs] = [await pending(), await pending()];
    expect(outcome(await mine.visitor.verify(theirs.challenge, mine.code))).toBe('401 invalid_code');
    expect(outcome(await mine.visitor.verify(mine.challenge, theirs.code))).toBe('401 invalid_code');
    expect(outcome(await theirs.visitor.verify(theirs.challenge, theirs.code))).toBe('200 authenticated');
  });

  test('a bearer token, a cookie or a challenge for nobody is no challenge', async () => {
    const { visitor, code } = await pending();
    const plain = new Visitor(stack, await shopper(stack, 'tokens'));
    const { accessToken } = (await plain.logIn({ stayLoggedIn: true })).body as { accessToken: string };
    await expectInvalid(visitor, accessToken, code, 'an access token');
    await expectInvalid(visitor, plain.browser.cookies.get('__Host-keycard')?.value ?? '', code, 'a cookie');
    const challenge = await visitor.challenge();
    await expectInvalid(visitor, sealed({ ...(await claimsIn(challenge)), customerId: 'nobody' }), code, 'of nobody');
    expect(problemIn(await stack.browser().get('/v1/session', { bearer: challenge.token })).code).toBe('session_required');
  });

  test('it is good for 899.9 seconds, and over after 900', async () => {
    const customer = await shopperWithFactor(stack, 'patient');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    stack.advanceClock(899.9);
    expect(outcome(await visitor.resend(challenge))).toBe('200 second_factor_required');
    const second = codeSentTo(stack, customer);
    stack.advanceClock(0.1);
    expect(outcome(await visitor.verify(challenge, second))).toBe('410 challenge_expired');
    expect(outcome(await visitor.resend(challenge))).toBe('410 challenge_expired');
    // The code itself goes on, for whoever logs in again.
    expect(outcome(await visitor.verify(await visitor.challenge(), second))).toBe('200 authenticated');
  });

  test('it ends with the epoch: when the factor is switched off and on, and when support sets the password', async () => {
    const { customer, visitor, challenge, code } = await pending();
    const claims = await claimsIn(challenge);
    await stack.putCustomer(customer.customerId, { password: customer.password });
    await expectInvalid(visitor, challenge.token, code, 'a new password');

    // The code that was on its way is over with it.
    stack.advanceClock(60);
    const again = challengeIn(await visitor.logIn());
    const { accessToken: bearer } = (await visitor.verifyRight(again)).body as { accessToken: string };
    stack.advanceClock(60);
    const later = await visitor.challenge();
    const loginCode = codeSentTo(stack, customer);
    stack.advanceClock(60);
    expect((await visitor.browser.post('/v1/security/code', {}, { bearer })).status).toBe(200);
    const disabled = await visitor.browser.post(
      '/v1/security/disable',
      { password: customer.password, code: codeSentTo(stack, customer) },
      { bearer },
    );
    expect(disabled.status).toBe(204);
    for (const { token } of [challenge, later]) await expectInvalid(visitor, token, loginCode, 'switched off');

    const { accessToken: next } = (await visitor.logIn()).body as { accessToken: string };
    expect((await visitor.browser.post('/v1/security/email', { password: customer.password }, { bearer: next })).status).toBe(200);
    for (const { token } of [challenge, later]) await expectInvalid(visitor, token, loginCode, 'switched on again');
    // Nor does a challenge of a later epoch count before its time.
    await expectInvalid(visitor, sealed({ ...claims, epoch: 99 }), loginCode, 'an epoch to come');
  });

  test('it ends with the customer', async () => {
    const { customer, visitor, challenge, code } = await pending();
    await stack.admin('DELETE', `/v1/admin/customers/${customer.customerId}`);
    await expectInvalid(visitor, challenge.token, code, 'removed');
    await shopper(stack, customer.customerId);
    await expectInvalid(visitor, challenge.token, code, 'made anew');
  });

  test('it is over once a right code has finished any login of the customer', async () => {
    const { visitor, challenge, code } = await pending();
    const parallel = await visitor.challenge();
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
    await expectInvalid(visitor, parallel.token, code, 'the other login');
    await expectInvalid(visitor, challenge.token, code, 'the same again');
  });
});
