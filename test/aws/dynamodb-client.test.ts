/** What the bundles have in the place of the SDK's client for DynamoDB: nobody can tell the two apart by what they do. */
import * as sdk from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Engine } from '../../local/dynamodb.ts';
import { patience } from '../../shared/aws/patience.ts';

const TableName = 'things';
let engine: Engine;
let clients: { aws: typeof sdk; client: sdk.DynamoDBClient }[];

beforeAll(async () => {
  engine = await Engine.start();
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'KEY');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_ENDPOINT_URL', engine.endpoint);
  const ours = (await import('../../shared/aws/dynamodb-client.ts')) as unknown as typeof sdk;
  clients = [sdk, ours].map((aws) => ({ aws, client: new aws.DynamoDBClient(patience as sdk.DynamoDBClientConfig) }));
  const [{ client } = {}] = clients;
  await client?.send(
    new sdk.CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
});
afterAll(() => engine.stop());

/** What each of them gives, or throws, for the same calls on an item of its own. */
async function both(
  act: (aws: typeof sdk, client: sdk.DynamoDBClient, pk: sdk.AttributeValue) => Promise<unknown>,
  id: string,
): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (const { aws, client } of clients) {
    const pk = { S: id };
    await client.send(new aws.DeleteItemCommand({ TableName, Key: { pk } }));
    outcomes.push(await act(aws, client, pk).then(told, refusal(aws)));
  }
  return outcomes;
}

/** The SDK adds its own account of the request. */
const told = (output: unknown) => ({ ...(output as object), $metadata: undefined });

const refusal = (aws: typeof sdk) => (error: Error & { Item?: unknown; CancellationReasons?: unknown }) => ({
  name: error.name,
  message: error.message,
  Item: error.Item,
  CancellationReasons: error.CancellationReasons,
  status: (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode,
  isConditional: error instanceof aws.ConditionalCheckFailedException,
  isCanceled: error instanceof aws.TransactionCanceledException,
});

async function expectTheSame(id: string, act: Parameters<typeof both>[0]): Promise<unknown> {
  const [theirs, mine] = await both(act, id);
  expect(mine).toEqual(theirs);
  return mine;
}

const attributes = {
  text: { S: 'Ř ∑ 🦄 "B":"not bytes"' },
  number: { N: '12.5' },
  yes: { BOOL: true },
  nothing: { NULL: true },
  bytes: { B: new Uint8Array([0, 1, 254, 255]) },
  none: { B: new Uint8Array() },
  many: { BS: [new Uint8Array([1]), new Uint8Array([2, 3])] },
  words: { SS: ['a', 'b'] },
  numbers: { NS: ['1', '2'] },
  // Named as a type is.
  map: { M: { B: { S: 'AAEC' }, BS: { L: [{ B: new Uint8Array([7]) }, { S: 'AAEC' }] } } },
} satisfies Record<string, sdk.AttributeValue>;

describe('the client of the bundles', () => {
  it('writes and reads every kind of attribute', async () => {
    const read = await expectTheSame('kinds', async (aws, client, pk) => {
      await client.send(new aws.PutItemCommand({ TableName, Item: { pk, ...attributes } }));
      return client.send(new aws.GetItemCommand({ TableName, Key: { pk }, ConsistentRead: true }));
    });
    expect(read).toEqual({ Item: { pk: { S: 'kinds' }, ...attributes } });
  });

  it('takes bytes out of the middle of a larger buffer', async () => {
    const bytes = Buffer.from('....bytes....').subarray(4, 9);
    const read = await expectTheSame('view', async (aws, client, pk) => {
      await client.send(new aws.PutItemCommand({ TableName, Item: { pk, bytes: { B: bytes } } }));
      return client.send(new aws.GetItemCommand({ TableName, Key: { pk } }));
    });
    expect(read).toMatchObject({ Item: { bytes: { B: new Uint8Array(Buffer.from('bytes')) } } });
  });

  it('reads what is not there, several items, and a query', async () => {
    await expectTheSame('missing', (aws, client, pk) => client.send(new aws.GetItemCommand({ TableName, Key: { pk } })));
    await expectTheSame('several', async (aws, client, pk) => {
      await client.send(new aws.PutItemCommand({ TableName, Item: { pk, ...attributes } }));
      return client.send(new aws.BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [{ pk }, { pk: { S: 'missing' } }] } } }));
    });
    await expectTheSame('at once', async (aws, client, pk) => {
      await client.send(new aws.PutItemCommand({ TableName, Item: { pk, ...attributes } }));
      const TransactItems = [pk, { S: 'missing' }].map((each) => ({ Get: { TableName, Key: { pk: each } } }));
      return client.send(new aws.TransactGetItemsCommand({ TransactItems }));
    });
    await expectTheSame('queried', async (aws, client, pk) => {
      await client.send(new aws.PutItemCommand({ TableName, Item: { pk, ...attributes } }));
      const ExpressionAttributeValues = { ':pk': pk };
      return client.send(new aws.QueryCommand({ TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues }));
    });
  });

  it('gives the item after an update, and the one that a condition refused', async () => {
    const update = (aws: typeof sdk, pk: sdk.AttributeValue, ConditionExpression: string) =>
      new aws.UpdateItemCommand({
        TableName,
        Key: { pk },
        UpdateExpression: 'SET bytes = :bytes',
        ConditionExpression,
        ExpressionAttributeValues: { ':bytes': attributes.bytes },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
    await expectTheSame('updated', (aws, client, pk) => client.send(update(aws, pk, 'attribute_not_exists(pk)')));
    const refused = await expectTheSame('refused', async (aws, client, pk) => {
      await client.send(new aws.PutItemCommand({ TableName, Item: { pk, ...attributes } }));
      return client.send(update(aws, pk, 'attribute_not_exists(pk)'));
    });
    expect(refused).toMatchObject({ name: 'ConditionalCheckFailedException', isConditional: true, Item: attributes });
  });

  it('does a transaction, or says which step was refused', async () => {
    const steps = (pk: sdk.AttributeValue): sdk.TransactWriteItem[] => [
      { Put: { TableName, Item: { pk: { S: `${pk.S} beside` } } } },
      { Put: { TableName, Item: { pk }, ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } },
    ];
    const transact = (aws: typeof sdk, pk: sdk.AttributeValue) => new aws.TransactWriteItemsCommand({ TransactItems: steps(pk) });
    await expectTheSame('done', (aws, client, pk) => client.send(transact(aws, pk)));
    const refused = await expectTheSame('canceled', async (aws, client, pk) => {
      await client.send(transact(aws, pk));
      return client.send(transact(aws, pk));
    });
    expect(refused).toMatchObject({ isCanceled: true, CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }] });
  });

  it('makes a transaction once, however often it is sent', async () => {
    const { aws, client } = clients[1] as (typeof clients)[number];
    const change = {
      TableName,
      Key: { pk: { S: 'counted' } },
      UpdateExpression: 'ADD #count :one',
      ExpressionAttributeNames: { '#count': 'count' },
    };
    const Update = { ...change, ExpressionAttributeValues: { ':one': { N: '1' } } };
    const command = new aws.TransactWriteItemsCommand({ TransactItems: [{ Update }] });
    await client.send(command);
    await client.send(command);
    const { Item } = await client.send(new aws.GetItemCommand({ TableName, Key: { pk: { S: 'counted' } } }));
    expect(Item?.count).toEqual({ N: '1' });
  });

  it('lets whoever is around a try see each, and have it made again', async () => {
    const { aws, client } = clients[1] as (typeof clients)[number];
    const seen: unknown[] = [];
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          seen.push(commandName);
          if (seen.length < 3) throw Object.assign(new Error('in the way'), { $retryable: {} });
          return next(args);
        },
      { step: 'deserialize' },
    );
    await client.send(new aws.GetItemCommand({ TableName, Key: { pk: { S: 'missing' } } }));
    expect(seen).toEqual(Array(3).fill('GetItemCommand'));
  });

  it('refuses as the service does', async () => {
    await expectTheSame('nowhere', (aws, client, pk) => client.send(new aws.GetItemCommand({ TableName: 'nowhere', Key: { pk } })));
  });
});
