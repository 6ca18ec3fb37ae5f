/**
 * What each function may ask of AWS, tried with its own credentials: whoever takes a function over has these, and nothing of the code
 * stands in their way any more.
 */
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FunctionName, functionNames } from '../../cdk/functions.ts';
import { region } from '../../local/intrinsics.ts';
import { localCredentials } from '../../local/signed-request.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
let tableNamed: (variable: string) => string;
let keyArn: string;

beforeAll(async () => {
  stack = await startTestStack();
  const variables: Record<string, string> = Object.assign({}, ...stack.model.functions.map(({ environment }) => environment));
  tableNamed = (variable) => variables[variable] ?? '';
  keyArn = variables.KMS_KEY_ARN ?? '';
});

type Config = { endpoint: string; region: string; credentials: ReturnType<TestStack['credentialsOf']>; maxAttempts: number };
const configOf = (name: FunctionName): Config => ({
  endpoint: stack.awsUrl,
  region,
  credentials: stack.credentialsOf(name),
  maxAttempts: 1,
});

/** Which functions are let through: the others are refused for want of a permission, and for nothing else. */
async function allowedFor(call: (config: Config) => Promise<unknown>): Promise<FunctionName[]> {
  const allowed = await Promise.all(
    functionNames.map(async (name) => {
      const error = await call(configOf(name)).then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      if (!error || error.name === 'ConditionalCheckFailedException') return [name];
      expect(`${error.name} ${error.message}`, name).toMatch(
        /^(AccessDenied(Exception)?|AuthorizationErrorException) User: arn:aws:sts::\d+:assumed-role/,
      );
      return [];
    }),
  );
  return allowed.flat();
}

/** Nothing is written: no item of the tests has the attribute. */
const nothing = { ConditionExpression: 'attribute_exists(thereIsNoSuchAttribute)' };
const keyIn = (partition: string) => ({ pk: { S: partition }, sk: { S: 'SOMETHING' } });

/** The operations on an item of a partition, each as a call with the credentials of a function. */
function onItems(table: () => string, partition: string) {
  const Key = keyIn(partition);
  const send = (work: (client: DynamoDBClient, TableName: string) => Promise<unknown>) => async (config: Config) => {
    const client = new DynamoDBClient(config);
    await work(client, table()).finally(() => client.destroy());
  };
  const [asked, set] = [{ ':pk': { S: partition } }, { ':x': { S: 'x' } }];
  return {
    read: send((client, TableName) => client.send(new GetItemCommand({ TableName, Key }))),
    readOnly: (ProjectionExpression: string, ExpressionAttributeNames?: Record<string, string>) =>
      send((client, TableName) => client.send(new GetItemCommand({ TableName, Key, ProjectionExpression, ExpressionAttributeNames }))),
    query: send((client, TableName) =>
      client.send(new QueryCommand({ TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: asked })),
    ),
    put: send((client, TableName) => client.send(new PutItemCommand({ TableName, Item: Key, ...nothing }))),
    update: send((client, TableName) =>
      client.send(new UpdateItemCommand({ TableName, Key, UpdateExpression: 'SET x = :x', ExpressionAttributeValues: set, ...nothing })),
    ),
    remove: send((client, TableName) => client.send(new DeleteItemCommand({ TableName, Key, ...nothing }))),
    scan: send((client, TableName) => client.send(new ScanCommand({ TableName }))),
  };
}

describe('what Keycard knows', () => {
  /** `writers` put and update, all of them read, but for those who look things up by queries only. */
  const reach: [partition: string, writers: FunctionName[], readers?: FunctionName[]][] = [
    ['CUSTOMER#anna', ['login', 'security', 'recovery', 'support', 'admin', 'support-sweep'], ['activity', 'back-channel-logout']],
    ['LOGIN#hash', ['login', 'security', 'admin']],
    ['EMAIL#hash', ['security', 'admin']],
    ['DIRECTORY#1', ['admin']],
    ['FAMILY#hash', ['login', 'admin'], ['security', 'activity']],
    ['HANDOVER#hash', ['login']],
    ['SUPPORT#id', ['recovery', 'support', 'admin', 'support-sweep']],
    ['ASKED#hash', ['support', 'admin']],
    ['NETWORK#hash', ['support'], ['recovery']],
    ['BUDGET#SMS', ['security', 'recovery', 'admin']],
    ['CAPTCHA#hash', ['recovery', 'support']],
    ['KEYRING#signing', []],
  ];

  test.each(reach)('of %s is written by those whose journey does, and read by few more', async (partition, writers, readers = []) => {
    const calls = onItems(() => tableNamed('TABLE_NAME'), partition);
    // A login notes that a proof of work was used, and that is all.
    const noting: FunctionName[] = partition.startsWith('CAPTCHA#') ? ['login'] : [];
    expect((await allowedFor(calls.put)).sort()).toEqual([...writers, ...noting].sort());
    // A bounced e-mail marks the address.
    const marking: FunctionName[] = partition.startsWith('EMAIL#') ? ['mail-feedback'] : [];
    // A forgotten password is replaced in the item of a username that is there.
    const replacing: FunctionName[] = partition.startsWith('LOGIN#') ? ['recovery'] : [];
    expect((await allowedFor(calls.update)).sort()).toEqual([...writers, ...marking, ...replacing].sort());
    expect((await allowedFor(calls.read)).sort()).toEqual([...writers, ...readers, ...replacing].sort());
  });

  test('of imported hashes is read where passwords are tried, and written by the import alone', async () => {
    const calls = onItems(() => tableNamed('TABLE_NAME'), 'HASHES#IMPORTED');
    expect(await allowedFor(calls.read)).toEqual(['login', 'security']);
    expect(await allowedFor(calls.update)).toEqual(['admin']);
    for (const call of [calls.put, calls.remove]) expect(await allowedFor(call)).toEqual([]);
  });

  test('of clients is written by the admin function alone, and read one by one where they prove themselves', async () => {
    const calls = onItems(() => tableNamed('TABLE_NAME'), 'CLIENT#ALL');
    expect(await allowedFor(calls.read)).toEqual(['login', 'admin', 'back-channel-logout']);
    for (const call of [calls.query, calls.put, calls.remove]) expect(await allowedFor(call)).toEqual(['admin']);
    for (const call of [calls.update, calls.scan]) expect(await allowedFor(call)).toEqual([]);
  });

  test('tells the support form whose username it is, and not the hash of the password', async () => {
    const calls = onItems(() => tableNamed('TABLE_NAME'), 'LOGIN#hash');
    const others: FunctionName[] = ['login', 'security', 'recovery', 'admin'];
    expect((await allowedFor(calls.readOnly('customerId'))).sort()).toEqual([...others, 'support'].sort());
    const hash = [calls.readOnly('passwordHash'), calls.readOnly('customerId, #it', { '#it': 'passwordHash' })];
    for (const call of [calls.read, calls.query, ...hash]) {
      expect(await allowedFor(call)).not.toContain('support');
    }
  });

  test.each<[string, FunctionName[]]>([
    ['CUSTOMER#anna', ['admin']],
    ['LOGIN#hash', ['admin']],
    ['EMAIL#hash', ['security', 'admin']],
    ['DIRECTORY#1', ['admin']],
    ['FAMILY#hash', ['login', 'security', 'admin', 'back-channel-logout']],
    ['SUPPORT#id', ['admin']],
  ])('of %s is removed by few, and scanned by none', async (partition, removers) => {
    const calls = onItems(() => tableNamed('TABLE_NAME'), partition);
    expect(await allowedFor(calls.remove)).toEqual(removers);
    expect(await allowedFor(calls.scan)).toEqual([]);
  });
});

describe('the audit log', () => {
  const calls = onItems(() => tableNamed('AUDIT_TABLE_NAME'), 'CUSTOMER#anna');

  test('is added to by whoever does something to a customer', async () => {
    expect(await allowedFor(calls.put)).toEqual(['login', 'security', 'recovery', 'support', 'admin', 'support-sweep', 'mail-feedback']);
  });

  test('is changed by none, and nothing is taken out of it', async () => {
    for (const call of [calls.update, calls.remove]) expect(await allowedFor(call)).toEqual([]);
  });

  test('is read where a customer reads it, by a function that adds nothing to it', async () => {
    expect(await allowedFor(calls.query)).toEqual(['activity']);
    for (const call of [calls.read, calls.scan]) expect(await allowedFor(call)).toEqual([]);
  });
});

describe('the keyring', () => {
  const users: [purpose: string, users: FunctionName[], readers?: FunctionName[]][] = [
    ['challenges', ['login', 'recovery']],
    ['codes', ['login', 'security', 'recovery']],
    ['recovery-codes', ['login', 'security']],
    ['sessions', ['login']],
    ['devices', ['login', 'security', 'recovery']],
    ['signing', ['login', 'back-channel-logout'], ['login', 'security', 'activity', 'discovery', 'back-channel-logout']],
    ['authorizations', ['login']],
    ['links', ['recovery']],
    ['not-me', ['login', 'security', 'recovery', 'support', 'support-sweep', 'admin']],
    ['captcha', ['login', 'recovery', 'support']],
  ];
  const inOrder = (names: readonly FunctionName[]) => names.toSorted();

  test.each(users)('has the keys for %s made, kept and opened by those who use them', async (purpose, makers, readers = makers) => {
    const calls = onItems(() => tableNamed('KEYRING_TABLE_NAME'), purpose);
    expect(inOrder(await allowedFor(calls.read))).toEqual(inOrder(readers));
    expect(inOrder(await allowedFor(calls.put))).toEqual(inOrder(makers));
    for (const call of [calls.update, calls.remove, calls.query, calls.scan]) expect(await allowedFor(call)).toEqual([]);
    expect(inOrder(await allowedFor(decrypt(purpose)))).toEqual(inOrder(makers));
    expect(inOrder(await allowedFor(makeKey(purpose)))).toEqual(inOrder(purpose === 'signing' ? [] : makers));
    expect(inOrder(await allowedFor(makePair(purpose)))).toEqual(inOrder(purpose === 'signing' ? makers : []));
  });

  test('has the public halves vouched for by those who make the pairs, and opened by whoever checks a token', async () => {
    expect(await allowedFor(encrypt('public-key'))).toEqual(['login', 'back-channel-logout']);
    expect(inOrder(await allowedFor(decrypt('public-key')))).toEqual(
      inOrder(['login', 'security', 'activity', 'discovery', 'back-channel-logout']),
    );
  });

  test('has nothing to do with the keys of authenticator apps', async () => {
    expect(await allowedFor(decrypt('shared-key'))).toEqual(['login', 'security']);
    expect(await allowedFor(encrypt('shared-key'))).toEqual(['security']);
  });

  test('is opened for a purpose that is said, and for no other', async () => {
    for (const call of [
      inClear,
      pairInClear,
      decrypt('else'),
      encrypt('else'),
      makeKey('else'),
      makePair('else'),
      encrypt('codes'),
      encrypt('signing'),
    ]) {
      expect(await allowedFor(call)).toEqual([]);
    }
  });

  const withKms =
    <T>(work: (client: KMSClient, config: Config) => Promise<T>) =>
    async (config: Config): Promise<T> => {
      const client = new KMSClient(config);
      return work(client, config).finally(() => client.destroy());
    };
  const contextOf = (purpose: string) => ({ EncryptionContext: { purpose } });
  const encrypt = (purpose: string) =>
    withKms((client) => client.send(new EncryptCommand({ KeyId: keyArn, Plaintext: Buffer.from('text'), ...contextOf(purpose) })));
  const decrypt = (purpose: string) =>
    withKms(async (client, config) => {
      const { CiphertextBlob } = await encrypt(purpose)({ ...config, credentials: localCredentials });
      return client.send(new DecryptCommand({ KeyId: keyArn, CiphertextBlob, ...contextOf(purpose) }));
    });
  const makeKey = (purpose: string) =>
    withKms((client) =>
      client.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId: keyArn, KeySpec: 'AES_256', ...contextOf(purpose) })),
    );
  /** With the key itself in the answer, as nobody needs it who makes one. */
  const inClear = withKms((client) =>
    client.send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256', ...contextOf('codes') })),
  );
  const pairInClear = withKms((client) =>
    client.send(new GenerateDataKeyPairCommand({ KeyId: keyArn, KeyPairSpec: 'ECC_NIST_P256', ...contextOf('signing') })),
  );
  const makePair = (purpose: string) =>
    withKms((client) =>
      client.send(new GenerateDataKeyPairWithoutPlaintextCommand({ KeyId: keyArn, KeyPairSpec: 'ECC_NIST_P256', ...contextOf(purpose) })),
    );
});

describe('messages and the switch', () => {
  const mailFrom = (Source: string) => async (config: Config) => {
    const client = new SESClient(config);
    const Message = { Subject: { Data: 'subject' }, Body: { Text: { Data: 'text' } } };
    await client
      .send(new SendEmailCommand({ Source, Destination: { ToAddresses: ['to@example.com'] }, Message }))
      .finally(() => client.destroy());
  };
  const publish = (to: { PhoneNumber: string } | { TopicArn: string }) => async (config: Config) => {
    const client = new SNSClient(config);
    await client.send(new PublishCommand({ ...to, Message: 'text' })).finally(() => client.destroy());
  };
  const parameter = '/keycard/local/two-factor-enabled';

  test("e-mails leave as the shop's sender only", async () => {
    const senders = await allowedFor(mailFrom('no-reply@example.com'));
    expect(senders).toEqual(['login', 'security', 'recovery', 'support', 'admin', 'support-sweep']);
    expect(await allowedFor(mailFrom('boss@example.com'))).toEqual([]);
  });

  test('SMS go to phones, and nothing goes to a topic', async () => {
    expect(await allowedFor(publish({ PhoneNumber: '+420601123456' }))).toEqual(['security', 'recovery', 'admin']);
    expect(await allowedFor(publish({ TopicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms' }))).toEqual([]);
  });

  test('the switch is read where it decides, and flipped by none', async () => {
    const withSsm = (work: (client: SSMClient) => Promise<unknown>) => async (config: Config) => {
      const client = new SSMClient(config);
      await work(client).finally(() => client.destroy());
    };
    const read = withSsm((client) => client.send(new GetParametersCommand({ Names: [parameter] })));
    expect(await allowedFor(read)).toEqual(['login', 'security']);
    const flip = withSsm((client) => client.send(new PutParameterCommand({ Name: parameter, Value: 'false', Overwrite: true })));
    expect(await allowedFor(flip)).toEqual([]);
  });
});
