/**
 * Lists of support requests, page by page. They are for people to look at, and for the sweep to find its work; they decide nothing.
 * By status there is an index, whose one partition a status has bears a thousand write units a second: far more requests than anybody's
 * proof of work pays for. Who looks for one account reads that account's own list, so no number of others is in the way.
 */
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { goesOn, type SupportStatus } from '../flow/support-request.ts';
import { customersMeant } from './accounts.ts';
import { query, TableName, transact } from './data.ts';
import { supportIndex } from './indexes.ts';
import { partitions } from './partitions.ts';
import {
  accountOf,
  listed,
  listedAt,
  moveSupportRequest,
  readSupportRequests,
  requestGone,
  requestKey,
  type StoredRequest,
} from './support-requests.ts';
import { client, type Key } from './table.ts';

const REQUESTS_PER_PAGE = 50;
/** A list of some has to look through the others: DynamoDB reads at most a megabyte at once, and of these requests so many. */
const EXAMINED_PER_PAGE = 1000;

export type About = 'account' | 'nobody';
const isAbout: Record<About, string> = { account: 'attribute_exists(customerId)', nobody: 'attribute_not_exists(customerId)' };

/** `next`: where the next page begins; absent on the last one. */
type SupportPage = { requests: StoredRequest[]; next?: string };

/** The request that a page ends with: `<ms since 1970>.<request id>`. */
const cursorOf = ({ createdAt, requestId }: Pick<StoredRequest, 'createdAt' | 'requestId'>) => `${createdAt}.${requestId}`;

function placeOf(cursor: string): { createdAt: number; requestId: string } {
  const [createdAt = '', requestId = ''] = cursor.split('.');
  return { createdAt: Number(createdAt), requestId };
}

/** The index has whatever item says that it has a status; a request is where requests lie, and its function alone writes there. */
const isRequest = ({ pk, requestId }: StoredRequest & Key): boolean => pk === requestKey(requestId).pk;

/**
 * By status, oldest first. The index follows the table within moments.
 * @param about those about a customer alone, or about nobody who was found; then a page may have few or none, and others follow all the same
 */
export async function listByStatus(status: SupportStatus, cursor?: string, about?: About): Promise<SupportPage> {
  const place = cursor === undefined ? undefined : placeOf(cursor);
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: supportIndex,
      KeyConditionExpression: 'requestStatus = :status',
      ExpressionAttributeValues: { ':status': { S: status } },
      ...(about ? { Limit: EXAMINED_PER_PAGE, FilterExpression: isAbout[about] } : { Limit: REQUESTS_PER_PAGE }),
      ...(place && {
        ExclusiveStartKey: marshall({ ...requestKey(place.requestId), requestStatus: status, createdAt: place.createdAt }),
      }),
    }),
  );
  const found = Items.map((item) => unmarshall(item) as StoredRequest & Key).filter(isRequest);
  const requests = found.slice(0, REQUESTS_PER_PAGE);
  const ending = requests.at(-1);
  if (ending && found.length > requests.length) return { requests, next: cursorOf(ending) };
  if (!LastEvaluatedKey) return { requests };
  const last = unmarshall(LastEvaluatedKey) as Key & Pick<StoredRequest, 'createdAt'>;
  return { requests, next: cursorOf({ createdAt: last.createdAt, requestId: last.pk.slice(partitions.supportRequest.length) }) };
}

/** Whatever is asked about an account, newest first: by its username or address, under whichever of them it was asked. */
export async function listByAccount(typed: string, status: SupportStatus | undefined, cursor?: string): Promise<SupportPage> {
  const { byUsername, byAddress } = await customersMeant(typed);
  const customers = new Set([...(byUsername === undefined ? [] : [byUsername]), ...byAddress]);
  const accounts = [accountOf({ typed }), ...[...customers].map((customerId) => accountOf({ customerId }))];
  const place = cursor === undefined ? undefined : placeOf(cursor);
  const after = place && listedAt(place.createdAt, place.requestId);
  const pages = await Promise.all(accounts.map((account) => query(account, listed, REQUESTS_PER_PAGE, { backwards: true, after })));

  const found = new Map(pages.flatMap(({ items }) => items).map(({ sk, requestId }) => [sk, requestId as string]));
  const newest = [...found].sort(([one], [other]) => (one < other ? 1 : -1));
  const onPage = newest.slice(0, REQUESTS_PER_PAGE);
  const requests = await readSupportRequests(onPage.map(([, requestId]) => requestId));
  const more = newest.length > onPage.length || pages.some((page) => page.more);
  const last = onPage.at(-1);
  return {
    requests: requests.filter(({ requestStatus }) => status === undefined || requestStatus === status),
    ...(more &&
      last && { next: cursorOf({ createdAt: Date.parse(last[0].slice(listed.length, -last[1].length - 1)), requestId: last[1] }) }),
  };
}

/** All requests about a customer, newest first, as the table has them. */
export async function* requestsOf(customerId: string): AsyncGenerator<StoredRequest> {
  let after: string | undefined;
  do {
    const { items, more } = await query(accountOf({ customerId }), listed, REQUESTS_PER_PAGE, { backwards: true, after });
    yield* await readSupportRequests(items.map((item) => String(item.requestId)));
    after = more ? items.at(-1)?.sk : undefined;
  } while (after !== undefined);
}

/**
 * Somebody asked about an account that has had its three requests. What they wrote goes to the newest request that is under way, or
 * else to the newest, as a note of the form; `undefined`: there is none, or it has enough of them.
 */
export async function askAgain(customerId: string, note: string, now: number): Promise<StoredRequest | undefined> {
  const { items } = await query(accountOf({ customerId }), listed, REQUESTS_PER_PAGE, { backwards: true });
  const newest = await readSupportRequests(items.map(({ requestId }) => String(requestId)));
  const to = newest.find(goesOn) ?? newest[0];
  const asked = to && (await moveSupportRequest(to.requestId, { is: 'ask again', note }, now));
  return asked?.is === 'moved' ? asked.request : undefined;
}

/** Whatever was asked about a customer by then is over, by their own word. */
export async function cancelRequestsOf(customerId: string, askedBy: number, now: number): Promise<void> {
  for await (const request of requestsOf(customerId)) {
    // What is over stays so, and may be there by the thousand: its move would be a call each.
    if (!goesOn(request) || request.createdAt > askedBy) continue;
    await moveSupportRequest(request.requestId, { is: 'cancel' }, now);
  }
}

/**
 * A customer is gone, and so are the requests about them, whatever had become of these; the audit log tells it. Whoever was about to
 * move one finds it no more. Called again after it broke off, it finishes: a request goes with its places in the lists, or not yet.
 */
export async function eraseRequestsOf(customerId: string): Promise<void> {
  for await (const request of requestsOf(customerId)) {
    const gone = await transact(requestGone(request, customerId));
    if (!gone.held) throw new Error('a support request could not be erased: somebody was moving it');
  }
}
