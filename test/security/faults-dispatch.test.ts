import { beforeAll, describe, expect, test } from 'vitest';
import {
  challengeIn,
  codeSentTo,
  codesSentTo,
  otherThan,
  outcome,
  type Shopper,
  secondsBetween,
  shopperWithFactor,
  Visitor,
} from '../login/visitor.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { problemIn } from './catalogue-answer.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

let customers = 0;

async function somebody(): Promise<{ customer: Shopper; visitor: Visitor }> {
  const customer = await shopperWithFactor(stack, `customer-${++customers}`);
  return { customer, visitor: new Visitor(stack, customer) };
}

/** SES refuses with a throttling error: it has certainly sent nothing. */
const sesRefuses = (count = 1) => stack.fault({ service: 'ses', action: 'SendEmail', kind: 'throttle', count });

function expectUndelivered(answer: Answer, retryAfter: number): void {
  const problem = problemIn(answer);
  expect([problem.code, problem.retryAfter]).toEqual(['delivery_failed', retryAfter]);
  expect(JSON.stringify(answer.body)).not.toContain('token');
}

describe('a dispatch that SES refused', () => {
  test('does not burn the minute: the next login sends at once', async () => {
    const { customer, visitor } = await somebody();
    sesRefuses();
    expectUndelivered(await visitor.logIn(), 1);
    expect(codesSentTo(stack, customer)).toHaveLength(0);
    const challenge = await visitor.challenge();
    expect(challenge.sent).toBe(true);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('leaves the code before it alive, with the attempts that were left', async () => {
    const { customer, visitor } = await somebody();
    const challenge = await visitor.challenge();
    const code = codeSentTo(stack, customer);
    await visitor.guessWrong(challenge, 2);
    stack.advanceClock(60);
    sesRefuses();
    expectUndelivered(await visitor.resend(challenge), 1);
    expect((await visitor.verify(challenge, otherThan(code, 3))).body).toMatchObject({ code: 'invalid_code', attemptsLeft: 2 });
    expect(outcome(await visitor.verify(challenge, code))).toBe('200 authenticated');
  });

  test('opens no locked flow again', async () => {
    const { customer, visitor } = await somebody();
    const locked = await visitor.challenge();
    const code = codeSentTo(stack, customer);
    await visitor.lock(locked);
    stack.advanceClock(60);
    sesRefuses();
    expectUndelivered(await visitor.logIn(), 1);
    expect(outcome(await visitor.verify(locked, code))).toBe('423 challenge_locked');
    expect(outcome(await visitor.resend(locked))).toBe('423 challenge_locked');
    expect(outcome(await visitor.verifyRight(await visitor.challenge()))).toBe('200 authenticated');
  });

  test('gives no budget back: after the third lock the wait is four minutes, however often SES refuses', async () => {
    const { visitor } = await somebody();
    for (const seconds of [60, 120]) {
      await visitor.lock(await visitor.challenge());
      stack.advanceClock(seconds);
      sesRefuses(2);
      for (let times = 0; times < 2; times++) expectUndelivered(await visitor.logIn(), 1);
    }
    await visitor.lock(await visitor.challenge());
    const waiting = challengeIn(await visitor.logIn());
    expect([waiting.sent, secondsBetween(stack.now(), waiting.resendAt)]).toEqual([false, 240]);
  });

  test('and could not be taken back: the next is sent after sixty seconds', async () => {
    const { customer, visitor } = await somebody();
    sesRefuses();
    stack.fault({ service: 'dynamodb', action: 'UpdateItem', kind: 'error', count: 3, after: 1 });
    expectUndelivered(await visitor.logIn(), 60);
    stack.advanceClock(59.9);
    expect((await visitor.challenge()).sent).toBe(false);
    stack.advanceClock(0.1);
    expect((await visitor.challenge()).sent).toBe(true);
    expect(codesSentTo(stack, customer)).toHaveLength(1);
  });

  test('in one of ten parallel logins leaves one live code at most, and one e-mail', async () => {
    const { customer, visitor } = await somebody();
    sesRefuses();
    const answers = await Promise.all(Array.from({ length: 10 }, () => new Visitor(stack, customer).logIn()));
    const outcomes = answers.map(outcome);
    expect(outcomes.filter((each) => each === '503 delivery_failed')).toHaveLength(1);
    expect(outcomes.filter((each) => each === '200 second_factor_required')).toHaveLength(9);
    expect(codesSentTo(stack, customer).length).toBeLessThanOrEqual(1);
    expect(outcome(await visitor.verifyRight(await visitor.challenge()))).toBe('200 authenticated');
    expect(codesSentTo(stack, customer)).toHaveLength(1);
  });
});

describe('a dispatch that SES may have sent', () => {
  test('keeps the minute; if the code did arrive, it serves the next login', async () => {
    const { customer, visitor } = await somebody();
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'lost-ack' });
    expectUndelivered(await visitor.logIn(), 60);
    expect(codesSentTo(stack, customer)).toHaveLength(1);
    const challenge = await visitor.challenge();
    expect([challenge.sent, challenge.attemptsLeft, codesSentTo(stack, customer).length]).toEqual([false, 5, 1]);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('keeps the minute; if it did not arrive, the next one comes then', async () => {
    const { customer, visitor } = await somebody();
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'error' });
    expectUndelivered(await visitor.logIn(), 60);
    const challenge = await visitor.challenge();
    expect([challenge.sent, secondsBetween(stack.now(), challenge.resendAt)]).toEqual([false, 60]);
    stack.advanceClock(59.9);
    expect(outcome(await visitor.resend(challenge))).toBe('429 too_soon');
    stack.advanceClock(0.1);
    expect(outcome(await visitor.resend(challenge))).toBe('200 second_factor_required');
    expect(codesSentTo(stack, customer)).toHaveLength(1);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('kills the older code, as the newer may be in the inbox', async () => {
    const { customer, visitor } = await somebody();
    const challenge = await visitor.challenge();
    const older = codeSentTo(stack, customer);
    stack.advanceClock(60);
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'lost-ack' });
    expectUndelivered(await visitor.resend(challenge), 60);
    expect(outcome(await visitor.verify(challenge, older))).toBe('401 invalid_code');
    expect(outcome(await visitor.verify(challenge, codeSentTo(stack, customer)))).toBe('200 authenticated');
  });
});

test('a code is not used up by a login that could not be signed or kept', async () => {
  const { customer, visitor } = await somebody();
  const challenge = await visitor.challenge({ stayLoggedIn: true });
  const code = codeSentTo(stack, customer);
  await stack.coldStart();
  stack.fault({ service: 'kms', action: 'Decrypt', kind: 'error', count: 100, function: 'login' });
  expect(outcome(await visitor.verify(challenge, code))).toBe('503 unavailable');
  stack.clearFaults();
  const answer = await visitor.verify(challenge, code);
  expect(outcome(answer)).toBe('200 authenticated');
  expect([...visitor.browser.cookies.keys()]).toContain('__Host-keycard');
});

test('twenty right codes at once, while answers get lost, are one session', async () => {
  const { customer, visitor } = await somebody();
  const challenge = await visitor.challenge();
  const code = codeSentTo(stack, customer);
  stack.fault({ service: 'dynamodb', action: 'UpdateItem', kind: 'lost-ack', count: 15, function: 'login' });
  const answers = await Promise.all(Array.from({ length: 20 }, () => visitor.verify(challenge, code)));
  stack.clearFaults();
  const outcomes = answers.map(outcome);
  expect(outcomes.filter((each) => each === '200 authenticated').length).toBeLessThanOrEqual(1);
  expect(outcomes.filter((each) => !['200 authenticated', '401 invalid_challenge', '503 unavailable'].includes(each))).toEqual([]);
});

test('a hundred guesses at once, while answers get lost, are five at most', async () => {
  const { customer, visitor } = await somebody();
  const challenge = await visitor.challenge();
  const code = codeSentTo(stack, customer);
  stack.fault({ service: 'dynamodb', action: 'UpdateItem', kind: 'lost-ack', count: 40, function: 'login' });
  const answers = await Promise.all(Array.from({ length: 100 }, (_, nth) => visitor.verify(challenge, otherThan(code, nth + 1))));
  stack.clearFaults();
  const outcomes = answers.map(outcome);
  expect(outcomes.filter((each) => each === '401 invalid_code').length).toBeLessThanOrEqual(5);
  expect(outcomes.filter((each) => !['401 invalid_code', '423 challenge_locked', '503 unavailable'].includes(each))).toEqual([]);
  expect(outcome(await visitor.verify(challenge, code))).toBe('423 challenge_locked');
});
