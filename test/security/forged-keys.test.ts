/**
 * Who can write items of the keyring, or has a signing key whose time is over, makes no access token that is taken; and what they spoil
 * there is answered as a fault of ours.
 */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { region } from '../../local/intrinsics.ts';
import { localCredentials } from '../../local/signed-request.ts';
import { MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { KEY_PERIOD, versionAt } from '../../shared/flow/key-schedule.ts';
import { outcome, type Shopper, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { unwrappedKey, unwrappedKeys } from './unwrapped-keys.ts';

let stack: TestStack;
let customer: Shopper;
let tables: DynamoDBClient;
let kms: KMSClient;

beforeAll(async () => {
  stack = await startTestStack();
  stack.freezeClock();
  customer = await shopper(stack, 'owner');
  const config = { endpoint: stack.awsUrl, region, credentials: localCredentials };
  tables = new DynamoDBClient(config);
  kms = new KMSClient(config);
});
afterAll(() => {
  tables.destroy();
  kms.destroy();
});

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decoded = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

/** The customer's own token with a year to live, signed by this key. */
async function forged(key: KeyObject, version: number): Promise<string> {
  const { accessToken = '' } = (await new Visitor(stack, customer).logIn()).body as { accessToken?: string };
  const [header, claims] = accessToken.split('.').slice(0, 2).map(decoded);
  const input = `${encoded({ ...header, kid: String(version) })}.${encoded({ ...claims, exp: claims.exp + 365 * 86_400 })}`;
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** What each function that checks tokens says of one. */
async function statusesOf(bearer: string): Promise<number[]> {
  const browser = stack.browser();
  const answers = [await browser.get('/v1/session', { bearer }), await browser.get('/v1/security', { bearer })];
  return answers.map(({ status }) => status);
}

const TableName = () => stack.model.outputs.KeyringTableName;
const Key = () => ({ pk: { S: 'signing' }, sk: { S: `VERSION#${versionAt(stack.now())}` } });

describe('a public key of somebody’s own in the place of ours', () => {
  const theirs = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = theirs.publicKey.export({ format: 'der', type: 'spki' });
  let ours: Record<string, unknown> & { publicKey: { B: Uint8Array } };

  beforeEach(async () => {
    await new Visitor(stack, customer).logIn();
    ours ??= (await tables.send(new GetItemCommand({ TableName: TableName(), Key: Key() }))).Item as never;
  });

  const sealedWith = async (EncryptionContext: Record<string, string>, Plaintext: Uint8Array = spki) => {
    const KeyId = stack.model.keys[0]?.arn;
    return (await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }))).CiphertextBlob ?? new Uint8Array();
  };

  test.each<[string, () => Promise<Uint8Array>]>([
    ['as it is', async () => spki],
    ['sealed as the key of an app is', () => sealedWith({ purpose: 'shared-key', customerId: 'owner' })],
    ['sealed for another version', () => sealedWith({ purpose: 'public-key', version: String(versionAt(stack.now()) - 1) })],
  ])('%s makes no token good, and is not published', async (_, put) => {
    const token = await forged(theirs.privateKey, versionAt(stack.now()));
    await tables.send(new PutItemCommand({ TableName: TableName(), Item: { ...ours, publicKey: { B: await put() } } as never }));
    await stack.coldStart();
    expect(await statusesOf(token)).toEqual([401, 401]);
    const { keys } = (await stack.browser().get('/.well-known/jwks.json')).body as { keys: { x: string }[] };
    expect(keys.map(({ x }) => x)).not.toContain(theirs.publicKey.export({ format: 'jwk' }).x);

    await tables.send(new PutItemCommand({ TableName: TableName(), Item: ours as never }));
    expect(await statusesOf(await forged((await unwrappedKey(stack, 'signing')).key, versionAt(stack.now())))).toEqual([200, 200]);
  });

  test('would be taken if they could seal it: so each refusal above has the one cause it names', async () => {
    const version = versionAt(stack.now());
    const token = await forged(theirs.privateKey, version);
    const publicKey = { B: await sealedWith({ purpose: 'public-key', version: String(version) }) };
    await tables.send(new PutItemCommand({ TableName: TableName(), Item: { ...ours, publicKey } as never }));
    await stack.coldStart();
    expect(await statusesOf(token)).toEqual([200, 200]);
    await tables.send(new PutItemCommand({ TableName: TableName(), Item: ours as never }));
    await stack.coldStart();
  });
});

test('a key that is spoilt in the table is a fault of ours: no access token and no challenge is called a bad one for it', async () => {
  await stack.setFlag(true);
  const visitor = new Visitor(stack, await shopperWithFactor(stack, 'unlucky'));
  const challenge = await visitor.challenge();
  const { accessToken = '' } = (await new Visitor(stack, customer).logIn()).body as { accessToken?: string };

  const version = `VERSION#${versionAt(stack.now())}`;
  const keys = (await stack.scanTable()).filter(({ pk, sk }) => (same(pk, 'signing') || same(pk, 'challenges')) && same(sk, version));
  expect(keys).toHaveLength(2);
  // A number where bytes should be: whoever reads them throws a TypeError.
  const spoilt = keys.map((key) => ({ ...key, ...('publicKey' in key ? { publicKey: { N: '5' } } : { wrapped: { N: '5' } }) }));
  for (const Item of spoilt) await tables.send(new PutItemCommand({ TableName: TableName(), Item: Item as never }));
  await stack.coldStart();
  expect(await statusesOf(accessToken)).toEqual([503, 503]);
  expect(outcome(await visitor.verify(challenge, '000000'))).toBe('503 unavailable');

  for (const Item of keys) await tables.send(new PutItemCommand({ TableName: TableName(), Item: Item as never }));
  expect(await statusesOf(accessToken)).toEqual([200, 200]);
  expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
});

test('the key before the current one is good for as long as its last token lives, fifteen minutes, and no longer', async () => {
  const left = KEY_PERIOD - (stack.now() % KEY_PERIOD);
  await stack.advanceClock((left - MINUTE) / SECOND);
  await new Visitor(stack, customer).logIn();
  // The next one is made by then.
  const version = versionAt(stack.now());
  const ofNow = (await unwrappedKeys(stack)).find((each) => each.purpose === 'signing' && each.version === version);
  if (!ofNow) throw new Error('no key signs');
  const { key } = ofNow;
  expect(createPublicKey(key).asymmetricKeyType).toBe('ec');

  await stack.advanceClock(MINUTE / SECOND);
  expect(versionAt(stack.now())).toBe(version + 1);
  await stack.advanceClock((15 * MINUTE - 1) / SECOND);
  expect(await statusesOf(await forged(key, version))).toEqual([200, 200]);
  await stack.advanceClock(1 / SECOND);
  expect(await statusesOf(await forged(key, version))).toEqual([401, 401]);
});

test('an older key in the place of a newer one opens nothing: who learned it once has learned it for its time', async () => {
  await stack.setFlag(true);
  const guarded = await shopperWithFactor(stack, 'guarded');
  await new Visitor(stack, guarded).challenge();
  const version = versionAt(stack.now());
  const [older] = (await stack.scanTable()).filter(({ pk, sk }) => same(pk, 'challenges') && same(sk, `VERSION#${version}`));
  expect(older).toBeDefined();
  const later = { ...older, sk: { S: `VERSION#${version + 1}` } };
  await tables.send(new PutItemCommand({ TableName: TableName(), Item: later as never }));
  await stack.advanceClock((KEY_PERIOD - (stack.now() % KEY_PERIOD)) / SECOND);
  await stack.coldStart();
  expect(outcome(await new Visitor(stack, guarded).logIn())).toBe('503 unavailable');
});

const same = (value: unknown, text: string) => (value as { S?: string }).S === text;
