/**
 * Access tokens of clients, which speak in their own name (RFC 9068). They are for Keycard's own API and for nothing else: their audience
 * is that API, while a customer's token has the shop's (the option `audience`), so a service of the shop that asks for its audience takes
 * none for a customer's. Were the option set to the very same, they would still differ in the claims that each kind has to have.
 */
import { randomUUID } from 'node:crypto';
import { ACCESS_TOKEN_LIFETIME } from '../flow/budgets.ts';
import { clientTokenCounts } from '../flow/client.ts';
import type { ScopeName } from '../flow/registration.ts';
import { accessTokenType, type Signer, signedJwt } from '../keyring/signed-jwt.ts';
import { readClient, type StoredClient } from '../store/client-items.ts';
import type { Call } from './call.ts';
import type { ProvedClient } from './client-authentication.ts';
import { claimsOf } from './signed-token.ts';

const audienceOf = (publicUrl: string) => `${publicUrl}/v1`;

/** The answer of RFC 6749 §5.1. `expires_in`: seconds. */
export type TokenAnswer = { access_token: string; token_type: 'Bearer'; expires_in: number; scope: string };

export function clientToken(
  { now, publicUrl }: Pick<Call, 'now' | 'publicUrl'>,
  { client, secret }: ProvedClient,
  scopes: readonly ScopeName[],
  signer: Signer,
): TokenAnswer {
  const { clientId } = client;
  const scope = scopes.join(' ');
  // By the secret's id the token ends with it. Ids are drawn anew, so it is none of the next client with this id either.
  const claims = { client_id: clientId, scope, secret_id: secret.secretId, jti: randomUUID() };
  const about = { iss: publicUrl, aud: audienceOf(publicUrl), sub: clientId };
  const accessToken = signedJwt({ ...claims, ...about }, { typ: accessTokenType, lifetime: ACCESS_TOKEN_LIFETIME, now }, signer);
  return { access_token: accessToken, token_type: 'Bearer', expires_in: ACCESS_TOKEN_LIFETIME / 1000, scope };
}

/**
 * The client behind a bearer token that lets it do this; `undefined`: none. A customer's token never is one. One read: the client is
 * there, has the grant and the scope, and the secret that the token was got by has not been ended.
 * @throws when a key cannot be had
 */
export async function authenticateClient(
  call: Pick<Call, 'bearer' | 'now' | 'publicUrl'>,
  needed: ScopeName,
): Promise<StoredClient | undefined> {
  const claims = await claimsOf(call, {
    audience: audienceOf(call.publicUrl),
    requiredClaims: ['sub', 'client_id', 'scope', 'secret_id', 'exp', 'jti'],
  });
  if (!claims || claims.sub !== claims.client_id || !String(claims.scope).split(' ').includes(needed)) return undefined;
  const client = await readClient(String(claims.sub));
  return clientTokenCounts(client, String(claims.secret_id), needed) ? client : undefined;
}
