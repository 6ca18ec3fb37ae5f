import { beforeAll, expect, test } from 'vitest';
import { variables } from '../../shared/config/environment.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { withEnvironment } from '../support/with-environment.ts';
import { listed, openRequest, reject } from './queue.ts';

let stack: TestStack;

/** December of 2026, whenever this runs. */
beforeAll(async () => {
  stack = await startTestStack(withEnvironment('admin', { [variables.holidays]: '2026-12-24 2026-12-25' }));
  stack.freezeClock();
  await goTo('2026-12-01T00:00:00Z');
});

async function goTo(moment: string): Promise<void> {
  await stack.advanceClock((Date.parse(moment) - stack.now()) / 1000);
}

// Fridays, weekends and holidays; 2026-12-24 and 25 are a Thursday and a Friday.
test.each([
  ['on a Tuesday', '2026-12-01T09:30:00Z', '2026-12-02T09:30:00.000Z'],
  ['on a Friday', '2026-12-04T16:00:00Z', '2026-12-07T16:00:00.000Z'],
  ['on a Saturday', '2026-12-05T12:00:00Z', '2026-12-08T00:00:00.000Z'],
  ['on a Sunday', '2026-12-06T23:59:00Z', '2026-12-08T00:00:00.000Z'],
  ['on the eve of holidays and a weekend', '2026-12-23T10:00:00Z', '2026-12-28T10:00:00.000Z'],
  ['on a holiday', '2026-12-24T10:00:00Z', '2026-12-29T00:00:00.000Z'],
])('shows until when a request made %s should be answered, and when that is over', async (_, madeAt, dueAt) => {
  await goTo(madeAt);
  const { id } = await openRequest(stack, { identity: { customerId: '', username: `due-${madeAt}@example.com`, email: '', phone: '' } });
  const shown = async () => (await listed(stack)).find((request) => request.id === id);
  expect(await shown()).toMatchObject({ dueAt, overdue: false, ageHours: 0 });
  await goTo(dueAt);
  expect(await shown()).toMatchObject({ overdue: false });
  await stack.advanceClock(0.001);
  expect(await shown()).toMatchObject({ overdue: true });
  // What is decided is not overdue.
  expect((await reject(stack, id)).body).toMatchObject({ status: 'rejected', overdue: false });
});
