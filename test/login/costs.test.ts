import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cookieName } from '../account/signed-in.ts';
import { quickCaptcha } from '../recovery/solved-captcha.ts';
import { callsOn } from '../support/aws-calls.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { wrongBefore } from './tries.ts';
import { type Challenge, codeSentTo, otherThan, outcome, type Shopper, shopper, shopperWithFactor, Visitor } from './visitor.ts';

let stack: TestStack;
let shopperPlain: Shopper;
let plain: Visitor;
let visitor: Visitor;
let customer: Shopper;

/** Everything is warm: each function has its keys and knows the flag, and the browser's device is known. */
beforeAll(async () => {
  stack = await startReadyStack();
  shopperPlain = await shopper(stack, 'plain');
  plain = new Visitor(stack, shopperPlain);
  await plain.logIn({ stayLoggedIn: true });
  customer = await shopperWithFactor(stack, 'email');
  visitor = new Visitor(stack, customer);
  const challenge = await visitor.challenge();
  stack.advanceClock(60);
  await visitor.resend(challenge);
  await visitor.guessWrong(challenge, 1);
  await visitor.verifyRight(challenge);
  await plain.browser.post('/v1/session/refresh');
});

/** A minute later, with the flag asked for again by who is about to be counted. */
beforeEach(async () => {
  stack.advanceClock(60);
  await plain.logIn();
  for (const { browser } of [plain, visitor]) browser.cookies.delete(cookieName);
});

const callsOf = callsOn(() => stack);

const read = 'dynamodb BatchGetItem';
/** After a password was found to be right: it would show somebody else's try that is being written. */
const readAtOnce = 'dynamodb TransactGetItems';
const write = 'dynamodb UpdateItem';
const transaction = 'dynamodb TransactWriteItems';
const mail = 'ses SendEmail';
/** Of the audit log: a finished login, a limit that was reached. Or of a proof of work that is used. */
const entry = 'dynamodb PutItem';

describe('AWS calls of a warm login', () => {
  test('wrong password: one read, one write', async () => {
    expect(await callsOf('401 invalid_credentials', () => plain.logIn({ password: 'wrong' }))).toEqual([read, transaction]);
  });

  test('unknown username: the same calls as for a wrong password', async () => {
    const stranger = () => plain.logIn({ username: 'nobody@example.com' });
    expect(await callsOf('401 invalid_credentials', stranger)).toEqual([read, transaction]);
  });

  test('password that has to wait: one read', async () => {
    for (let nth = 0; nth < 5; nth++) await plain.logIn({ username: 'waiting@example.com' });
    expect(await callsOf('429 too_many_attempts', () => plain.logIn({ username: 'waiting@example.com' }))).toEqual([read]);
  });

  test('without a factor: two reads, and the entry of the login', async () => {
    expect(await callsOf('200 authenticated', () => plain.logIn())).toEqual([read, readAtOnce, entry]);
  });

  test('in a browser where somebody stays logged in: one read more, for whose session that is', async () => {
    await plain.logIn({ stayLoggedIn: true });
    expect(await callsOf('200 authenticated', () => plain.logIn())).toEqual([read, readAtOnce, 'dynamodb GetItem', entry]);
  });

  test('after a wrong password: one write more', async () => {
    await plain.logIn({ password: 'wrong' });
    expect(await callsOf('200 authenticated', () => plain.logIn())).toEqual([read, readAtOnce, transaction, entry]);
    expect(await callsOf('200 authenticated', () => plain.logIn())).toEqual([read, readAtOnce, entry]);
  });

  test('the same without a device that is known, for a wrong password as for a right one', async () => {
    const stranger = () => new Visitor(stack, { ...shopperPlain }, { from: '127.3.2.1' });
    expect(await callsOf('401 invalid_credentials', () => stranger().logIn({ password: 'wrong' }))).toEqual([read, transaction]);
    expect(await callsOf('200 authenticated', () => stranger().logIn())).toEqual([read, readAtOnce, transaction, entry]);
    expect(await callsOf('200 authenticated', () => stranger().logIn())).toEqual([read, readAtOnce, entry]);
  });

  test('password that needs a proof of work: one read; with it, one write more', async () => {
    const username = 'besieged@example.com';
    await wrongBefore(stack, username, { inARow: 100 });
    const logIn = (captcha?: string) => new Visitor(stack, { ...shopperPlain, username }).logIn({ captcha });
    const solution = await quickCaptcha(stack, { for: username });
    await logIn();
    expect(await callsOf('403 captcha_required', () => logIn())).toEqual([read]);
    expect(await callsOf('401 invalid_credentials', () => logIn(solution))).toEqual([read, entry, transaction]);
  });

  test('staying logged in: one write more', async () => {
    expect(await callsOf('200 authenticated', () => plain.logIn({ stayLoggedIn: true }))).toEqual([
      read,
      readAtOnce,
      'dynamodb TransactWriteItems',
      entry,
    ]);
  });

  test('with a code by e-mail: two reads, one write, one e-mail', async () => {
    expect(await callsOf('200 second_factor_required', () => visitor.logIn())).toEqual([read, readAtOnce, write, mail]);
  });

  test('within the 60 seconds: two reads', async () => {
    await visitor.challenge();
    expect(await callsOf('200 second_factor_required', () => visitor.logIn())).toEqual([read, readAtOnce]);
  });

  test('resend: one read, one write, one e-mail', async () => {
    const challenge = await visitor.challenge();
    stack.advanceClock(60);
    expect(await callsOf('200 second_factor_required', () => visitor.resend(challenge))).toEqual(['dynamodb GetItem', write, mail]);
  });
});

describe('AWS calls of a code', () => {
  let challenge: Challenge;

  beforeEach(async () => {
    challenge = await visitor.challenge();
  });

  test('wrong: one write', async () => {
    expect(await callsOf('401 invalid_code', async () => (await visitor.guessWrong(challenge, 1))[0] as never)).toEqual([write]);
  });

  test('wrong, and the fifth of its row: one entry, one transaction and one e-mail more', async () => {
    // By one before the key is there that seals the links of such e-mails.
    const before = new Visitor(stack, await shopperWithFactor(stack, 'fifth-before'));
    await before.lock(await before.challenge());
    const guessed = await shopperWithFactor(stack, 'fifth');
    const other = new Visitor(stack, guessed);
    const mine = await other.challenge();
    await other.guessWrong(mine, 4);
    const wrong = otherThan(codeSentTo(stack, guessed), 5);
    expect(await callsOf('401 invalid_code', () => other.verify(mine, wrong))).toEqual([write, entry, transaction, mail]);
  });

  test('right: one write, and the entry of the login', async () => {
    expect(await callsOf('200 authenticated', () => visitor.verifyRight(challenge))).toEqual([write, entry]);
  });

  test('right, staying logged in: two writes, and the entry', async () => {
    const staying = await visitor.challenge({ stayLoggedIn: true });
    expect(await callsOf('200 authenticated', () => visitor.verifyRight(staying))).toEqual([write, 'dynamodb TransactWriteItems', entry]);
  });

  test('used, or locked: one write that its condition refuses', async () => {
    await visitor.verifyRight(challenge);
    expect(await callsOf('401 invalid_challenge', () => visitor.verifyRight(challenge))).toEqual([
      `${write} (ConditionalCheckFailedException)`,
    ]);
  });

  test('for a challenge that has expired: none', async () => {
    stack.advanceClock(900);
    expect(await callsOf('410 challenge_expired', () => visitor.verifyRight(challenge))).toEqual([]);
  });

  test('for a challenge that is none: none', async () => {
    const made = { ...challenge, token: `${challenge.token.slice(0, -4)}AAAA` };
    expect(await callsOf('401 invalid_challenge', () => visitor.verifyRight(made))).toEqual([]);
  });
});

describe('what DynamoDB bills', () => {
  /** Of all calls meanwhile. */
  async function unitsOf(expected: string, operation: () => Promise<Answer>): Promise<{ read: number; write: number }> {
    stack.clearCalls();
    expect(outcome(await operation())).toBe(expected);
    const sum = { read: 0, write: 0 };
    for (const { units } of stack.calls()) {
      if (units && 'read' in units) sum.read += units.read;
      if (units && 'write' in units) sum.write += units.write;
    }
    return sum;
  }

  test('a guess is one write unit, of a customer with an address of sixty characters and ten recovery codes', async () => {
    const email = `${'a'.repeat(48)}@example.com`;
    expect(email).toHaveLength(60);
    const long = new Visitor(stack, await shopperWithFactor(stack, 'long-address', { email }));
    const challenge = await long.challenge();
    for (let nth = 0; nth < 4; nth++) {
      expect(await unitsOf('401 invalid_code', async () => (await long.guessWrong(challenge, 1))[0] as Answer)).toEqual({
        read: 0,
        write: 1,
      });
    }
    expect(await unitsOf('200 authenticated', () => long.verifyRight(challenge))).toEqual({ read: 0, write: 2 });
  });

  test('a login is what it reads, and one write unit each for the dispatch and the entry', async () => {
    expect(await unitsOf('200 second_factor_required', () => visitor.logIn())).toEqual({ read: 16, write: 1 });
    expect(await unitsOf('200 authenticated', () => plain.logIn())).toEqual({ read: 16, write: 1 });
    // One of the device and two of it at once, and its customer once more.
    const stranger = new Visitor(stack, shopperPlain, { from: '127.3.2.9' });
    expect(await unitsOf('200 authenticated', () => stranger.logIn())).toEqual({ read: 12, write: 1 });
  });
});

describe('AWS calls of a session', () => {
  test('shown: one read', async () => {
    const { accessToken: bearer } = (await plain.logIn()).body as { accessToken: string };
    await plain.browser.get('/v1/session', { bearer });
    expect(await callsOf('200', () => plain.browser.get('/v1/session', { bearer }))).toEqual([read]);
  });

  test('refreshed: one read, one transaction', async () => {
    await plain.logIn({ stayLoggedIn: true });
    await plain.browser.post('/v1/session/refresh');
    expect(await callsOf('200 authenticated', () => plain.browser.post('/v1/session/refresh'))).toEqual(['dynamodb GetItem', transaction]);
  });

  test('asked for without a cookie: none', async () => {
    expect(await callsOf('401 session_required', () => stack.browser().post('/v1/session/refresh'))).toEqual([]);
  });
});
