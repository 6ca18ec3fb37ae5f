import { beforeAll, describe, test } from 'vitest';
import { startTestStack } from '../support/stack.ts';
import { BrokenCalls } from './broken-calls.ts';
import { loginOperations } from './login-operations.ts';

let broken: BrokenCalls;

beforeAll(async () => {
  const stack = await startTestStack();
  await stack.setFlag(true);
  broken = new BrokenCalls(stack);
});

describe.each(loginOperations)('$name', { timeout: 120_000 }, (operation) => {
  test('survives the lost answer of any AWS call', () => broken.breakEach(operation, 'lost-ack'));
  test('survives the failure of any AWS call', () => broken.breakEach(operation, 'error'));
  test('survives the throttling of any AWS call', () => broken.breakEach(operation, 'throttle'));
});
