/** Who is logged in, and whether that still counts. */
import { isLoggedOut, loginProof, type Proof, provedUntil } from '../flow/proof.ts';
import { isHandedOver, type SessionClaims, sessionCounts } from '../flow/session.ts';
import type { Customer } from '../store/customers.ts';
import { readSession } from '../store/families.ts';
import type { Family } from '../store/family-items.ts';
import { authenticate } from './access-token.ts';
import type { Call } from './call.ts';

export type Present = {
  session: SessionClaims;
  /** As they are now. */
  customer: Customer;
  /** Of a session that stays logged in. */
  family: Family | undefined;
  /** What the session proved last, after its login. */
  proof: Proof | undefined;
};

/** The session of a bearer token, if it still counts; `undefined`: `session_required`. It may be one of the account only: see `loggedIn`. */
export async function signedIn(call: Call): Promise<Present | undefined> {
  const session = await authenticate(call);
  if (!session) return undefined;
  const [customer, family, kept] = await readSession(session);
  const loggedOut = isLoggedOut(kept);
  if (!customer || !sessionCounts(session, customer, family, loggedOut)) return undefined;
  return { session, customer, family, proof: loggedOut ? undefined : kept };
}

/** The same of a login: whom a shop has handed over is in the account, and nowhere else. For all that is told to, or done for, others. */
export async function loggedIn(call: Call): Promise<Present | undefined> {
  const present = await signedIn(call);
  return present && !isHandedOver(present.session) ? present : undefined;
}

/**
 * Until when (ms) this session need prove nothing more for a change that a recent proof will do for; `undefined`: it has to.
 *
 * @param factorIsDemanded the flag is on
 */
export const provedUntilOf = ({ session, customer, proof }: Present, factorIsDemanded: boolean, now: number): number | undefined =>
  provedUntil(loginProof(session), proof, customer, factorIsDemanded, now);
