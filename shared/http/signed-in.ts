/** Who is logged in, and whether that still counts. */
import { type SessionClaims, sessionCounts } from '../flow/session.ts';
import type { Customer } from '../store/customers.ts';
import { type Family, readSession } from '../store/families.ts';
import { authenticate } from './access-token.ts';
import type { Call } from './call.ts';

export type Present = {
  session: SessionClaims;
  /** As they are now. */
  customer: Customer;
  /** Of a session that stays logged in. */
  family: Family | undefined;
};

/** The session of a bearer token, if it still counts; `undefined`: `session_required`. */
export async function signedIn(call: Call): Promise<Present | undefined> {
  const session = await authenticate(call);
  if (!session) return undefined;
  const [customer, family] = await readSession(session.customerId, session.sid);
  return customer && sessionCounts(session, customer, family) ? { session, customer, family } : undefined;
}
