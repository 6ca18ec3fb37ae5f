/** Wrong passwords as the table has them, put there directly: a month of them would take a month of calls. */
import { createHash } from 'node:crypto';
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { region } from '../../local/intrinsics.ts';
import { localCredentials } from '../../local/signed-request.ts';
import type { TestStack } from '../support/stack.ts';

const partitionOf = (username: string) => `LOGIN#${createHash('sha256').update(username.toLowerCase()).digest('base64url')}`;

async function onTable<T>(stack: TestStack, work: (client: DynamoDBClient, table: string) => Promise<T>): Promise<T> {
  const client = new DynamoDBClient({ endpoint: stack.awsUrl, region, credentials: localCredentials });
  try {
    return await work(client, stack.model.outputs.TableName ?? '');
  } finally {
    client.destroy();
  }
}

/** `inARow`: for the username, the last of them just now; `networks`: each of which has to wait for so many seconds more. */
export async function wrongBefore(
  stack: TestStack,
  username: string,
  { inARow, networks = [], seconds = 900 }: { inARow?: number; networks?: string[]; seconds?: number },
): Promise<void> {
  const row = (failures: number) => ({ version: failures, failures, lastFailureAt: stack.now() });
  const rows: object[] = networks.map((network) => ({ sk: `TRIES#${network}`, ...row(15), nextTryAt: stack.now() + seconds * 1000 }));
  if (inARow !== undefined) rows.push({ sk: 'TRIES', ...row(inARow) });
  const items = rows.map((each) => ({ PutRequest: { Item: marshall({ pk: partitionOf(username), ...each }) } }));
  await onTable(stack, async (client, table) => {
    for (let from = 0; from < items.length; from += 25) {
      await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: items.slice(from, from + 25) } }));
    }
  });
}

/** How many wrong passwords in a row the table counts for a username, by the sort key of the row; devices and sessions by no more than that. */
export async function rowsOf(stack: TestStack, username: string): Promise<Record<string, number>> {
  const items = (await stack.scanTable()).map((item) => unmarshall(item as never));
  const rows = items.filter(({ pk, sk }) => pk === partitionOf(username) && sk.startsWith('TRIES'));
  return Object.fromEntries(rows.map(({ sk, failures }) => [sk.replace(/^(TRIES#(?:DEVICE|SESSION))#.*/, '$1'), failures]));
}
