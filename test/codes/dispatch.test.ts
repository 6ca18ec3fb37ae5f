/** What becomes of a round whose message cannot be counted. */
import '../store/table.ts';
import { createSecretKey, randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { MeteredPlace } from '../../shared/codes/dispatch.ts';
import type { Budget } from '../../shared/store/sliding-budget.ts';

vi.mock('../../shared/keyring/secret-keys.ts', () => ({
  currentKey: async () => ({ version: 1, key: createSecretKey(Buffer.alloc(32)) }),
}));
const { dispatch } = await import('../../shared/codes/dispatch.ts');

test('it is taken back, nothing is sent, and what went wrong stays wrong', async () => {
  const done: string[] = [];
  const budget: Budget = { of: randomUUID(), most: 1, keeps: 'each' };
  const place: MeteredPlace<object, { is: 'ended' }> = {
    customerId: 'somebody',
    purpose: 'recovery',
    // DynamoDB takes no item twice in one call.
    budgets: [budget, budget],
    open: async () => {
      done.push('opened');
      return { is: 'opened', item: {}, dueAt: 60_000, undo: async () => done.push('undone') > 0 };
    },
    send: async () => {
      done.push('sent');
      return { outcome: 'accepted', id: '' };
    },
  };
  await expect(dispatch(place, 0)).rejects.toThrow();
  expect(done).toEqual(['opened', 'undone']);
});
