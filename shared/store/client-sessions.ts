/** The sessions that clients have begun by a login here: found by their customer, for who tells the clients that they have ended. */
import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { getAll, TableName } from './data.ts';
import { type Family, familyKey } from './family-items.ts';
import { sessionsIndex } from './indexes.ts';
import { partitions } from './partitions.ts';
import { client, type Item } from './table.ts';

/** `sid`: as the client has it in its ID token. */
export type ClientSession = Pick<Family, 'customerId' | 'epoch' | 'parent'> & { clientId: string; sid: string };

/** How many items a batch may read (DynamoDB API Reference, BatchGetItem). */
const MOST_IN_BATCH = 100;

/** Of every epoch: those of one that is over are there until their clients are told. */
export async function clientSessionsOf(customerId: string): Promise<ClientSession[]> {
  const found: ClientSession[] = [];
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(
      new QueryCommand({
        TableName,
        IndexName: sessionsIndex,
        KeyConditionExpression: 'customerId = :customer',
        ExpressionAttributeValues: { ':customer': { S: customerId } },
        Limit: MOST_IN_BATCH,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    const sids = (page.Items ?? []).map((item) => (unmarshall(item) as Item).pk.slice(partitions.family.length));
    const families = (sids.length > 0 ? await getAll(sids.map(familyKey)) : []) as (Family | undefined)[];
    found.push(...families.flatMap((family, index) => ofClient(family, sids[index])));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
}

function ofClient(family: Family | undefined, sid = ''): ClientSession[] {
  if (family?.clientId === undefined) return [];
  const { customerId, epoch, clientId, parent } = family;
  return [{ customerId, epoch, clientId, sid, ...(parent !== undefined && { parent }) }];
}
