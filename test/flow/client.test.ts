import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  type Client,
  type ClientEvent,
  changedFields,
  clientTokenCounts,
  endedSecrets,
  scopesGranted,
  secretProved,
  transition,
} from '../../shared/flow/client.ts';
import { factsGiven } from '../../shared/flow/registration.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();
const secret = (secretId: string) => ({ secretId, digest: digest(secretId), createdAt: 1 });
const facts = factsGiven({ name: 'Shop', type: 'confidential', redirectUris: ['https://shop.example/'], grants: ['authorization_code'] });
const put = (type: 'public' | 'confidential'): ClientEvent => ({ is: 'put', facts: { ...facts, type }, secret: secret('first') });

/** The client after all of these, each allowed. */
function clientAfter(...events: ClientEvent[]): Client | undefined {
  return events.reduce<Client | undefined>((client, event, nth) => {
    const move = transition(client, event, { clientId: 'shop', now: 100 + nth });
    if ('refused' in move) throw new Error(move.refused);
    return move.next;
  }, undefined);
}
const secretIds = (client: Client | undefined) =>
  client && 'secrets' in client ? client.secrets.map(({ secretId }) => secretId) : undefined;
const add = (secretId: string): ClientEvent => ({ is: 'add secret', secret: secret(secretId) });

describe('a confidential client', () => {
  test('has its first secret from the beginning, and keeps what it has when it is put in again', () => {
    expect(clientAfter(put('confidential'))).toEqual({ ...facts, clientId: 'shop', createdAt: 100, secrets: [secret('first')] });
    const again = clientAfter(put('confidential'), add('second'), { is: 'end secret', secretId: 'first' }, put('confidential'));
    expect(again).toMatchObject({ createdAt: 100, secrets: [secret('second')] });
  });

  test('has two secrets at most: the next takes the place of the oldest', () => {
    expect(secretIds(clientAfter(put('confidential'), add('second')))).toEqual(['first', 'second']);
    expect(secretIds(clientAfter(put('confidential'), add('second'), add('third')))).toEqual(['second', 'third']);
  });

  test('may be left without any, and loses all of them by becoming public', () => {
    expect(secretIds(clientAfter(put('confidential'), { is: 'end secret', secretId: 'first' }))).toEqual([]);
    expect(clientAfter(put('confidential'), put('public'))).toEqual({ ...facts, type: 'public', clientId: 'shop', createdAt: 100 });
    expect(secretIds(clientAfter(put('confidential'), put('public'), put('confidential')))).toEqual([]);
  });
});

test('what is not there can neither be given a secret nor lose one, nor be removed', () => {
  for (const event of [add('second'), { is: 'end secret', secretId: 'first' }, { is: 'remove' }] as ClientEvent[])
    expect(transition(undefined, event, { clientId: 'shop', now: 1 })).toEqual({ refused: 'not_found' });
  expect(transition(clientAfter(put('public')), add('second'), { clientId: 'shop', now: 1 })).toEqual({ refused: 'no_secrets' });
  expect(transition(clientAfter(put('public')), { is: 'end secret', secretId: 'first' }, { clientId: 'shop', now: 1 })).toEqual({
    refused: 'not_found',
  });
  expect(transition(clientAfter(put('confidential')), { is: 'end secret', secretId: 'other' }, { clientId: 'shop', now: 1 })).toEqual({
    refused: 'not_found',
  });
});

test('of a change is told which facts are others now, and which secrets are good no more', () => {
  const [before, after] = [clientAfter(put('confidential'), add('second')), clientAfter(put('confidential'), add('second'), add('third'))];
  expect(changedFields(before as Client, after as Client)).toEqual([]);
  const others = { ...facts, name: 'Shop 2', redirectUris: ['https://shop.example/2'], type: 'public' as const };
  const changed = clientAfter({ is: 'put', facts: others, secret: secret('first') });
  expect(changedFields(before as Client, changed as Client)).toEqual(['name', 'type', 'redirectUris']);

  expect(endedSecrets(before, after)).toEqual(['first']);
  expect(endedSecrets(before, clientAfter(put('public')))).toEqual(['first', 'second']);
  expect(endedSecrets(before, undefined)).toEqual(['first', 'second']);
  expect(endedSecrets(undefined, before)).toEqual([]);
});

test('a client is proved by either of its secrets, and by nothing else', () => {
  const two = clientAfter(put('confidential'), add('second'));
  expect(secretProved(two, digest('first'))?.secretId).toBe('first');
  expect(secretProved(two, digest('second'))?.secretId).toBe('second');
  expect(secretProved(two, digest('third'))).toBeUndefined();
  const none = clientAfter(put('confidential'), { is: 'end secret', secretId: 'first' });
  for (const client of [undefined, none, clientAfter(put('public'))])
    for (const brought of [digest('first'), new Uint8Array(32)]) expect(secretProved(client, brought)).toBeUndefined();
});

describe('a client that asks in its own name', () => {
  const both = { ...facts, grants: ['authorization_code' as const, 'client_credentials' as const] };
  const of = (change: Partial<typeof facts>) =>
    clientAfter({ is: 'put', facts: { ...both, scopes: ['openid', 'email', 'challenges'], ...change }, secret: secret('first') }) as Client;
  const client = of({});

  test('is given what it asks for, if it has all of that, and else nothing', () => {
    expect(scopesGranted(client, 'client_credentials', undefined)).toEqual(['challenges']);
    expect(scopesGranted(client, 'client_credentials', 'challenges')).toEqual(['challenges']);
    expect(scopesGranted(client, 'client_credentials', 'challenges challenges')).toEqual(['challenges']);
    for (const asked of ['', 'openid', 'openid challenges', 'challenges unknown'])
      expect(scopesGranted(client, 'client_credentials', asked)).toBeUndefined();
    expect(scopesGranted(client, 'authorization_code', 'email openid')).toEqual(['openid', 'email']);
    expect(scopesGranted(of({ scopes: ['openid'] }), 'client_credentials', undefined)).toBeUndefined();
  });

  test('may use a token while it is there, with its grant, its scope and the secret that the token was got by', () => {
    expect(clientTokenCounts(client, 'first', 'challenges')).toBe(true);
    expect(clientTokenCounts(undefined, 'first', 'challenges')).toBe(false);
    expect(clientTokenCounts(client, 'second', 'challenges')).toBe(false);
    expect(clientTokenCounts(of({ scopes: ['openid', 'email'] }), 'first', 'challenges')).toBe(false);
    expect(clientTokenCounts(of({ grants: ['authorization_code'] }), 'first', 'challenges')).toBe(false);
    expect(clientTokenCounts(of({ type: 'public' }), 'first', 'challenges')).toBe(false);
  });
});
