import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../shared/flow/budgets.ts';
import type { StoredRequest } from '../../shared/store/support-requests.ts';
import { anEmail, start } from './customer.ts';
import { eraseRequestsOf, fileSupportRequest, listByAccount, moveSupportRequest, readSupportRequest, requestsOf } from './store.ts';
import { engine, tableName } from './table.ts';

const seen = { createdAt: 1, epoch: 1, factor: 'totp', completedRounds: 0 } as const;

/** So many requests about a customer, a day between them; typed by another name each. */
async function asked(customerId: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let nth = 0; nth < count; nth++) {
    const requestId = randomUUID();
    const typed = { requestId, username: `secret-${anEmail()}`, message: 'secret words', reachMeAt: 'secret place', customerId };
    expect((await fileSupportRequest(typed, start + nth * DAY)).is).toBe('filed');
    ids.push(requestId);
  }
  return ids;
}

async function all(customerId: string): Promise<StoredRequest[]> {
  const requests: StoredRequest[] = [];
  for await (const request of requestsOf(customerId)) requests.push(request);
  return requests;
}

describe('the requests about a customer', () => {
  it('are found without an index, newest first, however many there are', async () => {
    const customerId = randomUUID();
    const ids = await asked(customerId, 53);
    await asked(randomUUID(), 2);
    expect((await all(customerId)).map(({ requestId }) => requestId)).toEqual(ids.toReversed());
  });

  it('are erased with them: nothing that was typed stays, nothing goes on, what was decided stays decided', async () => {
    const customerId = randomUUID();
    const [open = '', approved = '', rejected = ''] = await asked(customerId, 3);
    const names = await Promise.all([open, approved, rejected].map(async (id) => (await readSupportRequest(id))?.username ?? ''));
    const approval = { by: 'vera', reason: 'called back', seen, approvers: 1, wait: DAY, approvalId: 'a' };
    await moveSupportRequest(approved, { is: 'approve', ...approval }, start);
    await moveSupportRequest(rejected, { is: 'reject', by: 'vera', reason: 'no answer' }, start);
    await moveSupportRequest(open, { is: 'note', by: 'vera', note: 'a secret note' }, start);

    await eraseRequestsOf(customerId, start + DAY);
    await eraseRequestsOf(customerId, start + DAY);
    const statuses = await Promise.all([open, approved, rejected].map(async (id) => (await readSupportRequest(id))?.requestStatus));
    expect(statuses).toEqual(['superseded', 'superseded', 'rejected']);
    expect(await all(customerId)).toEqual([]);
    for (const name of names) expect((await listByAccount(name, undefined)).requests).toEqual([]);
    const { Items } = await engine.call('Scan', { TableName: tableName, ConsistentRead: true });
    const left = (Items as { customerId?: { S: string } }[]).filter((item) => item.customerId?.S === customerId);
    expect(left).toHaveLength(3);
    expect(JSON.stringify(left)).not.toContain('secret');
  });
});
