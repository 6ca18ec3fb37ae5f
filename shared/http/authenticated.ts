/** Access tokens of customers: ES256 JWTs of the type that RFC 9068 §2 names, valid for 15 minutes. */
import { randomUUID } from 'node:crypto';
import { required, variables } from '../config/environment.ts';
import { ACCESS_TOKEN_LIFETIME, PROOF_LIFETIME } from '../flow/budgets.ts';
import { type Acr, amrOf } from '../flow/session.ts';
import { accessTokenType, type Signer, signedJwt } from '../keyring/signed-jwt.ts';
import type { Call } from './call.ts';

export const audience = required(variables.audience);
/**
 * Of a customer whom a shop has handed over: its token is for Keycard's own account calls. It was proved by nobody's password and by no code,
 * so no service of the shop, which asks for its own audience, takes it for a login.
 */
export const ofAccountPage = (publicUrl: string) => `${publicUrl}/security`;

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

export function authenticated(call: Pick<Call, 'now' | 'publicUrl'>, who: Who, signer: Signer): Authenticated {
  const { acr, authTime, epoch, sid } = who;
  // The shop's word stands for the password for so long, and then there is nothing more to do.
  const [aud, lifetime] = acr === 'shop' ? [ofAccountPage(call.publicUrl), PROOF_LIFETIME] : [audience, ACCESS_TOKEN_LIFETIME];
  const proved = { auth_time: Math.floor(authTime / 1000), acr: `${call.publicUrl}/acr/${acr}`, amr: amrOf[acr] };
  const about = { iss: call.publicUrl, aud, sub: who.customerId, jti: randomUUID() };
  const accessToken = signedJwt(
    { ...proved, epoch, ...(sid !== undefined && { sid }), ...about },
    { typ: accessTokenType, lifetime, now: call.now },
    signer,
  );
  return { status: 'authenticated', customerId: who.customerId, accessToken, tokenType: 'Bearer', expiresIn: lifetime / 1000 };
}
