/**
 * Erasing what belonged to a customer. The deletion itself is one transaction, and leaves a note of what is left to erase; the
 * note goes last. So an erasure that broke off is finished by whoever deletes the customer again, or puts in a new one with the
 * same id. The customer's audit log stays; what was written down under their username goes with its tries, unless somebody has it by now.
 */

import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Customer, customerPartition } from './customers.ts';
import { get, remove, TableName } from './data.ts';
import { condition } from './expressions.ts';
import { sessionsIndex } from './indexes.ts';
import { loginPartition, usernameId } from './logins.ts';
import { partitions } from './partitions.ts';
import { eraseRequestsOf } from './support-queue.ts';
import { client, type Item, type Key, type Step } from './table.ts';

export const noteKey = (customerId: string): Key => ({ pk: customerPartition(customerId), sk: 'ERASURE' });

/** Nothing of an earlier customer with this id waits to be erased. */
const nothingIsLeft = condition('nothingIsLeft', 'attribute_not_exists(pk)');

export const checkNothingIsLeft = (customerId: string): Step => ({ check: noteKey(customerId), if: [nothingIsLeft] });

/** The step of the deletion that leaves the note. It names the username as the table does, not in the clear. */
export const leaveNote = ({ customerId, username }: Customer, now: number): Step => ({
  put: { ...noteKey(customerId), usernameId: usernameId(username), deletedAt: now },
});

/** Erases what is left of a deleted customer; `false`: nothing was. @throws when some of it could not be erased, for the next to do */
export async function finishErasure(customerId: string): Promise<boolean> {
  const note = await get<{ usernameId: string }>(noteKey(customerId));
  if (!note) return false;
  await eraseRequestsOf(customerId);
  for (const found of [
    await inOwnPartition(customerId),
    await items({ IndexName: sessionsIndex, KeyConditionExpression: 'customerId = :of' }, customerId),
    await triesOf(note.usernameId),
    await partition(`${partitions.budget}RECOVERY#${customerId}`),
  ]) {
    await removeAll(found);
  }
  return remove(noteKey(customerId));
}

/** All but the note. */
async function inOwnPartition(customerId: string): Promise<Key[]> {
  const own = await partition(customerPartition(customerId));
  return own.filter(({ sk }) => sk !== noteKey(customerId).sk);
}

/** The budgets of passwords, unless the username is somebody else's by now: then they are, too. */
async function triesOf(username: string): Promise<Key[]> {
  const tries = await partition(loginPartition(username));
  return tries.some(({ sk }) => sk === 'LOGIN') ? [] : tries;
}

const partition = (pk: string) => items({ KeyConditionExpression: 'pk = :of', ConsistentRead: true }, pk);

async function items(query: Partial<QueryCommandInput>, of: string): Promise<Item[]> {
  const found: Item[] = [];
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(
      new QueryCommand({
        TableName,
        ...query,
        ExpressionAttributeValues: { ':of': { S: of } },
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    found.push(...(page.Items ?? []).map((item) => unmarshall(item) as Item));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
}

const AT_ONCE = 20;

async function removeAll(keys: readonly Key[]): Promise<void> {
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    await Promise.all(keys.slice(from, from + AT_ONCE).map(({ pk, sk }) => remove({ pk, sk })));
  }
}
