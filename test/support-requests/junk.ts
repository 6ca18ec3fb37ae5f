/** Junk requests, put into the table directly: by the form it would take a proof of work each. */
import { randomUUID } from 'node:crypto';
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { region } from '../../local/intrinsics.ts';
import { localCredentials } from '../../local/signed-request.ts';
import type { TestStack } from '../support/stack.ts';

const PER_BATCH = 25;
const AT_A_TIME = 8;

/** So many requests about accounts that are none, one a millisecond, the last of them just now; open, unless `more` says otherwise. */
export async function pourIn(stack: TestStack, count: number, more: object = {}): Promise<void> {
  const items = Array.from({ length: Math.ceil(count / PER_BATCH) * PER_BATCH }, (_, nth) => ({
    ...junk(stack.now() - count + nth),
    ...more,
  }));
  await putAll(stack, items);
}

/** So many that were rejected, about a customer, each with its place in their list. */
export async function aboutACustomer(stack: TestStack, customerId: string, count: number): Promise<void> {
  const requests = Array.from({ length: count }, (_, nth) => ({
    ...junk(stack.now() - count + nth),
    customerId,
    requestStatus: 'rejected',
  }));
  const places = requests.map(({ requestId, createdAt }) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `SUPPORT#${new Date(createdAt).toISOString()}#${requestId}`,
    requestId,
  }));
  await putAll(stack, [...requests, ...places]);
}

async function putAll(stack: TestStack, items: object[]): Promise<void> {
  const client = new DynamoDBClient({ endpoint: stack.awsUrl, region, credentials: localCredentials });
  const { TableName: table = '' } = stack.model.outputs;
  const batches = Array.from({ length: Math.ceil(items.length / PER_BATCH) }, (_, batch) =>
    items.slice(batch * PER_BATCH, (batch + 1) * PER_BATCH),
  );
  const writers = Array.from({ length: AT_A_TIME }, async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const written = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: batch.map((item) => ({ PutRequest: { Item: marshall(item) } })) } }),
      );
      if (Object.keys(written.UnprocessedItems ?? {}).length > 0) throw new Error('junk was left over');
    }
  });
  await Promise.all(writers);
  client.destroy();
}

function junk(createdAt: number) {
  const requestId = randomUUID();
  const typed = { username: `junk-${createdAt}@example.com`, message: 'Buy cheap watches.', reachMeAt: 'https://evil.example' };
  const asked = { requestId, createdAt, ...typed, notes: [], approvals: [] };
  return { pk: `SUPPORT#${requestId}`, sk: 'REQUEST', ...asked, requestStatus: 'open', version: 1 };
}
