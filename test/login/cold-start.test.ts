/** What a cold login waits for: calls that need nothing of each other are under way at the same time. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cookieName } from '../account/signed-in.ts';
import { nameOf } from '../support/aws-calls.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { outcome, type Shopper, shopperWithFactor, Visitor } from './visitor.ts';

let stack: TestStack;
let customer: Shopper;
let visitor: Visitor;

beforeAll(async () => {
  stack = await startReadyStack();
  customer = await shopperWithFactor(stack, 'early');
  visitor = new Visitor(stack, customer);
  // Every key is made: those of stay-logged-in sessions by a refresh.
  await visitor.verifyRight(await visitor.challenge({ stayLoggedIn: true }));
  await visitor.browser.post('/v1/session/refresh');
});

beforeEach(async () => {
  visitor.browser.cookies.delete(cookieName);
  await stack.advanceClock(60);
  await stack.coldStart();
  stack.clearFaults();
  stack.clearCalls();
});

/** Of the login journey: challenges, codes, recovery codes, signing, sessions, devices. */
const KEYS = 6;
const made = () => stack.calls().map(nameOf);
const [reads, readsAtOnce, opens, flag] = ['dynamodb BatchGetItem', 'dynamodb TransactGetItems', 'kms Decrypt', 'ssm GetParameters'];

/** The calls that are made although this one is not answered, before it is made again. */
async function madeWithout(service: string, action: string, count: number, expected: string[]): Promise<void> {
  stack.fault({ service, action, kind: 'timeout', count });
  const login = visitor.logIn();
  await expect.poll(() => made().slice(0, expected.length).sort()).toEqual(expected.toSorted());
  const unanswered = stack.calls().filter(({ outcome: of }) => of === 'fault:timeout');
  expect(unanswered.map(nameOf)).toEqual(Array(count).fill(`${service} ${action}`));
  expect(outcome(await login)).toBe('200 second_factor_required');
}

describe('a cold login by e-mail', () => {
  test('asks for its keys, for the username and for the switch together', async () => {
    await madeWithout('dynamodb', 'BatchGetItem', 1, [reads, reads, flag]);
  });

  test('reads the customer while KMS opens the keys', async () => {
    await madeWithout('kms', 'Decrypt', KEYS, [reads, reads, flag, ...Array(KEYS).fill(opens), readsAtOnce]);
  });

  test('makes each call once, at most four of them in a row: what was asked for together, what that led to, the dispatch and the e-mail', async () => {
    expect(outcome(await visitor.logIn())).toBe('200 second_factor_required');
    const [last, beforeLast, ...before] = made().reverse();
    expect([beforeLast, last]).toEqual(['dynamodb UpdateItem', 'ses SendEmail']);
    expect(before.sort()).toEqual([reads, reads, readsAtOnce, flag, ...Array(KEYS).fill(opens)].sort());
  });

  test('has warmed its function for the code: a right one is one write and the entry of the login', async () => {
    const challenge = await visitor.challenge();
    stack.clearCalls();
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
    expect(made()).toEqual(['dynamodb UpdateItem', 'dynamodb PutItem']);
  });
});

describe('a cold code', () => {
  test('waits for its keys and for nothing else before its write', async () => {
    const challenge = await visitor.challenge();
    await stack.coldStart();
    stack.clearCalls();
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
    const calls = made();
    const beforeWrite = calls.slice(0, calls.indexOf('dynamodb UpdateItem'));
    // A key that another call needs may be opened later: nobody waits for that one.
    expect([beforeWrite[0], ...new Set(beforeWrite.slice(1))]).toEqual([reads, opens]);
    expect(calls.toSorted()).toEqual([reads, ...Array(KEYS).fill(opens), 'dynamodb UpdateItem', 'dynamodb PutItem'].toSorted());
    expect(calls.indexOf('dynamodb PutItem')).toBeGreaterThan(beforeWrite.length);
  });
});
