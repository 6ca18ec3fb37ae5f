/**
 * A client as it is registered: none → public or confidential → none. A confidential one proves itself by a secret, of which two are
 * good at a time, so that a shop can take up the next before it gives up the one before.
 */
import { timingSafeEqual } from 'node:crypto';
import { type ClientFacts, type GrantName, grantOf, type ScopeName } from './registration.ts';

export const SECRETS_AT_ONCE = 2;

/**
 * `digest`: SHA-256. A secret is 256 random bits, which nobody finds by trying: a hash that is slow on purpose guards passwords, which
 * people choose, and would only cost time here (RFC 6749 §10.10: a guess has to hit with 2^-160 at most). `createdAt`: ms since 1970.
 */
export type Secret = { secretId: string; digest: Uint8Array; createdAt: number };

type Registered = Omit<ClientFacts, 'type'> & { clientId: string; createdAt: number };
/** `secrets`: oldest first, up to two; with none the client can do nothing in its own name. */
export type Client = Registered & ({ type: 'public' } | { type: 'confidential'; secrets: readonly Secret[] });

export type ClientEvent =
  /** `secret`: the first one of a confidential client that is new. Who was registered keeps theirs. */
  | { is: 'put'; facts: ClientFacts; secret: Secret }
  | { is: 'add secret'; secret: Secret }
  | { is: 'end secret'; secretId: string }
  | { is: 'remove' };

/** What each event can be refused with. `no_secrets`: a public client has none. `not_found`: no such client, or no such secret of it. */
export type ClientRefusalOf = { put: never; 'add secret': 'not_found' | 'no_secrets'; 'end secret': 'not_found'; remove: 'not_found' };
type Name = ClientEvent['is'];
/** `undefined`: there is none. */
export type ClientMove<Why = ClientRefusalOf[Name]> = { next: Client | undefined } | { refused: Why };

export const secretsOf = (client: Client | undefined): readonly Secret[] => (client?.type === 'confidential' ? client.secrets : []);

/** Whose it is, and when (ms since 1970). */
type At = { clientId: string; now: number };

const moves: {
  [E in Name]: (client: Client | undefined, event: Extract<ClientEvent, { is: E }>, at: At) => ClientMove<ClientRefusalOf[E]>;
} = {
  put: (client, event, at) => ({ next: registered(client, event, at) }),

  'add secret': (client, { secret }) => {
    if (client?.type !== 'confidential') return { refused: client ? 'no_secrets' : 'not_found' };
    return { next: { ...client, secrets: [...client.secrets, secret].slice(-SECRETS_AT_ONCE) } };
  },

  'end secret': (client, event) => {
    if (client?.type !== 'confidential') return { refused: 'not_found' };
    const secrets = client.secrets.filter(({ secretId }) => secretId !== event.secretId);
    return secrets.length < client.secrets.length ? { next: { ...client, secrets } } : { refused: 'not_found' };
  },

  remove: (client) => (client ? { next: undefined } : { refused: 'not_found' }),
};

/** The client after the event, or why it stays as it is. */
export function transition<E extends Name>(
  client: Client | undefined,
  event: Extract<ClientEvent, { is: E }>,
  at: At,
): ClientMove<ClientRefusalOf[E]> {
  return moves[event.is as E](client, event, at);
}

/** A client that becomes public loses its secrets; one that becomes confidential is given its first as any later one. */
function registered(before: Client | undefined, { facts, secret }: ClientEvent & { is: 'put' }, { clientId, now }: At): Client {
  const { type, ...others } = facts;
  const known = { ...others, clientId, createdAt: before?.createdAt ?? now };
  return type === 'public' ? { ...known, type } : { ...known, type, secrets: before ? secretsOf(before) : [secret] };
}

const factNames = [
  'name',
  'type',
  'redirectUris',
  'postLogoutRedirectUris',
  'backchannelLogoutUri',
  'grants',
  'scopes',
  'origins',
] as const satisfies (keyof ClientFacts)[];
export type ClientField = (typeof factNames)[number];

/** Which facts of a client are others now, by their names. */
export const changedFields = (before: Client, after: Client): ClientField[] =>
  factNames.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));

/** The ids of the secrets that are good no more. */
export function endedSecrets(before: Client | undefined, after: Client | undefined): string[] {
  const left = secretsOf(after).map(({ secretId }) => secretId);
  return secretsOf(before)
    .map(({ secretId }) => secretId)
    .filter((secretId) => !left.includes(secretId));
}

/** SHA-256 of nothing that anybody knows. */
const nobodys = new Uint8Array(32);

/**
 * The secret of the client whose digest it is. The work is the same for a client that is not there, has no secret, one or two.
 *
 * @param digest SHA-256 of what was brought, 32 bytes
 */
export function secretProved(client: Client | undefined, digest: Uint8Array): Secret | undefined {
  const secrets = secretsOf(client);
  const places = Array.from({ length: SECRETS_AT_ONCE }, (_, place) => secrets[place]);
  const same = places.map((secret) => timingSafeEqual(secret?.digest ?? nobodys, digest));
  return places.find((_, place) => same[place]);
}

/**
 * What a token lets a client do that asks by this grant: what is asked for, or without that all that it is registered for.
 *
 * @param asked names with a space between them (RFC 6749 §3.3); @returns `undefined`: it may not have all of it, or there is nothing
 */
export function scopesGranted(client: Client, grant: GrantName, asked: string | undefined): ScopeName[] | undefined {
  const own = client.scopes.filter((scope) => grantOf(scope) === grant);
  const names = asked === undefined ? own : [...new Set(asked.split(' '))];
  const granted = own.filter((scope) => names.includes(scope));
  return granted.length > 0 && granted.length === names.length ? granted : undefined;
}

/** Does a token still count that lets a client do this in its own name? It ends with the client, its right, and the secret that it was got by. */
export function clientTokenCounts(client: Client | undefined, secretId: string, needed: ScopeName): boolean {
  const isRegistered = client?.grants.includes('client_credentials') === true && client.scopes.includes(needed);
  return isRegistered && secretsOf(client).some((secret) => secret.secretId === secretId);
}
