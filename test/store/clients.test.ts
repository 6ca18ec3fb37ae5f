import { randomUUID } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ClientEvent } from '../../shared/flow/client.ts';
import { factsGiven, type Registration } from '../../shared/flow/registration.ts';
import { bytes, start } from './customer.ts';
import { alwaysSecond, beforeCall, onePerPage, undisturbed } from './interleaving.ts';
import { listClients, moveClient, readClient } from './store.ts';
import { auditTableName, engine } from './table.ts';

const shop: Registration = { name: 'Shop', type: 'confidential', redirectUris: ['https://shop.example/'], grants: ['authorization_code'] };
const secret = (secretId: string) => ({ secretId, digest: bytes(secretId), createdAt: start });
const registration = (change: Partial<Registration> = {}): ClientEvent => ({
  is: 'put',
  facts: factsGiven({ ...shop, ...change }),
  secret: secret('first'),
});

let clientId: string;
const move = (event: ClientEvent, now = start) => moveClient(clientId, event, 'vera', now);
const secretIds = async () => ((await readClient(clientId)) as { secrets?: { secretId: string }[] }).secrets?.map((each) => each.secretId);

beforeEach(() => {
  clientId = randomUUID();
});

describe('secrets of a client', () => {
  it('are two at most: of any number that are made at once the last two are good, and each that was answered was good', async () => {
    await move(registration());
    const ids = ['a', 'b', 'c'];
    const moved = await Promise.all(ids.map((id) => move({ is: 'add secret', secret: secret(id) })));
    expect(moved.map(({ is }) => is)).toEqual(['moved', 'moved', 'moved']);
    expect(await secretIds()).toHaveLength(2);
    expect(ids).toEqual(expect.arrayContaining((await secretIds()) ?? []));
  });

  it('that were read of a client who is gone are none of the next one with its id', async () => {
    await move(registration());
    beforeCall(2, async () => {
      await move({ is: 'remove' });
      await move(registration(), start + 1);
    });
    await move({ is: 'add secret', secret: secret('second') }, start + 2).finally(undisturbed);
    // Added to the next one's, not to what was read: the first secret is that of the second registration.
    const stored = await readClient(clientId);
    expect(stored).toMatchObject({ createdAt: start + 1, version: start + 2 });
    expect(await secretIds()).toEqual(['first', 'second']);
  });

  it('are given up on after five others who came first', async () => {
    await move(registration());
    const writes = alwaysSecond();
    expect(await move({ is: 'add secret', secret: secret('never') }).finally(undisturbed)).toEqual({ is: 'contended' });
    expect(writes()).toBe(5);
    expect(await secretIds()).toEqual(['first']);
  });
});

describe('the audit log of a client', () => {
  /** In the order in which they were written. */
  async function entries(): Promise<Record<string, unknown>[]> {
    const { Items } = await engine.call('Query', {
      TableName: auditTableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `CLIENT#${clientId}` } },
      ConsistentRead: true,
    });
    return (Items as Record<string, AttributeValue>[]).map((item) => {
      const { pk: _, sk: __, ...entry } = unmarshall(item);
      return entry;
    });
  }

  it('tells who did what, and what ended by it; a registration that changes nothing is no entry', async () => {
    await move(registration());
    const registered = await readClient(clientId);
    expect(await move(registration())).toEqual({ is: 'moved', before: registered, after: expect.objectContaining({ clientId }) });
    expect(await readClient(clientId)).toEqual(registered);
    await move({ is: 'add secret', secret: secret('second') });
    await move({ is: 'add secret', secret: secret('third') });
    await move({ is: 'end secret', secretId: 'second' });
    await move({ is: 'end secret', secretId: 'second' });
    await move(registration({ type: 'public', name: 'Shop 2' }));
    await move({ is: 'remove' });
    await move({ is: 'remove' });
    const told = { by: { admin: 'vera' }, at: start };
    expect(await entries()).toEqual([
      { event: 'client_registered', ...told },
      { event: 'client_secret_added', ...told, secretId: 'second' },
      { event: 'client_secret_added', ...told, secretId: 'third', ended: ['first'] },
      { event: 'client_secret_ended', ...told, secretId: 'second' },
      { event: 'client_changed', ...told, fields: ['name', 'type'], ended: ['third'] },
      { event: 'client_removed', ...told },
    ]);
  });
});

it('more clients than a page has are listed, by their ids', async () => {
  for (const id of ['listed-c', 'listed-a', 'listed-b']) await moveClient(id, registration(), 'vera', start);
  onePerPage();
  const listed = (await listClients().finally(undisturbed)).map((each) => each.clientId);
  expect(listed.filter((id) => id.startsWith('listed-'))).toEqual(['listed-a', 'listed-b', 'listed-c']);
});
