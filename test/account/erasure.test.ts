import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { region } from '../../local/intrinsics.ts';
import { localCredentials } from '../../local/signed-request.ts';
import { enrolledHolder, type Holder, outcome, password } from '../authenticator/holder.ts';
import { LostDevice } from '../recovery/lost-device.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { aboutACustomer } from '../support-requests/junk.ts';
import { approvedRequest, fillIn, listed } from '../support-requests/queue.ts';
import { byAdmin, pathOf } from './by-admin.ts';

// Every password is hashed as slowly as it should be: many logins take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const { remove } = byAdmin(() => stack);

/** A customer who has left something behind everywhere: sessions, wrong passwords, SMS, a recovery, requests, a contact under way. */
async function whoLivedHere(customerId: string): Promise<Holder> {
  const holder = await enrolledHolder(stack, customerId);
  await holder.elsewhere({ stayLoggedIn: true });
  await holder.elsewhere({ stayLoggedIn: true });
  await holder.logIn({ password: 'wrong' });
  stack.advanceClock(60);
  expect(outcome(await holder.changeContact({ phone: newPhoneOf(holder) }, { code: holder.nextCode() }))).toBe('200');
  await new LostDevice(stack, holder).allButConfirmed();
  await approvedRequest(stack, holder);
  expect(outcome(await fillIn(stack, { username: holder.identity.username, reachMeAt: holder.identity.phone }))).toBe('202');
  return holder;
}

const newPhoneOf = ({ identity }: Holder) => identity.phone.replace('+420601', '+420777');

type Stored = { pk: { S: string }; sk: { S: string } };

/** What in the table still knows the customer, by keys. */
async function leftOf({ identity }: Holder): Promise<{ ofAudit: number; others: string[] }> {
  const known = [identity.customerId, identity.email, identity.phone.slice(1), identity.phone.replace('+420601', '777')];
  const found = ((await stack.scanTable()) as Stored[]).filter((item) => known.some((each) => JSON.stringify(item).includes(each)));
  const [audit, others] = [found.filter(({ sk }) => sk.S.startsWith('AUDIT#')), found.filter(({ sk }) => !sk.S.startsWith('AUDIT#'))];
  for (const entry of audit) for (const contact of known.slice(1)) expect(JSON.stringify(entry)).not.toContain(contact);
  return { ofAudit: audit.length, others: others.map(({ pk, sk }) => `${pk.S} ${sk.S}`) };
}

/** Every item, by its key. */
const itemsOf = async () => (await stack.scanTable()).map((item) => `${(item as Stored).pk.S} ${(item as Stored).sk.S}`);

describe('taking a customer out', () => {
  test('leaves nothing that knows their id, address or phone but the audit log, in which neither address nor phone stands', async () => {
    const before = await itemsOf();
    const holder = await whoLivedHere('erased');
    expect((await leftOf(holder)).others.length).toBeGreaterThan(8);
    expect((await remove('erased')).status).toBe(204);

    const { ofAudit, others } = await leftOf(holder);
    expect(others).toEqual([]);
    expect(ofAudit).toBeGreaterThan(5);
    expect((await listed(stack, 'approved')).concat(await listed(stack, 'open'))).toEqual([]);
    // Nor anything that knows them by a digest: wrong passwords, networks, sessions.
    const after = (await itemsOf()).filter(
      (item) =>
        !before.includes(item) && !/^(CUSTOMER#erased AUDIT|[a-z-]+ VERSION#|CAPTCHA#|BUDGET#(SMS|CONTACT#\S+) |NETWORK#)/.test(item),
    );
    expect(after).toEqual([]);
    expect((await remove('erased')).status).toBe(404);
  });

  test('leaves nothing of several pages either: whatever DynamoDB gives at once, a megabyte at most', async () => {
    const holder = await whoLivedHere('hoarder');
    const client = new DynamoDBClient({ endpoint: stack.awsUrl, region, credentials: localCredentials });
    const { TableName } = stack.model.outputs;
    const put = (item: Record<string, unknown>) => client.send(new PutItemCommand({ TableName, Item: marshall(item) }));
    const large = 'x'.repeat(390_000);
    const sessions = { customerId: 'hoarder', startedAt: stack.now(), large };
    for (let nth = 0; nth < 4; nth++) {
      await put({ pk: 'CUSTOMER#hoarder', sk: `PROOF#${nth}`, large });
      await put({ pk: `FAMILY#hoarder-${nth}`, sk: 'FAMILY', ...sessions });
      await put({ pk: 'BUDGET#RECOVERY#hoarder', sk: `QUARTER#${nth}`, large });
    }
    client.destroy();
    // A page of requests has fifty.
    await aboutACustomer(stack, 'hoarder', 60);
    expect((await leftOf(holder)).others.length).toBeGreaterThan(70);
    stack.clearCalls();
    expect((await remove('hoarder')).status).toBe(204);
    const queries = stack.calls().filter(({ function: by, action }) => by === 'admin' && action === 'Query');
    // Two of the requests, and two each of what is large.
    expect(queries.length).toBeGreaterThanOrEqual(8);
    expect((await leftOf(holder)).others).toEqual([]);
    expect((await remove('hoarder')).status).toBe(404);
  });

  test('leaves everybody else as they are', async () => {
    const neighbour = await whoLivedHere('neighbour');
    const before = await leftOf(neighbour);
    await whoLivedHere('leaver');
    expect((await remove('leaver')).status).toBe(204);
    expect(await leftOf(neighbour)).toEqual(before);
    expect(await listed(stack, 'approved')).toHaveLength(1);
  });

  test('is finished by a repetition, wherever it broke off', async () => {
    for (const after of [0, 1, 4]) {
      const customerId = `broken-off-${after}`;
      const holder = await whoLivedHere(customerId);
      stack.fault({ service: 'dynamodb', action: 'DeleteItem', kind: 'error', function: 'admin', after, count: 1000 });
      expect((await remove(customerId)).status).toBe(503);
      stack.clearFaults();
      // Nobody gets in meanwhile, whatever is left.
      expect((await stack.admin('GET', pathOf(customerId))).status).toBe(404);
      expect(outcome(await holder.logIn())).toBe('401 invalid_credentials');
      expect((await remove(customerId)).status).toBe(204);
      expect((await leftOf(holder)).others).toEqual([]);
      expect((await remove(customerId)).status).toBe(404);
    }
  });

  test('is finished before the same id is put in again, and takes nothing from the new customer', async () => {
    const holder = await whoLivedHere('put-in-again');
    stack.fault({ service: 'dynamodb', action: 'DeleteItem', kind: 'error', function: 'admin', count: 1000 });
    expect((await remove('put-in-again')).status).toBe(503);
    stack.clearFaults();
    await stack.putCustomer('put-in-again', { email: 'heir@example.com', username: 'heir', password });
    expect((await leftOf(holder)).others).toEqual([
      'CUSTOMER#put-in-again CUSTOMER',
      expect.stringMatching(/^DIRECTORY#\d CUSTOMER#put-in-again$/),
      expect.stringMatching(/^EMAIL#\S+ CUSTOMER#put-in-again$/),
      expect.stringMatching(/^LOGIN#\S+ LOGIN$/),
    ]);
    const heir = await stack.browser().post('/v1/login', { username: 'heir', password });
    expect(outcome(heir)).toBe('200 authenticated');
  });

  test.each([
    ['a login that stays logged in', 'login', 0],
    ['a request for support', 'support', 1],
  ] as const)('leaves nothing of %s that is on its way in the very moment', async (name, of, after) => {
    const customer = await stack.putCustomer(`overtaken-by-${of}`, { password });
    const { customerId, username } = customer;
    // Its write is held back, and repeated after the customer is gone.
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'timeout', function: of, after, count: 1 });
    expect(await itemsOf()).toContain(`CUSTOMER#${customerId} CUSTOMER`);
    stack.clearCalls();
    const call =
      of === 'login'
        ? stack.browser().post('/v1/login', { username, password, stayLoggedIn: true })
        : fillIn(stack, { username, message: 'from the other side' });
    await expect.poll(() => stack.calls().some((each) => each.function === of && each.outcome === 'fault:timeout')).toBe(true);
    expect((await remove(customerId)).status).toBe(204);
    expect([200, 202]).toContain((await call).status);
    stack.clearFaults();

    const items = (await stack.scanTable()) as (Stored & { customerId?: { S: string } })[];
    const left = items.filter((item) => item.customerId?.S === customerId || item.pk.S === `CUSTOMER#${customerId}`);
    expect(
      left.filter(({ sk }) => !sk.S.startsWith('AUDIT#')),
      name,
    ).toEqual([]);
    // What was typed is in the queue, about nobody, and nobody is told.
    if (of === 'support') {
      expect(stack.sentTo(customer.email)).toBe(0);
      const [request] = (await listed(stack, 'open')).filter(({ message }) => message === 'from the other side');
      expect(request).toMatchObject({ username });
      expect(request).not.toHaveProperty('customerId');
    }
  });

  test('lets no request be attached to them that is on its way in the very moment', async () => {
    const { customerId } = await stack.putCustomer('found-too-late', { password });
    await fillIn(stack, { username: 'misspelt-name', message: 'who am I' });
    const [asked] = (await listed(stack, 'open')).filter(({ message }) => message === 'who am I');
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'timeout', function: 'admin', count: 1 });
    stack.clearCalls();
    const attached = stack.admin('POST', `/v1/admin/support-requests/${asked?.id}/attach`, { customerId });
    await expect.poll(() => stack.calls().some(({ outcome: of }) => of === 'fault:timeout')).toBe(true);
    expect((await remove(customerId)).status).toBe(204);
    expect(await attached).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const [still] = (await listed(stack, 'open')).filter(({ message }) => message === 'who am I');
    expect(still).not.toHaveProperty('customerId');
    expect((await itemsOf()).filter((item) => item.includes(customerId) && !item.includes(' AUDIT#'))).toEqual([]);
  });
});
