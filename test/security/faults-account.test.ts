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

describe.each([...accountOperations, ...adminOperations])('$name', { timeout: 120_000 }, (operation) => {
  test('survives the lost answer of any AWS call', () => broken.breakEach(operation, 'lost-ack'));
  test('survives the failure of any AWS call', () => broken.breakEach(operation, 'error'));
  test('survives the throttling of any AWS call', () => broken.breakEach(operation, 'throttle'));
});
