/** A customer's sessions that stay logged in, for themselves to look at. */
import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { getAll, TableName } from './data.ts';
import { type Family, familyKey, ofClients } from './family-items.ts';
import { sessionsIndex } from './indexes.ts';
import { partitions } from './partitions.ts';
import { client, type Item } from './table.ts';

/** So many are shown to people, and a batch may read as many (DynamoDB API Reference, BatchGetItem). */
const MOST_SHOWN = 100;
/** Clients' sessions lie between them, and there may be any number. */
const MOST_PAGES = 10;

export type StayingSession = Family & { sid: string };

/**
 * The families of a customer that still count, newest first. Which there are says the index, which lags behind; what they are says the
 * table, so that one that has just been ended is not there.
 */
export async function familiesOf(customerId: string, epoch: number, now: number): Promise<StayingSession[]> {
  const sids = (await keysOf(customerId, epoch, now)).map(({ pk }) => pk.slice(partitions.family.length));
  const families = (await getAll(sids.map(familyKey))) as (Family | undefined)[];
  return families
    .flatMap((family, index) => (family ? [{ ...family, sid: sids[index] ?? '' }] : []))
    .filter((family) => goesOn(family, epoch, now));
}

/** Does a family count, of a customer who is of this epoch? */
export const goesOn = (family: Pick<Family, 'epoch' | 'expiresAt'>, epoch: number, now: number): boolean =>
  family.epoch === epoch && family.expiresAt > now;

async function keysOf(customerId: string, epoch: number, now: number): Promise<Item[]> {
  const keys: Item[] = [];
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
  for (let page = 0; page < MOST_PAGES && keys.length < MOST_SHOWN; page++) {
    const found = await client.send(
      new QueryCommand({
        TableName,
        IndexName: sessionsIndex,
        KeyConditionExpression: 'customerId = :customer',
        FilterExpression: 'epoch = :epoch AND expiresAt > :now AND NOT begins_with(pk, :clients)',
        ExpressionAttributeValues: {
          ':customer': { S: customerId },
          ':epoch': { N: String(epoch) },
          ':now': { N: String(now) },
          ':clients': { S: familyKey(ofClients).pk },
        },
        ScanIndexForward: false,
        Limit: MOST_SHOWN,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    keys.push(...(found.Items ?? []).map((item) => unmarshall(item) as Item));
    ExclusiveStartKey = found.LastEvaluatedKey;
    if (!ExclusiveStartKey) break;
  }
  return keys.slice(0, MOST_SHOWN);
}
