import { beforeAll, describe, expect, test } from 'vitest';
import { outcome } from '../login/visitor.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { clientsBy, pathOf, shop } from './registered.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const { put, show } = clientsBy(() => stack);

describe('a registration', () => {
  test.each<[string, object, string[]]>([
    ['no name', { name: undefined }, ['name']],
    ['an empty name', { name: '  ' }, ['name']],
    ['a kind that there is not', { type: 'native' }, ['type']],
    ['a URI that is none among good ones', { redirectUris: ['https://shop.example/', 'https://shop.example/#'] }, ['redirectUris.1']],
    ['nowhere to send people back to', { redirectUris: undefined }, ['redirectUris']],
    ['a number for a URI', { redirectUris: [7] }, ['redirectUris.0']],
    ['one URI for a list', { redirectUris: 'https://shop.example/' }, ['redirectUris']],
    ['half a letter in a URI', { redirectUris: ['https://shop.example/\ud800'] }, ['redirectUris.0']],
    ['a grant that there is not', { grants: ['implicit'] }, ['grants.0']],
    ['a scope that there is not', { scopes: ['profile'] }, ['scopes.0']],
    ['a back channel that is not encrypted', { backchannelLogoutUri: 'http://shop.example/' }, ['backchannelLogoutUri']],
    ['a secret of its own', { secret: 'chosen' }, ['secret']],
    ['origins with a star', { origins: ['https://shop.example', 'https://*.shop.example'] }, ['origins.1']],
    ['several faults', { type: 'public', origins: ['https://shop.example/'], redirectUris: [] }, ['grants.1', 'origins.0', 'redirectUris']],
  ])('with %s is refused, naming it', async (_, change, paths) => {
    const { status, body } = await put('faulty', { ...shop, ...change });
    expect(status).toBe(400);
    const { code, errors } = body as { code: string; errors: { path: string }[] };
    expect([code, errors.map(({ path }) => path).sort()]).toEqual(['invalid_request', paths]);
    expect((await show('faulty')).status).toBe(404);
  });

  test('with an id that could be taken for something else is refused, naming it', async () => {
    for (const clientId of ['two words', 'x'.repeat(65), 'a#b', 'a:b', 'a@b', 'ä', '%2E%2E'])
      expect(await show(clientId)).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path: 'clientId' }] } });
  });

  test('may have a back channel on the machine of who tries it out', async () => {
    expect((await put('local', { ...shop, backchannelLogoutUri: 'http://localhost:8080/logged-out' })).status).toBe(200);
  });

  test('without an AWS signature reaches no function', async () => {
    stack.clearCalls();
    for (const method of ['PUT', 'GET', 'DELETE']) {
      const sent = method === 'PUT' ? JSON.stringify(shop) : undefined;
      expect(outcome(await stack.browser().send(method, pathOf('unsigned'), sent))).toBe('404 not_found');
    }
    expect(outcome(await stack.browser().post(`${pathOf('unsigned')}/secrets`))).toBe('404 not_found');
    expect(stack.calls()).toEqual([]);
  });
});
