import { beforeAll, describe, expect, test } from 'vitest';
import { outcome, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { accountOperations } from './account-operations.ts';
import { BrokenCalls, thorough } from './broken-calls.ts';
import { loginOperations } from './login-operations.ts';
import { unwrappedKeys } from './unwrapped-keys.ts';

let stack: TestStack;
let broken: BrokenCalls;

beforeAll(async () => {
  stack = await startTestStack();
  await stack.setFlag(true);
  broken = new BrokenCalls(stack);
});

const operationsNamed = (names: string[]) =>
  [...loginOperations, ...accountOperations].filter(({ name }) => thorough || names.includes(name));

/** Together they read every key there is, and the flag. */
const reading = operationsNamed(['a login with a code by e-mail', 'a right code', 'switching the e-mail method on', 'the public keys']);

describe.each(reading)('$name at a cold start', { timeout: 300_000 }, (operation) => {
  test('survives that KMS, SSM or the table fail', () => broken.breakEachForKeys(operation, 'error', 'cold'));
});

/** A secret key and a pair: the two ways a key is made. */
const making = operationsNamed(['a login with a code by e-mail', 'a right code']);

describe.each(making)('$name, when the keys have to be made', { timeout: 300_000 }, (operation) => {
  test('survives that KMS or the table fail', () => broken.breakEachForKeys(operation, 'error', 'rotated'));
  test('survives that KMS or the table lose an answer', () => broken.breakEachForKeys(operation, 'lost-ack', 'rotated'));
});

test('however many functions make a key at once, and whatever is lost on the way, there is one', async () => {
  const customers = await Promise.all(Array.from({ length: 4 }, (_, nth) => shopperWithFactor(stack, `at-once-${nth}`)));
  stack.advanceClock(90 * 86_400);
  for (const action of ['PutItem', 'GetItem']) stack.fault({ service: 'dynamodb', action, kind: 'lost-ack', count: 2 });
  const visitors = customers.map((customer) => new Visitor(stack, customer));
  const answers = await Promise.all([...visitors.map((visitor) => visitor.logIn()), stack.browser().get('/.well-known/jwks.json')]);
  stack.clearFaults();
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  stack.advanceClock(60);
  for (const visitor of visitors) expect(outcome(await visitor.verifyRight(await visitor.challenge()))).toBe('200 authenticated');
  const keys = (await unwrappedKeys(stack)).map(({ purpose, version }) => `${purpose} ${version}`);
  expect(new Set(keys).size).toBe(keys.length);
});
