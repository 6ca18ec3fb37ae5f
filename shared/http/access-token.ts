/** Access tokens of customers: ES256 JWTs of the type that RFC 9068 §2 names, valid for 15 minutes. */
import { type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { required, variables } from '../config/environment.ts';
import { ACCESS_TOKEN_LIFETIME, PROOF_LIFETIME } from '../flow/budgets.ts';
import { type Acr, amrOf, type SessionClaims } from '../flow/session.ts';
import type { Call } from './call.ts';
import { accessTokenType, claimsOf } from './signed-token.ts';

const audience = required(variables.audience);
/**
 * Of a customer whom a shop has handed over: its token is for Keycard's own account calls. It was proved by nobody's password and by no code,
 * so no service of the shop, which asks for its own audience, takes it for a login.
 */
const ofAccountPage = (publicUrl: string) => `${publicUrl}/security`;

/** No client's token has them. */
const requiredClaims = ['sub', 'exp', 'jti', 'auth_time', 'acr', 'amr'];

/** The session behind a bearer token; `undefined` for a missing, foreign, altered or ended one. @throws when a key cannot be had. */
export async function authenticate(call: Pick<Call, 'bearer' | 'now' | 'publicUrl'>): Promise<SessionClaims | undefined> {
  const claims = await claimsOf(call, { audience: [audience, ofAccountPage(call.publicUrl)], requiredClaims });
  if (!claims) return undefined;
  // The token of a client's login is for the shop's services: a shop is not let into the account of who shops there.
  if (claims.client_id !== undefined) return undefined;
  const { sub = '', jti = '', exp = 0, epoch, sid } = claims;
  const { amr, acr, auth_time } = claims as { amr: string[]; acr: string; auth_time: number };
  const ofFamily = sid === undefined ? {} : { sid: String(sid) };
  return { customerId: sub, jti, amr, acr, authTime: auth_time * 1000, epoch: Number(epoch), expiresAt: exp * 1000, ...ofFamily };
}

/** The private key that signs, and its version. */
export type Signer = { version: number; key: KeyObject };

/** How a login or refresh ends: the answer `authenticated` with its access token. */
export type Authenticated = {
  status: 'authenticated';
  customerId: string;
  accessToken: string;
  tokenType: 'Bearer';
  /** seconds */
  expiresIn: number;
};

/** `authTime`: when the login was proved, in ms. `sid`: id of the family, if the session stays logged in. */
export type Who = { customerId: string; epoch: number; acr: Acr; authTime: number; sid?: string };

export async function authenticated(call: Pick<Call, 'now' | 'publicUrl'>, who: Who, signer: Signer): Promise<Authenticated> {
  const { acr, authTime, epoch, sid } = who;
  const issuedAt = Math.floor(call.now / 1000);
  // The shop's word stands for the password for so long, and then there is nothing more to do.
  const [to, lifetime] = acr === 'shop' ? [ofAccountPage(call.publicUrl), PROOF_LIFETIME] : [audience, ACCESS_TOKEN_LIFETIME];
  const proved = { auth_time: Math.floor(authTime / 1000), acr: `${call.publicUrl}/acr/${acr}`, amr: amrOf[acr] };
  const accessToken = await new SignJWT({ ...proved, epoch, ...(sid !== undefined && { sid }) })
    .setProtectedHeader({ alg: 'ES256', kid: String(signer.version), typ: accessTokenType })
    .setIssuer(call.publicUrl)
    .setAudience(to)
    .setSubject(who.customerId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetime / 1000)
    .setJti(randomUUID())
    .sign(signer.key);
  return { status: 'authenticated', customerId: who.customerId, accessToken, tokenType: 'Bearer', expiresIn: lifetime / 1000 };
}
