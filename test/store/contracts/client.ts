/** A shop's clients: put in, given secrets and taken out, on the client as it was read. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type Client, type ClientEvent, transition } from '../../../shared/flow/client.ts';
import type { ClientType } from '../../../shared/flow/registration.ts';
import type { StoredClient } from '../../../shared/store/client-items.ts';
import { bytes, start } from '../customer.ts';
import { clientKey, moveClientFrom, put, readClient } from '../store.ts';
import { contract, oneFieldOff } from './contract.ts';

type Case = {
  isThere: boolean;
  /** It was, when it was read. */
  isSeen: boolean;
  version: number;
  seenVersion: number;
  type: ClientType;
  secrets: number;
  event: ClientEvent['is'];
  /** What is put in its place. */
  to: ClientType;
  name: string;
  secretId: string;
};

const events = ['put', 'add secret', 'end secret', 'remove'] as const satisfies ClientEvent['is'][];
const type = fc.constantFrom('public' as const, 'confidential' as const);

const allowed: fc.Arbitrary<Case> = fc
  .record({ event: fc.constantFrom(...events), isNew: fc.boolean(), type, to: type, secrets: fc.constantFrom(1, 2) })
  .map(({ event, isNew, type, to, secrets }) => {
    const isThere = event !== 'put' || !isNew;
    const isOfSecrets = event === 'add secret' || event === 'end secret';
    const facts = { type: isOfSecrets ? ('confidential' as const) : type, secrets, to, name: 'another name', secretId: 'secret 1' };
    return { event, isThere, isSeen: isThere, version: 7, seenVersion: 7, ...facts };
  });

const cases = oneFieldOff(allowed, {
  isThere: fc.boolean(),
  isSeen: fc.boolean(),
  version: fc.constantFrom(6, 8),
  type,
  secrets: fc.constantFrom(0, 1, 2),
  name: fc.constant('Shop'),
  secretId: fc.constantFrom('secret 2', 'no secret'),
});

const factsOf = (type: ClientType, name: string) => ({
  name,
  type,
  redirectUris: ['https://shop.example/'],
  postLogoutRedirectUris: [],
  grants: ['authorization_code' as const],
  scopes: ['openid' as const],
  origins: [],
});
const secretNamed = (secretId: string) => ({ secretId, digest: bytes(secretId), createdAt: start });

function clientOf({ type, secrets }: Case, clientId: string): Client {
  const { type: _, ...facts } = factsOf(type, 'Shop');
  const known = { ...facts, clientId, createdAt: start - 1 };
  const given = ['secret 1', 'secret 2'].slice(0, secrets).map(secretNamed);
  return type === 'public' ? { ...known, type } : { ...known, type, secrets: given };
}

function eventOf({ event, to, name, secretId }: Case): ClientEvent {
  switch (event) {
    case 'put':
      return { is: event, facts: factsOf(to, name), secret: secretNamed('a fresh secret') };
    case 'add secret':
      return { is: event, secret: secretNamed('a fresh secret') };
    case 'end secret':
      return { is: event, secretId };
    case 'remove':
      return { is: event };
  }
}

/** Of a client's own id, which is new in each run of a case, and without what only the table counts. */
function seen(client: (Client & { version?: number }) | undefined) {
  if (!client) return undefined;
  const { clientId: _, version: __, ...facts } = client;
  return facts;
}

export const client = contract<Case>('client: registered, given secrets and removed', {
  cases,
  event: ({ event, isSeen }) => (event === 'put' ? (isSeen ? 'a client is changed' : 'a client is registered') : event),
  table: async (played) => {
    const clientId = randomUUID();
    const stored: StoredClient = { ...clientOf(played, clientId), version: played.version };
    if (played.isThere) await put({ ...clientKey(clientId), ...stored });
    const read = played.isSeen ? { ...stored, version: played.seenVersion } : undefined;
    const moved = await moveClientFrom(read, eventOf(played), { clientId, admin: 'vera', now: start });
    return { moved: moved === undefined ? 'lost' : moved.is, after: seen(await readClient(clientId)) };
  },
  machine: (played) => {
    const clientId = 'the client';
    const there = played.isThere ? clientOf(played, clientId) : undefined;
    const read = played.isSeen ? clientOf(played, clientId) : undefined;
    const move = transition(read, eventOf(played), { clientId, now: start });
    if ('refused' in move) return { moved: 'refused', after: seen(there) };
    const isAsItWas = JSON.stringify(seen(move.next)) === JSON.stringify(seen(read));
    const isAsRead = played.isThere === played.isSeen && (!played.isThere || played.version === played.seenVersion);
    // What is put in again as it was read needs no write, whoever was there meanwhile.
    if (isAsItWas) return { moved: 'moved', after: seen(there) };
    return isAsRead ? { moved: 'moved', after: seen(move.next) } : { moved: 'lost', after: seen(there) };
  },
});
