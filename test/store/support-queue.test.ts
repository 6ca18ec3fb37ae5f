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

  it('are erased with them, whatever had become of them: no item knows the customer but the audit log', async () => {
    const customerId = randomUUID();
    const [open = '', approved = '', rejected = ''] = await asked(customerId, 3);
    const names = await Promise.all([open, approved, rejected].map(async (id) => (await readSupportRequest(id))?.username ?? ''));
    const approval = { by: 'vera', reason: 'called back', seen, approvers: 1, wait: DAY, approvalId: 'a' };
    await moveSupportRequest(approved, { is: 'approve', ...approval }, start);
    await moveSupportRequest(rejected, { is: 'reject', by: 'vera', reason: 'no answer' }, start);
    await moveSupportRequest(open, { is: 'note', by: 'vera', note: 'a secret note' }, start);

    await eraseRequestsOf(customerId);
    await eraseRequestsOf(customerId);
    for (const id of [open, approved, rejected]) {
      expect(await readSupportRequest(id)).toBeUndefined();
      expect(await moveSupportRequest(id, { is: 'cancel' }, start)).toEqual({ is: 'not_found' });
    }
    expect(await all(customerId)).toEqual([]);
    for (const name of names) expect((await listByAccount(name, undefined)).requests).toEqual([]);
    const { Items } = await engine.call('Scan', { TableName: tableName, ConsistentRead: true });
    const own = (Items as { pk: { S: string }; sk: { S: string } }[]).filter((item) =>
      [customerId, open, approved, rejected].some((each) => JSON.stringify(item).includes(each)),
    );
    // What was counted of the customer lies with them, and goes with them.
    expect(own.filter(({ sk }) => !sk.S.startsWith('AUDIT#')).map(({ pk, sk }) => `${pk.S} ${sk.S}`)).toEqual([
      `CUSTOMER#${customerId} ASKED`,
    ]);
  });
});
