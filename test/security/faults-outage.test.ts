import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { codeSentTo, codesSentTo, otherThan, outcome, password, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import type { Answer } from '../support/browser.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { problemIn } from './catalogue-answer.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
  await stack.setFlag(true);
});

afterEach(() => stack.clearFaults());

/** API Gateway waits for a function no longer than its own ten seconds. */
async function within(seconds: number, call: Promise<Answer>): Promise<Answer> {
  const began = performance.now();
  const answer = await call;
  expect((performance.now() - began) / 1000).toBeLessThan(seconds);
  return answer;
}

describe('a service that does not answer at all', () => {
  test('is given up in time: DynamoDB at a guess, which then was none', async () => {
    const customer = await shopperWithFactor(stack, 'slow-table');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    stack.fault({ service: 'dynamodb', action: 'UpdateItem', kind: 'timeout', count: 3 });
    const answer = await within(9, visitor.verify(challenge, otherThan(codeSentTo(stack, customer))));
    expect(problemIn(answer).code).toBe('unavailable');
    expect((await visitor.guessWrong(challenge, 1)).map(({ body }) => body)).toMatchObject([{ attemptsLeft: 4 }]);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('and answers at the second try: nobody notices', async () => {
    const customer = await shopperWithFactor(stack, 'hiccup');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    stack.fault({ service: 'dynamodb', action: 'UpdateItem', kind: 'timeout' });
    expect((await visitor.guessWrong(challenge, 1)).map(({ body }) => body)).toMatchObject([{ attemptsLeft: 4 }]);
  });

  test('is given up in time: SES, which keeps the minute, as it may have sent', async () => {
    const customer = await shopperWithFactor(stack, 'slow-mail');
    const visitor = new Visitor(stack, customer);
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'timeout' });
    const problem = problemIn(await within(9, visitor.logIn()));
    expect(problem.code).toBe('delivery_failed');
    expect(problem.retryAfter).toBeGreaterThan(50);
    expect((await visitor.challenge()).sent).toBe(false);
    stack.advanceClock(60);
    expect(outcome(await visitor.verifyRight(await visitor.challenge()))).toBe('200 authenticated');
    expect(codesSentTo(stack, customer)).toHaveLength(1);
  });

  test('is given up in time: KMS at a cold start', async () => {
    const customer = await shopper(stack, 'slow-keys');
    await stack.coldStart();
    stack.fault({ service: 'kms', action: '*', kind: 'timeout', count: 100 });
    expect(problemIn(await within(9, new Visitor(stack, customer).logIn())).code).toBe('unavailable');
    stack.clearFaults();
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('200 authenticated');
  });

  test('is given up in time: SSM at a cold start, and customers with a factor are challenged', async () => {
    const customer = await shopperWithFactor(stack, 'slow-flag');
    await stack.coldStart();
    stack.fault({ service: 'ssm', action: '*', kind: 'timeout', count: 2 });
    expect(outcome(await within(9, new Visitor(stack, customer).logIn()))).toBe('200 second_factor_required');
  });

  test('again and again, until the function runs out of time: that too is answered from the catalogue', { timeout: 30_000 }, async () => {
    const customer = await shopperWithFactor(stack, 'out-of-time');
    const visitor = new Visitor(stack, customer);
    // Two reads and a write that each need three tries, and then an e-mail.
    stack.fault({ service: 'dynamodb', action: 'BatchGetItem', kind: 'timeout', count: 2 });
    stack.fault({ service: 'dynamodb', action: 'TransactGetItems', kind: 'timeout', count: 2 });
    stack.fault({ service: 'dynamodb', action: 'UpdateItem', kind: 'timeout', count: 2 });
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'timeout' });
    const answer = await within(20, visitor.logIn());
    expect(['unavailable', 'delivery_failed']).toContain(problemIn(answer).code);
    stack.clearFaults();
    stack.advanceClock(60);
    expect(outcome(await visitor.verifyRight(await visitor.challenge()))).toBe('200 authenticated');
  });
});

describe('while SSM is down', () => {
  const ssmIsDown = () => stack.fault({ service: 'ssm', action: 'GetParameters', kind: 'error', count: 1000 });
  const enable = async (visitor: Visitor) => {
    const { accessToken: bearer } = (await visitor.logIn()).body as { accessToken: string };
    return visitor.browser.post('/v1/security/email', { password }, { bearer });
  };

  test('functions that know the flag go on with what they know, for as long as it takes', async () => {
    const protectedCustomer = await shopperWithFactor(stack, 'last-known');
    await new Visitor(stack, protectedCustomer).challenge();
    ssmIsDown();
    for (const seconds of [31, 3600, 86_400]) {
      stack.advanceClock(seconds);
      expect(outcome(await new Visitor(stack, protectedCustomer).logIn())).toBe('200 second_factor_required');
    }
    expect(outcome(await enable(new Visitor(stack, await shopper(stack, 'still-on'))))).toBe('200');
  });

  test('functions that know nothing challenge who has a factor, and let nobody switch it on', async () => {
    const protectedCustomer = await shopperWithFactor(stack, 'unknown-flag');
    const plain = await shopper(stack, 'unknown-plain');
    await stack.setFlag(false);
    ssmIsDown();
    await stack.coldStart();
    expect(outcome(await new Visitor(stack, protectedCustomer).logIn())).toBe('200 second_factor_required');
    expect(outcome(await new Visitor(stack, plain).logIn())).toBe('200 authenticated');
    expect(problemIn(await enable(new Visitor(stack, plain))).code).toBe('two_factor_unavailable');
    // It is asked again soon after, and not only when the thirty seconds of a value that was read are over.
    stack.clearFaults();
    stack.advanceClock(6);
    expect(outcome(await new Visitor(stack, protectedCustomer).logIn())).toBe('200 authenticated');
    await stack.setFlag(true);
  });

  test('nobody can make it unreadable by writing nonsense into it', async () => {
    const nonsense = new PutParameterCommand({ Name: '/keycard/local/two-factor-enabled', Value: 'maybe', Overwrite: true });
    await expect(stack.ssm.send(nonsense)).rejects.toThrow('allowedPattern');
    expect(await stack.flag()).toBe('true');
  });
});

test('everything down at once, cold, and up again: every call answers from the catalogue, and then works', async () => {
  const customer = await shopperWithFactor(stack, 'blackout');
  const visitor = new Visitor(stack, customer);
  const challenge = await visitor.challenge();
  await stack.coldStart();
  for (const service of ['dynamodb', 'kms', 'ssm', 'ses']) stack.fault({ service, action: '*', kind: 'error', count: 10_000 });
  const browser = stack.browser();
  const bearer = 'eyJhbGciOiJFUzI1NiIsImtpZCI6IjIzMCJ9.e30.AA';
  const answers = [
    await visitor.logIn(),
    await visitor.verify(challenge, '123456'),
    await visitor.resend(challenge),
    await browser.get('/.well-known/jwks.json'),
    await browser.post('/v1/session/refresh', {}, { headers: { Cookie: `__Host-keycard=${'A'.repeat(43)}` } }),
    await browser.get('/v1/session', { bearer }),
  ];
  for (const answer of answers) expect(['unavailable', 'session_required']).toContain(problemIn(answer).code);
  expect(answers.filter(({ status }) => status === 503).length).toBeGreaterThan(3);
  // What needs no service goes on.
  expect((await browser.get('/login')).status).toBe(200);
  expect((await browser.get('/v1/openapi.json')).status).toBe(200);
  stack.clearFaults();
  expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
});
