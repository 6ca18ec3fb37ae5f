/** What a client is told by that somebody was logged out: OpenID Connect Back-Channel Logout 1.0 §2.4. */
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { MINUTE } from '../flow/budgets.ts';
import type { Signer } from './access-token.ts';

/** Long enough for a slow shop, and two tries of Lambda's; a replayed one logs out who is logged out. */
const LIFETIME = 2 * MINUTE;

export function logoutToken(
  { clientId, customerId, sid }: { clientId: string; customerId: string; sid: string },
  issuer: string,
  signer: Signer,
  now: number,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ sid, events: { 'http://schemas.openid.net/event/backchannel-logout': {} } })
    .setProtectedHeader({ alg: 'ES256', kid: String(signer.version), typ: 'logout+jwt' })
    .setIssuer(issuer)
    .setAudience(clientId)
    .setSubject(customerId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME / 1000)
    .setJti(randomUUID())
    .sign(signer.key);
}
