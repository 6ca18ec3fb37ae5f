/** What a client is told by that somebody was logged out: OpenID Connect Back-Channel Logout 1.0 §2.4. */
import { randomUUID } from 'node:crypto';
import { MINUTE } from '../flow/budgets.ts';
import { type Signer, signedJwt } from '../keyring/signed-jwt.ts';

/** Long enough for a slow shop, and two tries of Lambda's; a replayed one logs out who is logged out. */
const LIFETIME = 2 * MINUTE;

export function logoutToken(
  { clientId, customerId, sid }: { clientId: string; customerId: string; sid: string },
  issuer: string,
  signer: Signer,
  now: number,
): string {
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const claims = { iss: issuer, aud: clientId, sub: customerId, sid, events, jti: randomUUID() };
  return signedJwt(claims, { typ: 'logout+jwt', lifetime: LIFETIME, now }, signer);
}
