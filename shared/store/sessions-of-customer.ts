/** Every session of a customer that has an item: who stays logged in, and the clients' own. For who gives them out, or tells of their end. */
import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { getAll, TableName } from './data.ts';
import { type Family, familyKey } from './family-items.ts';
import { sessionsIndex } from './indexes.ts';
import { partitions } from './partitions.ts';
import { client, type Item } from './table.ts';

/** How many items a batch may read (DynamoDB API Reference, BatchGetItem). */
const MOST_IN_BATCH = 100;

/** `sid`: a client has it in its ID token; that of any other is between it and its customer. */
export type SessionFound = Family & { sid: string };

/** Newest first, of every epoch: those of one that is over are there until their clients are told, or their time has come. `most`: no further than so many. */
export async function sessionsOf(
  customerId: string,
  most = Number.POSITIVE_INFINITY,
): Promise<{ sessions: SessionFound[]; more: boolean }> {
  const sessions: SessionFound[] = [];
  let looked = 0;
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(
      new QueryCommand({
        TableName,
        IndexName: sessionsIndex,
        KeyConditionExpression: 'customerId = :customer',
        ExpressionAttributeValues: { ':customer': { S: customerId } },
        ScanIndexForward: false,
        Limit: MOST_IN_BATCH,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    const sids = (page.Items ?? []).map((item) => (unmarshall(item) as Item).pk.slice(partitions.family.length));
    const families = (sids.length > 0 ? await getAll(sids.map(familyKey)) : []) as (Family | undefined)[];
    sessions.push(...families.flatMap((family, index) => (family ? [{ ...family, sid: sids[index] ?? '' }] : [])));
    looked += sids.length;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey && looked < most);
  return { sessions, more: ExclusiveStartKey !== undefined };
}
