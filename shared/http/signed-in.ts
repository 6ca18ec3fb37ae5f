/** Who is logged in, and whether that still counts. */
import { type SessionClaims, sessionCounts } from '../flow/session.ts';
import { type Customer, readCustomer } from '../store/customers.ts';
import { authenticate } from './access-token.ts';
import type { Call } from './call.ts';

/** The session of a bearer token and its customer as they are now; `undefined`: `session_required`. */
export async function signedIn(call: Call): Promise<{ session: SessionClaims; customer: Customer } | undefined> {
  const session = await authenticate(call);
  if (!session) return undefined;
  const customer = await readCustomer(session.customerId);
  return customer && sessionCounts(session, customer) ? { session, customer } : undefined;
}
