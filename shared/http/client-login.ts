/**
 * What a client gets of a customer's login: an access token, for the shop's own services and `/userinfo`, and an ID token, which tells the
 * client itself who it was (OpenID Connect Core §2). Neither does anything in the customer's account.
 */
import { hash, randomUUID } from 'node:crypto';
import { required, variables } from '../config/environment.ts';
import { ACCESS_TOKEN_LIFETIME } from '../flow/budgets.ts';
import { amrOf } from '../flow/session.ts';
import { accessTokenType, type Signer, signedJwt } from '../keyring/signed-jwt.ts';
import type { KeptCode } from '../store/authorization-codes.ts';
import type { Call } from './call.ts';
import type { TokenAnswer } from './client-token.ts';
import { claimsOf } from './signed-token.ts';

const audience = required(variables.audience);

/** The answer of OpenID Connect Core §3.1.3.3. */
export type LoginAnswer = TokenAnswer & { id_token: string };

export function clientLogin({ now, publicUrl }: Pick<Call, 'now' | 'publicUrl'>, of: KeptCode, signer: Signer): LoginAnswer {
  const { clientId, customerId, acr, authTime, epoch, sid, nonce, scopes } = of;
  const proved = {
    auth_time: Math.floor(authTime / 1000),
    acr: `${publicUrl}/acr/${acr}`,
    amr: amrOf[acr],
    sid,
    iss: publicUrl,
    sub: customerId,
  };
  const scope = scopes.join(' ');
  const signed = (claims: Record<string, unknown>, typ: string) =>
    signedJwt({ ...proved, ...claims }, { typ, lifetime: ACCESS_TOKEN_LIFETIME, now }, signer);
  const accessToken = signed({ client_id: clientId, scope, epoch, jti: randomUUID(), aud: audience }, accessTokenType);
  // OpenID Connect Core §3.1.3.6: the left half of its SHA-256.
  const at_hash = hash('sha256', accessToken, 'buffer').subarray(0, 16).toString('base64url');
  const idToken = signed({ at_hash, ...(nonce !== undefined && { nonce }), aud: clientId }, 'JWT');
  return { access_token: accessToken, token_type: 'Bearer', expires_in: ACCESS_TOKEN_LIFETIME / 1000, scope, id_token: idToken };
}

/**
 * Whose login an ID token tells of, however old it is: a client shows it to log its customer out (RP-Initiated Logout 1.0 §2).
 * `undefined`: it is none of ours. @throws when a key cannot be had.
 */
export async function idTokenIn(
  token: string | undefined,
  { now, publicUrl }: Pick<Call, 'now' | 'publicUrl'>,
): Promise<{ customerId: string; clientId: string; sid: string } | undefined> {
  const claims = await claimsOf(
    { bearer: token, now, publicUrl },
    { typ: 'JWT', requiredClaims: ['sub', 'aud', 'sid', 'at_hash'], howeverOld: true },
  );
  if (!claims) return undefined;
  return { customerId: String(claims.sub), clientId: String(claims.aud), sid: String(claims.sid) };
}

/** What such an access token says. */
export type ClientSession = { customerId: string; clientId: string; sid: string; epoch: number; scopes: string[] };

/** A client's session by its bearer token; `undefined`: it is none. Whether it still counts is not asked here. @throws when a key cannot be had. */
export async function clientSession(call: Pick<Call, 'bearer' | 'now' | 'publicUrl'>): Promise<ClientSession | undefined> {
  const claims = await claimsOf(call, { audience, requiredClaims: ['sub', 'client_id', 'scope', 'sid', 'epoch', 'exp', 'jti'] });
  if (!claims) return undefined;
  const { sub = '', client_id, scope, sid, epoch } = claims;
  return { customerId: sub, clientId: String(client_id), sid: String(sid), epoch: Number(epoch), scopes: String(scope).split(' ') };
}
