import { beforeAll, describe, expect, test } from 'vitest';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { clientsBy, type Fresh, shop } from './registered.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const { put, show, remove, addSecret, endSecret, list } = clientsBy(() => stack);
const secretIds = async (clientId: string) =>
  ((await show(clientId)).body as { secrets: { secretId: string }[] }).secrets.map(({ secretId }) => secretId);
const registered = async (clientId: string) => ((await put(clientId)).body as { secret: Fresh }).secret;
const added = async (clientId: string) => (await addSecret(clientId)).body as Fresh;

describe('an admin', () => {
  test('registers a client, looks it up, lists it and removes it', async () => {
    const createdAt = new Date(stack.now()).toISOString();
    const whole = {
      ...shop,
      postLogoutRedirectUris: ['https://shop.example/'],
      backchannelLogoutUri: 'https://shop.example/logged-out',
      scopes: ['openid', 'challenges'],
      origins: ['https://shop.example'],
    };
    const { status, body } = await put('whole-life', whole);
    const { secret } = body as { secret: Fresh };
    expect([status, body]).toEqual([200, { clientId: 'whole-life', created: true, secret: { ...secret, createdAt } }]);
    // 256 bits.
    expect(Buffer.from(secret.secret, 'base64url')).toHaveLength(32);
    const secrets = [{ secretId: secret.secretId, createdAt }];
    expect(await show('whole-life')).toEqual({ status: 200, body: { clientId: 'whole-life', ...whole, secrets, createdAt } });
    const { name, type, grants } = shop;
    expect((await list()).body).toEqual({ clients: [{ clientId: 'whole-life', name, type, grants, createdAt }] });
    expect(await remove('whole-life')).toEqual({ status: 204, body: undefined });
    expect(await show('whole-life')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await remove('whole-life')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await list()).body).toEqual({ clients: [] });
  });

  test('may say only what a client has to have', async () => {
    await put('bare', { ...shop, type: 'public', grants: ['authorization_code'] });
    const bare = (await show('bare')).body;
    expect(bare).toMatchObject({ postLogoutRedirectUris: [], scopes: ['openid', 'email'], origins: [], secrets: [] });
    expect(bare).not.toHaveProperty('backchannelLogoutUri');

    await put('backend', { name: 'Backend', type: 'confidential', grants: ['client_credentials'] });
    expect((await show('backend')).body).toMatchObject({ redirectUris: [], scopes: ['challenges'] });
  });

  test('changes what a client is by saying all of it; what is left out falls away, and secrets stay', async () => {
    const { secretId } = await registered('changing');
    await put('changing', { ...shop, backchannelLogoutUri: 'https://shop.example/logged-out' });
    expect((await put('changing', { ...shop, name: 'Shop 2' })).body).toEqual({ clientId: 'changing', created: false });
    expect((await show('changing')).body).toMatchObject({ name: 'Shop 2', secrets: [{ secretId }] });
    expect((await show('changing')).body).not.toHaveProperty('backchannelLogoutUri');
  });

  test('whose answer was lost is not locked out: put again it has no secret, and another one is made', async () => {
    const lost = await registered('lost-answer');
    expect((await put('lost-answer')).body).toEqual({ clientId: 'lost-answer', created: false });
    const fresh = await added('lost-answer');
    expect(await secretIds('lost-answer')).toEqual([lost.secretId, fresh.secretId]);
    // What nobody knows is ended by its id.
    expect(await endSecret('lost-answer', lost.secretId)).toMatchObject({ status: 204 });
    expect(await secretIds('lost-answer')).toEqual([fresh.secretId]);
  });

  test('whose write was done and not acknowledged gets the secret all the same', async () => {
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', count: 1 });
    const { status, body } = await put('lost-ack');
    expect([status, (body as { created: boolean }).created]).toEqual([200, true]);
    expect(await secretIds('lost-ack')).toEqual([(body as { secret: Fresh }).secret.secretId]);
  });
});
