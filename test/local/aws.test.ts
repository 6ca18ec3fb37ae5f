import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DecryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  InvalidCiphertextException,
  KMSClient,
} from '@aws-sdk/client-kms';
import { SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetParameterCommand, GetParametersByPathCommand, GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LocalStack, startLocalStack } from '../../local/stack.ts';
import { Browser } from '../support/browser.ts';
import { writeSampleAssembly } from './sample.ts';

let stack: LocalStack;
/** What a client of the function has, and one of a developer. */
let asFunction: ReturnType<typeof clients>;
let asDeveloper: ReturnType<typeof clients>;
let table: string;
let key: string;

function clients(accessKeyId: string, secretAccessKey: string) {
  const config = {
    endpoint: stack.awsUrl,
    region: 'eu-central-1',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
    requestHandler: { requestTimeout: 300, throwOnRequestTimeout: true },
  };
  return {
    dynamodb: new DynamoDBClient(config),
    kms: new KMSClient(config),
    ses: new SESClient(config),
    sns: new SNSClient(config),
    ssm: new SSMClient(config),
  };
}

beforeAll(async () => {
  stack = await startLocalStack({ assembly: writeSampleAssembly() });
  const { env } = (await new Browser(stack.url).get('/')).body as { env: Record<string, string> };
  asFunction = clients(env.AWS_ACCESS_KEY_ID ?? '', env.AWS_SECRET_ACCESS_KEY ?? '');
  asDeveloper = clients('someone', 'whatever');
  table = env.TABLE ?? '';
  key = env.KEY ?? '';
});
afterEach(() => {
  stack.clearFaults();
  stack.clearCalls();
});
afterAll(() => stack.stop());

const item = (pk: string, more = {}) => ({ pk: { S: pk }, ...more });
const nameOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: Error) => error.name,
  );

describe('DynamoDB', () => {
  it('answers as the engine does, conditions with the old item included', async () => {
    const { dynamodb } = asDeveloper;
    await dynamodb.send(new PutItemCommand({ TableName: table, Item: item('a', { n: { N: '1' }, owner: { S: 'o' } }) }));
    const refused = dynamodb.send(
      new UpdateItemCommand({
        TableName: table,
        Key: item('a'),
        UpdateExpression: 'SET n = n + :one',
        ConditionExpression: 'n > :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    const error = await refused.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect((error as ConditionalCheckFailedException).Item).toMatchObject({ n: { N: '1' } });
    expect(await stack.scanTable()).toEqual([item('a', { n: { N: '1' }, owner: { S: 'o' } })]);
    expect(stack.calls().map(({ outcome }) => outcome)).toEqual(['ok', 'ConditionalCheckFailedException']);
  });

  it('asks for the permission of each call, per table, index and transaction item', async () => {
    const { dynamodb } = asFunction;
    const query = { KeyConditionExpression: '#o = :o', ExpressionAttributeValues: { ':o': { S: 'o' } } };
    const transaction = (items: object[]) => new TransactWriteItemsCommand({ TransactItems: items });
    expect([
      await nameOf(dynamodb.send(new PutItemCommand({ TableName: table, Item: item('b') }))),
      await nameOf(dynamodb.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: [item('b')] } } }))),
      await nameOf(
        dynamodb.send(new QueryCommand({ TableName: table, IndexName: 'byOwner', ...query, ExpressionAttributeNames: { '#o': 'owner' } })),
      ),
      await nameOf(dynamodb.send(transaction([{ Put: { TableName: table, Item: item('c') } }]))),
    ]).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect([
      await nameOf(dynamodb.send(new GetItemCommand({ TableName: table, Key: item('b') }))),
      await nameOf(dynamodb.send(new BatchGetItemCommand({ RequestItems: { other: { Keys: [item('b')] } } }))),
      await nameOf(dynamodb.send(new QueryCommand({ TableName: table, ...query, ExpressionAttributeNames: { '#o': 'pk' } }))),
      await nameOf(
        dynamodb.send(transaction([{ Put: { TableName: table, Item: item('d') } }, { Delete: { TableName: table, Key: item('b') } }])),
      ),
    ]).toEqual(Array(4).fill('AccessDeniedException'));
    expect(await asDeveloper.dynamodb.send(new GetItemCommand({ TableName: table, Key: item('d') }))).not.toHaveProperty('Item');
    expect(stack.calls()[4]).toMatchObject({
      function: 'echo',
      service: 'dynamodb',
      action: 'GetItem',
      outcome: 'AccessDeniedException',
      message: expect.stringContaining('is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb'),
    });
  });
});

describe('KMS', () => {
  const codes = { purpose: 'codes' };

  it('makes data keys that open only with their own context', async () => {
    const { kms } = asFunction;
    const made = await kms.send(new GenerateDataKeyCommand({ KeyId: key, KeySpec: 'AES_256', EncryptionContext: codes }));
    expect(made.Plaintext).toHaveLength(32);
    const CiphertextBlob = made.CiphertextBlob;
    expect((await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: codes }))).Plaintext).toEqual(made.Plaintext);
    const wrong = asFunction.kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { purpose: 'challenges' } }));
    await expect(wrong).rejects.toBeInstanceOf(InvalidCiphertextException);
    const garbled = asDeveloper.kms.send(
      new DecryptCommand({
        CiphertextBlob: Uint8Array.from(CiphertextBlob ?? [], (byte, at) => (at === 80 ? byte ^ 1 : byte)),
        EncryptionContext: codes,
      }),
    );
    await expect(garbled).rejects.toBeInstanceOf(InvalidCiphertextException);
  });

  it('holds a function to the purposes of its policy', async () => {
    const make = (EncryptionContext?: Record<string, string>) =>
      nameOf(asFunction.kms.send(new GenerateDataKeyCommand({ KeyId: key, KeySpec: 'AES_256', EncryptionContext })));
    expect([await make(codes), await make({ purpose: 'signing' }), await make()]).toEqual([
      'ok',
      'AccessDeniedException',
      'AccessDeniedException',
    ]);
  });

  it('makes signing keys on P-256', async () => {
    const pair = await asDeveloper.kms.send(
      new GenerateDataKeyPairCommand({ KeyId: key, KeyPairSpec: 'ECC_NIST_P256', EncryptionContext: { purpose: 'signing' } }),
    );
    const opened = await asDeveloper.kms.send(
      new DecryptCommand({ CiphertextBlob: pair.PrivateKeyCiphertextBlob, EncryptionContext: { purpose: 'signing' } }),
    );
    const secret = createPrivateKey({ key: Buffer.from(opened.Plaintext ?? []), format: 'der', type: 'pkcs8' });
    const open = createPublicKey({ key: Buffer.from(pair.PublicKey ?? []), format: 'der', type: 'spki' });
    expect(open.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(verify('sha256', Buffer.from('x'), open, sign('sha256', Buffer.from('x'), secret))).toBe(true);
  });
});

describe('SSM', () => {
  it('keeps parameters with versions and types', async () => {
    const { ssm } = asDeveloper;
    expect((await asFunction.ssm.send(new GetParametersCommand({ Names: ['/sample/flag'] }))).Parameters?.[0]).toMatchObject({
      Value: 'false',
      Version: 1,
      Type: 'String',
    });
    expect(await nameOf(ssm.send(new PutParameterCommand({ Name: '/sample/flag', Value: 'true' })))).toBe('ParameterAlreadyExists');
    expect((await ssm.send(new PutParameterCommand({ Name: '/sample/flag', Value: 'true', Overwrite: true }))).Version).toBe(2);
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/sample/flag' }));
    expect(Parameter).toMatchObject({ Value: 'true', ARN: 'arn:aws:ssm:eu-central-1:000000000000:parameter/sample/flag' });
    expect(Parameter?.LastModifiedDate).toBeInstanceOf(Date);
    expect((await ssm.send(new GetParametersByPathCommand({ Path: '/sample' }))).Parameters).toHaveLength(1);
    expect(await nameOf(ssm.send(new GetParameterCommand({ Name: '/missing' })))).toBe('ParameterNotFound');
    expect((await ssm.send(new GetParametersCommand({ Names: ['/missing'] }))).InvalidParameters).toEqual(['/missing']);
    expect(await nameOf(asFunction.ssm.send(new GetParametersCommand({ Names: ['/sample/flag', '/other'] })))).toBe(
      'AccessDeniedException',
    );
    expect(await nameOf(asFunction.ssm.send(new PutParameterCommand({ Name: '/sample/flag', Value: 'x', Overwrite: true })))).toBe(
      'AccessDeniedException',
    );
  });
});

describe('SES and SNS', () => {
  const mail = (Source: string, to = 'eva@example.com') =>
    new SendEmailCommand({
      Source,
      Destination: { ToAddresses: [to] },
      Message: { Subject: { Data: 'Grüße & <b>' }, Body: { Text: { Data: 'Dobrý den\n123456' }, Html: { Data: '<p>Dobrý den</p>' } } },
    });

  it('put what was sent into the outbox', async () => {
    const { MessageId } = await asFunction.ses.send(mail('Shop <shop@example.com>'));
    await asDeveloper.sns.send(
      new PublishCommand({
        PhoneNumber: '+420601123456',
        Message: 'code 654321 & more',
        MessageAttributes: { 'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: 'Shop' } },
      }),
    );
    expect(stack.outbox()).toMatchObject([
      {
        id: MessageId,
        channel: 'email',
        to: 'eva@example.com',
        subject: 'Grüße & <b>',
        text: 'Dobrý den\n123456',
        html: '<p>Dobrý den</p>',
      },
      { channel: 'sms', to: '+420601123456', text: 'code 654321 & more', from: 'Shop' },
    ]);
  });

  it('read a raw mail', async () => {
    const raw = [
      'From: Shop <shop@example.com>',
      'To: eva@example.com',
      'Subject: =?utf-8?B?R3LDvMOfZQ==?= =?utf-8?Q?_=C5=BE?=',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary="xx"',
      '',
      '--xx',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Gr=C3=BC=C3=9Fe =',
      'weiter',
      '--xx',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('<p>ž</p>').toString('base64'),
      '--xx--',
      '',
    ].join('\r\n');
    await asDeveloper.ses.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) } }));
    expect(stack.outbox().at(-1)).toMatchObject({ to: 'eva@example.com', subject: 'Grüße ž', text: 'Grüße weiter', html: '<p>ž</p>' });
  });

  it('refuse another sender, a malformed address and a function without the grant', async () => {
    expect(await nameOf(asFunction.ses.send(mail('Shop <ceo@example.com>')))).toBe('AccessDenied');
    expect(await nameOf(asFunction.ses.send(mail('shop@example.com', 'nobody')))).toBe('InvalidParameterValue');
    expect(await nameOf(asFunction.sns.send(new PublishCommand({ PhoneNumber: '+420601123456', Message: 'x' })))).toBe(
      'AuthorizationErrorException',
    );
    expect(await nameOf(asDeveloper.sns.send(new PublishCommand({ PhoneNumber: '601123456', Message: 'x' })))).toBe(
      'InvalidParameterException',
    );
  });
});

describe('a fault', () => {
  const get = () => nameOf(asDeveloper.dynamodb.send(new GetItemCommand({ TableName: table, Key: item('zz') })));
  const put = (pk: string) => nameOf(asDeveloper.dynamodb.send(new PutItemCommand({ TableName: table, Item: item(pk) })));

  it('hits as many calls as it says, of the action it names', async () => {
    stack.fault({ service: 'DynamoDB', action: 'getitem', kind: 'throttle', count: 2 });
    expect([await put('f1'), await get(), await get(), await get()]).toEqual(['ok', 'ThrottlingException', 'ThrottlingException', 'ok']);
    expect(stack.calls().map(({ outcome }) => outcome)).toEqual(['ok', 'fault:throttle', 'fault:throttle', 'ok']);
  });

  it('is worded as the service words it', async () => {
    const names: [string, () => Promise<string>][] = [
      ['dynamodb', get],
      ['kms', () => nameOf(asDeveloper.kms.send(new GenerateDataKeyCommand({ KeyId: key, KeySpec: 'AES_256' })))],
      ['ssm', () => nameOf(asDeveloper.ssm.send(new GetParameterCommand({ Name: '/sample/flag' })))],
      [
        'ses',
        () =>
          nameOf(
            asDeveloper.ses.send(
              new SendEmailCommand({
                Source: 'a@example.com',
                Destination: { ToAddresses: ['a@example.com'] },
                Message: { Subject: { Data: 'x' }, Body: { Text: { Data: 'x' } } },
              }),
            ),
          ),
      ],
      ['sns', () => nameOf(asDeveloper.sns.send(new PublishCommand({ PhoneNumber: '+420601123456', Message: 'x' })))],
    ];
    const found: string[] = [];
    for (const [service, call] of names) {
      for (const kind of ['throttle', 'error'] as const) {
        stack.fault({ service, action: '*', kind });
        found.push(await call());
      }
      expect(await call()).toBe('ok');
    }
    expect(found).toEqual([
      'ThrottlingException',
      'InternalServerError',
      'ThrottlingException',
      'KMSInternalException',
      'ThrottlingException',
      'InternalServerError',
      'Throttling',
      'InternalFailure',
      'ThrottledException',
      'InternalErrorException',
    ]);
  });

  it('can lose the answer of a call that was done, or do nothing until the client gives up', async () => {
    stack.fault({ service: '*', action: 'PutItem', kind: 'lost-ack' });
    expect(await put('lost')).not.toBe('ok');
    stack.fault({ service: '*', action: 'PutItem', kind: 'timeout' });
    expect(await put('late')).toBe('TimeoutError');
    expect(stack.calls().map(({ outcome }) => outcome)).toEqual(['fault:lost-ack', 'fault:timeout']);
    const there = (await stack.scanTable()).map(({ pk }) => (pk as { S: string }).S);
    expect([there.includes('lost'), there.includes('late')]).toEqual([true, false]);
  });

  it('can be kept to one function', async () => {
    stack.fault({ service: 'dynamodb', action: '*', kind: 'error', function: 'echo' });
    expect(await put('mine')).toBe('ok');
    expect(await nameOf(asFunction.dynamodb.send(new PutItemCommand({ TableName: table, Item: item('theirs') })))).toBe(
      'InternalServerError',
    );
  });
});
