import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { CompactEncrypt } from 'jose';
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

const NONCE = { from: 1, to: 13 };

/** As `shared/keyring/sealed.ts` seals: a byte of the version, a nonce, what is sealed, the tag. */
function sealed(claims: unknown, { named = version, under = key }: { named?: number; under?: KeyObject } = {}): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', under, nonce);
  const plaintext = Buffer.isBuffer(claims) ? claims : Buffer.from(typeof claims === 'string' ? claims : JSON.stringify(claims));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(named % 256), nonce, ciphertext, cipher.getAuthTag()]).toString('base64url');
}

function claimsIn({ token }: Pick<Challenge, 'token'>): Record<string, unknown> {
  const bytes = Buffer.from(token, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(NONCE.from, NONCE.to)).setAuthTag(bytes.subarray(-16));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(NONCE.to, -16)), decipher.final()]).toString());
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
  expect(outcome(await visitor.verify({ token: sealed(claimsIn(challenge)) }, code))).toBe('200 authenticated');
});

test('a challenge reads as nothing to whoever holds it', async () => {
  const { customer, challenge } = await pending();
  const text = Buffer.from(challenge.token, 'base64url').toString('latin1');
  for (const secret of [customer.customerId, customer.username, 'epoch']) expect(text).not.toContain(secret);
});

describe('a challenge is worth nothing', () => {
  test('with any bit changed, wherever', async () => {
    const { visitor, challenge, code } = await pending();
    const bytes = Buffer.from(challenge.token, 'base64url');
    const places = new Set([0, 1, 6, 12, 13, 14, bytes.length >> 1, ...[18, 17, 16, 15, 8, 2, 1].map((back) => bytes.length - back)]);
    for (const at of places) {
      for (const bit of [0x01, 0x20, 0x80]) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ bit;
        await expectInvalid(visitor, changed.toString('base64url'), code, `byte ${at}, bit ${bit}`);
      }
    }
    // Whatever was tried, no attempt was spent by it.
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
  });

  test('cut short, prolonged, with its parts in another order, or spelled in another way', async () => {
    const { visitor, challenge, code } = await pending();
    const { token } = challenge;
    const bytes = Buffer.from(token, 'base64url');
    const [named, nonce, ciphertext, tag] = [bytes.subarray(0, 1), bytes.subarray(1, 13), bytes.subarray(13, -16), bytes.subarray(-16)];
    for (let length = 1; length < token.length; length += 23)
      await expectInvalid(visitor, token.slice(0, length), code, `${length} characters`);
    const put = (...parts: Buffer[]) => Buffer.concat(parts).toString('base64url');
    const misshapen = [
      ...[
        `${token}.`,
        `.${token}`,
        `${token}=`,
        ` ${token}`,
        `${token}\n`,
        `${token.slice(0, 20)}.${token.slice(20)}`,
        token.toUpperCase(),
      ],
      ...[
        `${token}${token}`.slice(0, 2048),
        `${token}AA`,
        `AA${token}`,
        token.slice(1),
        token.slice(0, -2),
        '!',
        '\u{1f511}',
        'AA',
        'A'.repeat(38),
      ],
      ...[put(named, ciphertext, nonce, tag), put(named, nonce, tag, ciphertext), put(nonce, ciphertext, tag), put(named, nonce, tag)],
      // A tag that is cut short is guessed the sooner.
      ...[12, 8, 4].map((length) => put(named, nonce, ciphertext, tag.subarray(0, length))),
      bytes.toString('base64'),
    ];
    for (const each of misshapen) if (each !== token) await expectInvalid(visitor, each, code, each.slice(0, 60));
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
  });

  test('put together from the halves of two', async () => {
    const [mine, theirs] = [await pending(), await pending()];
    const [one, other] = [mine, theirs].map(({ challenge }) => Buffer.from(challenge.token, 'base64url')) as [Buffer, Buffer];
    for (const at of [NONCE.to - 6, NONCE.to, one.length - 16]) {
      const halves = (first: Buffer, second: Buffer) => Buffer.concat([first.subarray(0, at), second.subarray(at)]).toString('base64url');
      await expectInvalid(mine.visitor, halves(one, other), mine.code, `theirs from ${at} on`);
      await expectInvalid(theirs.visitor, halves(other, one), theirs.code, `mine from ${at} on`);
    }
  });

  test('when it is sealed under a key that is not ours', async () => {
    const { visitor, challenge, code } = await pending();
    const claims = claimsIn(challenge);
    for (const under of [createSecretKey(randomBytes(32)), createSecretKey(Buffer.alloc(32)), (await unwrappedKey(stack, 'codes')).key]) {
      await expectInvalid(visitor, sealed(claims, { under }), code, 'another key');
    }
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
  });

  test('as a JWE, even under our key', async () => {
    const { visitor, challenge, code } = await pending();
    const plaintext = new TextEncoder().encode(JSON.stringify(claimsIn(challenge)));
    const header = { alg: 'dir', enc: 'A256GCM', kid: String(version) };
    await expectInvalid(visitor, await new CompactEncrypt(plaintext).setProtectedHeader(header).encrypt(key), code, 'a JWE');
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
  });

  test('when it names a version that is none of ours', async () => {
    const { visitor, challenge, code } = await pending();
    for (let off = 1; off < 256; off += 1)
      if (off < 4 || off > 252 || off % 32 === 0)
        await expectInvalid(visitor, sealed(claimsIn(challenge), { named: version + off }), code, `${off} later`);
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
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
    await expectInvalid(visitor, sealed({ ...claimsIn(challenge), customerId: 'nobody' }), code, 'of nobody');
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
    const claims = claimsIn(challenge);
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
