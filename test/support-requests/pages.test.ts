import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { region } from '../../local/intrinsics.ts';
import { localCredentials } from '../../local/signed-request.ts';
import { enrolledHolder } from '../authenticator/holder.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { pourIn } from './junk.ts';
import { approve, approvedRequest, factorIsOn, fillIn, listed, type Page, page, passHours, statusOf } from './queue.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack({ schedules: true });
});

test('ten thousand junk requests hide nobody: found in one page by name, and executed for the factor it was approved for', {
  timeout: 120_000,
}, async () => {
  const [asking, proving] = [await enrolledHolder(stack, 'in-the-junk'), await enrolledHolder(stack, 'proving')];
  await pourIn(stack, 10_000);
  const { identity } = asking;
  await fillIn(stack, { username: identity.email.toUpperCase() });
  await fillIn(stack, { username: proving.identity.username });

  const before = stack.calls().length;
  const found = await page(stack, { status: 'open', username: identity.username });
  expect(found.requests.map(({ customerId }) => customerId)).toEqual([identity.customerId]);
  expect(found).not.toHaveProperty('cursor');
  // Not by looking through them all.
  expect(stack.calls().slice(before).length).toBeLessThan(10);

  // Nor in the list of those about customers, which goes past a thousand others at a time.
  const listings: Page[] = [];
  do listings.push(await page(stack, { about: 'account', ...cursorOf(listings.at(-1)) }));
  while (listings.at(-1)?.cursor);
  expect(listings.flatMap(({ requests }) => requests.map(({ customerId }) => customerId)).sort()).toEqual(['in-the-junk', 'proving']);
  expect(listings.length).toBeLessThan(13);

  const [request] = found.requests;
  const [other] = (await page(stack, { username: proving.identity.email })).requests;
  for (const each of [request, other]) expect((await approve(stack, each?.id ?? '')).status).toBe(200);
  await stack.advanceClock(60);
  expect((await proving.verify(await proving.challenge(), proving.nextCode())).status).toBe(200);
  await passHours(stack, 25);
  expect([await factorIsOn(stack, asking), await factorIsOn(stack, proving)]).toEqual([false, true]);
  expect([await statusOf(stack, request?.id ?? ''), await statusOf(stack, other?.id ?? '')]).toEqual(['executed', 'superseded']);

  // And the queue has pages and no end: each of them once, oldest first.
  const all = await listed(stack, 'open');
  expect(all).toHaveLength(10_000);
  expect(new Set(all.map(({ id }) => id)).size).toBe(10_000);
  const times = all.map(({ createdAt }) => createdAt);
  expect(times).toEqual(times.toSorted());
});

const cursorOf = (of: Page | undefined) => (of?.cursor ? { cursor: of.cursor } : {});

test('those about nobody come fifty a page too, each once, and a list of one account is not of those', async () => {
  const asking = await enrolledHolder(stack, 'not-nobody');
  await fillIn(stack, { username: asking.identity.username });
  const first = await page(stack, { about: 'nobody' });
  const second = await page(stack, { about: 'nobody', ...cursorOf(first) });
  expect([first.requests.length, second.requests.length]).toEqual([50, 50]);
  const ids = [...first.requests, ...second.requests].map(({ id }) => id);
  expect(new Set(ids).size).toBe(100);
  expect(ids).toEqual(
    (await listed(stack, 'open'))
      .filter(({ customerId }) => !customerId)
      .slice(0, 100)
      .map(({ id }) => id),
  );
  const { status, body } = await stack.admin('GET', '/v1/admin/support-requests?about=account&username=anna');
  expect([status, body]).toMatchObject([400, { errors: [{ path: 'query.about' }] }]);
});

test('a page has fifty, and says where the next begins; a cursor that is none is refused by its name', async () => {
  const first = await page(stack, { status: 'open' });
  expect(first.requests).toHaveLength(50);
  const second = await page(stack, { status: 'open', cursor: first.cursor ?? '' });
  expect(second.requests).toHaveLength(50);
  expect(second.requests[0]?.createdAt).not.toBe(first.requests.at(-1)?.createdAt);
  for (const cursor of ['', 'x', '1.2', `${'9'.repeat(40)}.${first.requests[0]?.id}`, `${first.cursor}'`]) {
    const { status, body } = await stack.admin('GET', `/v1/admin/support-requests?cursor=${encodeURIComponent(cursor)}`);
    expect([status, body]).toMatchObject([400, { code: 'invalid_request', errors: [{ path: 'query.cursor' }] }]);
  }
  // One that is none of ours but looks like it begins somewhere in the list, and breaks nothing.
  const made = await page(stack, { status: 'open', cursor: '999999999999999.7c9e6679-7425-40de-944b-e07fc1f90ae7' });
  expect(made.requests).toEqual([]);
});

test('all about one account is listed newest first, of every status or of one, page by page', async () => {
  const asking = await enrolledHolder(stack, 'often');
  const ids: string[] = [];
  for (let day = 0; day < 18; day++) {
    for (const username of [asking.identity.username, asking.identity.email, asking.identity.username]) {
      await fillIn(stack, { username });
      await stack.advanceClock(1);
    }
    await stack.advanceClock(86_400);
  }
  const { username } = asking.identity;
  const first = await page(stack, { username });
  const second = await page(stack, { username, cursor: first.cursor ?? '' });
  ids.push(...[...first.requests, ...second.requests].map(({ id }) => id));
  expect([first.requests.length, second.requests.length, new Set(ids).size]).toEqual([50, 4, 54]);
  expect(second).not.toHaveProperty('cursor');
  const times = [...first.requests, ...second.requests].map(({ createdAt }) => createdAt);
  expect(times).toEqual(times.toSorted().toReversed());
  await stack.admin('POST', `/v1/admin/support-requests/${ids[3]}/reject`, { reason: 'spam' });
  expect((await page(stack, { username, status: 'rejected' })).requests.map(({ id }) => id)).toEqual([ids[3]]);
  expect((await page(stack, { username: 'nobody-at-all@example.com' })).requests).toEqual([]);
});

test('the sweep goes through every page of what is approved', async () => {
  const [first, last] = [await enrolledHolder(stack, 'page-1'), await enrolledHolder(stack, 'page-3')];
  await approvedRequest(stack, first);
  await stack.advanceClock(1);
  // Approved as well, and not due for a century.
  await pourIn(stack, 100, { requestStatus: 'approved', executeAt: stack.now() + 3_155_760_000_000 });
  const { request } = await approvedRequest(stack, last);
  expect((await listed(stack, 'approved')).findIndex(({ id }) => id === request.id)).toBeGreaterThanOrEqual(100);
  await passHours(stack, 25);
  expect([await factorIsOn(stack, first), await factorIsOn(stack, last)]).toEqual([false, false]);
  expect(await statusOf(stack, request.id)).toBe('executed');
});

test('what another function put into the index is no request: the page shows the others, and breaks at nothing', async () => {
  const client = new DynamoDBClient({ endpoint: stack.awsUrl, region, credentials: localCredentials });
  const Item = {
    pk: { S: 'EMAIL#somebody' },
    sk: { S: 'CUSTOMER#anna' },
    requestStatus: { S: 'open' },
    createdAt: { N: '1' },
    requestId: { S: 'forged' },
  };
  await client.send(new PutItemCommand({ TableName: stack.model.outputs.TableName, Item }));
  client.destroy();
  const answer = await stack.admin('GET', '/v1/admin/support-requests?status=open');
  expect(answer.status).toBe(200);
  expect(JSON.stringify(answer.body)).not.toContain('forged');
});
