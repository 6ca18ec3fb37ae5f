import { beforeAll, describe, test } from 'vitest';
import { startTestStack } from '../support/stack.ts';
import { accountOperations } from './account-operations.ts';
import { adminOperations } from './admin-operations.ts';
import { BrokenCalls } from './broken-calls.ts';

let broken: BrokenCalls;

beforeAll(async () => {
  const stack = await startTestStack();
  await stack.setFlag(true);
  broken = new BrokenCalls(stack);
});

/** A warm function has the public keys: faults-keys.test.ts breaks what a cold one asks for. */
const asking = [...accountOperations, ...adminOperations].filter(({ name }) => name !== 'the public keys');

describe.each(asking)('$name', { timeout: 120_000 }, (operation) => {
  test('survives the lost answer of any AWS call', () => broken.breakEach(operation, 'lost-ack'));
  test('survives the failure of any AWS call', () => broken.breakEach(operation, 'error'));
  test('survives the throttling of any AWS call', () => broken.breakEach(operation, 'throttle'));
});
