import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { codeSentTo, outcome, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { accessTokenIn, signIn } from './signed-in.ts';

const minute = 60;
const day = 24 * 60 * minute;
/** Keys are of one period of 90 days, counted from 1970. */
const period = 90 * day * 1000;
let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

/** Moves the clock to this many seconds from the next change of keys; negative: before it. */
function goToRotation(seconds: number): void {
  const rotation = Math.ceil((stack.now() + 1) / period) * period;
  stack.advanceClock((rotation - stack.now()) / 1000 + seconds);
}

const publishedKeys = async () => (await stack.browser().get('/.well-known/jwks.json')).body as JSONWebKeySet;
const kidOf = (accessToken: string) => decodeProtectedHeader(accessToken).kid;
const kidsIn = ({ keys }: JSONWebKeySet) => keys.map(({ kid }) => kid);

function verifiedBy(keys: JSONWebKeySet, accessToken: string) {
  const checked = { issuer: stack.url, audience: 'keycard-local', algorithms: ['ES256'], currentDate: new Date(stack.now()) };
  return jwtVerify(accessToken, createLocalJWKSet(keys), checked);
}

describe('every 90 days, without anybody doing anything,', () => {
  test('another key signs, and a token of the older one is good to its end', async () => {
    const customer = await shopper(stack, 'rotation-tokens');
    goToRotation(-1 * minute);
    const older = await signIn(stack, customer);
    stack.advanceClock(2 * minute);
    const newer = await signIn(stack, customer);

    expect(kidOf(newer.accessToken)).not.toBe(kidOf(older.accessToken));
    for (const session of [older, newer]) {
      expect(outcome(await session.session())).toBe('200');
      await verifiedBy(await publishedKeys(), session.accessToken);
    }
  });

  test('the next key is published a day ahead, so that a shop’s copy of the keys verifies the first token of it', async () => {
    const customer = await shopper(stack, 'rotation-ahead');
    goToRotation(-2 * day);
    expect(kidsIn(await publishedKeys())).toHaveLength(1);
    stack.advanceClock(day + 1);
    // Whoever logs in on the last day makes it.
    const before = await signIn(stack, customer);
    const copy = await publishedKeys();
    stack.advanceClock(day - 1);
    const first = await signIn(stack, customer);
    expect(kidsIn(copy)).toEqual([kidOf(first.accessToken), kidOf(before.accessToken)]);
    await verifiedBy(copy, first.accessToken);
  });

  test('the older key stays published until its last token is over, and goes then', async () => {
    const customer = await shopper(stack, 'rotation-after');
    goToRotation(-1);
    const last = await signIn(stack, customer);
    stack.advanceClock(15 * minute - 1);
    await verifiedBy(await publishedKeys(), last.accessToken);
    stack.advanceClock(2 * day);
    const kids = kidsIn(await publishedKeys());
    expect(kids).toHaveLength(1);
    expect(kids).not.toContain(kidOf(last.accessToken));
  });

  test('the key of the codes changes too, and a code sent before is right after', async () => {
    const customer = await shopperWithFactor(stack, 'rotation-codes');
    goToRotation(-1);
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    const code = codeSentTo(stack, customer);
    stack.advanceClock(2);

    // Wrong ones count as ever, and the right one is right once.
    const [wrong] = await visitor.guessWrong(challenge, 1);
    expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid_code', attemptsLeft: 4 } });
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
    expect(outcome(await visitor.verify(challenge, code))).toBe('401 invalid_challenge');
  });

  test('a login begun before can send its code again after, and finish with it', async () => {
    const customer = await shopperWithFactor(stack, 'rotation-resend');
    goToRotation(-30);
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    stack.advanceClock(1 * minute);
    expect(outcome(await visitor.resend(challenge))).toBe('200 second_factor_required');
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('a code that confirms a change is right across the change of keys', async () => {
    const customer = await shopperWithFactor(stack, 'rotation-change');
    goToRotation(-1 * minute);
    const session = await signIn(stack, customer);
    stack.advanceClock(1 * minute - 1);
    const code = await session.freshCode();
    stack.advanceClock(2);
    expect((await session.switchOff(code)).status).toBe(204);
  });

  test('five guesses a code are five, whichever side of it they fall on', async () => {
    const customer = await shopperWithFactor(stack, 'rotation-guesses');
    goToRotation(-1);
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    await visitor.guessWrong(challenge, 3);
    stack.advanceClock(2);
    expect((await visitor.guessWrong(challenge, 3)).map(outcome)).toEqual(['401 invalid_code', '401 invalid_code', '423 challenge_locked']);
  });

  test('a stay-logged-in session outlives the keys it began under', async () => {
    goToRotation(-1 * day);
    const session = await signIn(stack, await shopper(stack, 'rotation-stay'), { stayLoggedIn: true });
    stack.advanceClock(2 * day);
    const answer = await session.refresh();
    expect(outcome(answer)).toBe('200 authenticated');
    await verifiedBy(await publishedKeys(), accessTokenIn(answer));
  });

  test('all keys are made anew, wrapped, by whoever needs them first, even many at once', async () => {
    const customers = await Promise.all(['one', 'two', 'three', 'four'].map((name) => shopper(stack, `rotation-${name}`)));
    goToRotation(1);
    await stack.coldStart();
    const tokens = await Promise.all(customers.map(async (customer) => (await signIn(stack, customer)).accessToken));
    expect(new Set(tokens.map(kidOf)).size).toBe(1);
    const keys = await publishedKeys();
    for (const token of tokens) await verifiedBy(keys, token);
  });
});
