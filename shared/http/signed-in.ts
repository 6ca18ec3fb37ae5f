/** Who is logged in, and whether that still counts. */
import { type KeptProof, loginProof, provedUntil } from '../flow/proof.ts';
import { type SessionClaims, sessionCounts } from '../flow/session.ts';
import type { Customer } from '../store/customers.ts';
import { type Family, readSession, readSessionAndProof } from '../store/families.ts';
import { authenticate } from './access-token.ts';
import type { Call } from './call.ts';

export type Present = {
  session: SessionClaims;
  /** As they are now. */
  customer: Customer;
  /** Of a session that stays logged in. */
  family: Family | undefined;
};

/** `kept`: what the session proved after its login. */
export type PresentWithProof = Present & { kept: KeptProof | undefined };

/** The session of a bearer token, if it still counts; `undefined`: `session_required`. */
export async function signedIn(call: Call): Promise<Present | undefined> {
  const session = await authenticate(call);
  if (!session) return undefined;
  const [customer, family] = await readSession(session.customerId, session.sid);
  return customer && sessionCounts(session, customer, family) ? { session, customer, family } : undefined;
}

/** The same where it matters what the session proved, and when. */
export async function signedInWithProof(call: Call): Promise<PresentWithProof | undefined> {
  const session = await authenticate(call);
  if (!session) return undefined;
  const [customer, family, kept] = await readSessionAndProof(session);
  return customer && sessionCounts(session, customer, family) ? { session, customer, family, kept } : undefined;
}

/**
 * Until when (ms) this session need prove nothing more for a change that a recent proof will do for; `undefined`: it has to.
 *
 * @param factorIsDemanded the flag is on
 */
export const provedUntilOf = ({ session, customer, kept }: PresentWithProof, factorIsDemanded: boolean, now: number): number | undefined =>
  provedUntil(loginProof(session), kept, customer, factorIsDemanded, now);
