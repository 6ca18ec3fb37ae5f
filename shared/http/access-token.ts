/** Access tokens of customers, as they come back. */
import type { SessionClaims } from '../flow/session.ts';
import { audience, ofAccountPage } from './authenticated.ts';
import type { Call } from './call.ts';
import { claimsOf } from './signed-token.ts';

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
