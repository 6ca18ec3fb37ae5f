import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { clientsBy, type Fresh, shop } from './registered.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const { put, show, addSecret, endSecret } = clientsBy(() => stack);
const secretIds = async (clientId: string) =>
  ((await show(clientId)).body as { secrets: { secretId: string }[] }).secrets.map(({ secretId }) => secretId);
const registered = async (clientId: string) => ((await put(clientId)).body as { secret: Fresh }).secret;
const added = async (clientId: string) => (await addSecret(clientId)).body as Fresh;

describe('the secrets of a client', () => {
  test('are two at a time, a third takes the place of the oldest, and says so', async () => {
    const first = await registered('rotating');
    const second = await added('rotating');
    expect(second).not.toHaveProperty('ended');
    const third = await added('rotating');
    expect(third.ended).toEqual([first.secretId]);
    expect(await secretIds('rotating')).toEqual([second.secretId, third.secretId]);
  });

  test('are two also where several are made at once', async () => {
    await registered('at-once');
    const made = await Promise.all([added('at-once'), added('at-once'), added('at-once')]);
    const left = await secretIds('at-once');
    expect(left).toHaveLength(2);
    expect(made.map(({ secretId }) => secretId)).toEqual(expect.arrayContaining(left));
  });

  test('are ended one by one, the last one too', async () => {
    const { secretId } = await registered('ending');
    expect((await endSecret('ending', secretId)).status).toBe(204);
    expect(await secretIds('ending')).toEqual([]);
    expect(await endSecret('ending', secretId)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await secretIds('ending')).toEqual([]);
    await added('ending');
    expect(await secretIds('ending')).toHaveLength(1);
  });

  test('end when the client becomes public, which can have none', async () => {
    await registered('public');
    await put('public', { ...shop, type: 'public', grants: ['authorization_code'] });
    expect(await secretIds('public')).toEqual([]);
    expect(await addSecret('public')).toMatchObject({ status: 400, body: { errors: [{ path: 'clientId' }] } });
    expect((await put('public')).body).toEqual({ clientId: 'public', created: false });
    expect(await secretIds('public')).toEqual([]);
  });

  test('of nobody can neither be made nor ended', async () => {
    expect(await addSecret('nobody')).toMatchObject({ status: 404 });
    expect(await endSecret('nobody', '7c9e6679-7425-40de-944b-e07fc1f90ae7')).toMatchObject({ status: 404 });
    expect(await endSecret('nobody', 'x')).toMatchObject({ status: 400, body: { errors: [{ path: 'secretId' }] } });
  });

  test('lie in the table as a digest, and nowhere else', async () => {
    const { secret } = await registered('kept');
    const digest = createHash('sha256').update(secret).digest('base64');
    const table = JSON.stringify(await stack.scanTable());
    expect(table).toContain(digest);
    for (const where of [table, JSON.stringify(stack.logs()), JSON.stringify((await show('kept')).body)])
      expect(where).not.toContain(secret);
    expect(JSON.stringify((await show('kept')).body)).not.toContain(digest);
  });
});
