import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deniedCalls } from '../support/aws-calls.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { withoutGrant } from '../support/without-grant.ts';
import { codesSentTo, outcome, type Shopper, shopperWithFactor, Visitor } from './visitor.ts';

let stack: TestStack;
let customer: Shopper;
let visitor: Visitor;

beforeAll(async () => {
  stack = await startReadyStack();
  customer = await shopperWithFactor(stack, 'customer');
});

beforeEach(() => {
  stack.advanceClock(60);
  visitor = new Visitor(stack, customer);
  stack.clearCalls();
});

describe('a function whose role lacks one action', () => {
  test('UpdateItem: no code is evaluated and nobody gets in', async () => {
    const challenge = await visitor.challenge();
    const answer = await withoutGrant(stack, 'login', ['dynamodb:UpdateItem'], () => visitor.verifyRight(challenge));
    expect(outcome(answer)).toBe('503 unavailable');
    expect(answer.headers['retry-after']).toBe('5');
    expect(JSON.stringify(answer.body)).not.toMatch(/denied|dynamodb|arn:/i);
    expect(deniedCalls(stack)).toEqual(['login dynamodb UpdateItem']);
    const denied = stack.calls().find(({ outcome: result }) => result.startsWith('AccessDenied'));
    expect(denied?.message).toContain('is not authorized to perform: dynamodb:UpdateItem');
  });

  test('SendEmail: the dispatch has failed, and the minute is not used up by it', async () => {
    const challenge = await visitor.challenge();
    stack.advanceClock(60);
    const before = codesSentTo(stack, customer).length;
    await withoutGrant(stack, 'login', ['ses:SendEmail'], async () => {
      for (let nth = 1; nth <= 2; nth++) expect(outcome(await visitor.resend(challenge))).toBe('503 delivery_failed');
    });
    expect(codesSentTo(stack, customer)).toHaveLength(before);
    expect(deniedCalls(stack)).toEqual(Array(2).fill('login ses SendEmail'));
    expect(await visitor.challenge()).toMatchObject({ sent: true });
  });

  test('Query, Decrypt: the calls that need it are unavailable', async () => {
    await stack.setFlag(false);
    const { accessToken: bearer } = (await visitor.logIn()).body as { accessToken: string };
    await stack.setFlag(true);
    const overview = () => visitor.browser.get('/v1/security', { bearer });
    expect(outcome(await withoutGrant(stack, 'security', ['dynamodb:Query'], overview))).toBe('503 unavailable');
    // No key is held from before.
    await stack.coldStart();
    const code = () => visitor.browser.post('/v1/security/code', {}, { bearer });
    expect(outcome(await withoutGrant(stack, 'security', ['kms:Decrypt', 'codes'], code))).toBe('503 unavailable');
    expect(new Set(deniedCalls(stack))).toEqual(new Set(['security dynamodb Query', 'security kms Decrypt']));
  });

  test('GetItem: a stay-logged-in session is neither refreshed nor taken away', async () => {
    await stack.setFlag(false);
    await visitor.logIn({ stayLoggedIn: true });
    const cookie = visitor.browser.cookies.get('__Host-keycard')?.value;
    expect(cookie).toEqual(expect.any(String));
    const refresh = () => visitor.browser.post('/v1/session/refresh');
    expect(outcome(await withoutGrant(stack, 'login', ['dynamodb:GetItem'], refresh))).toBe('503 unavailable');
    expect(visitor.browser.cookies.get('__Host-keycard')?.value).toBe(cookie);
    expect(deniedCalls(stack)).toEqual(['login dynamodb GetItem']);
    await stack.setFlag(true);
  });

  test('the others have theirs: nothing else is refused', async () => {
    await visitor.challenge();
    expect(deniedCalls(stack)).toEqual([]);
  });
});
