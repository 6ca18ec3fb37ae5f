import { ok, problem } from '../shared/http/answers.ts';
import { clientSession } from '../shared/http/client-login.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { userinfo } from '../shared/http/routes/authorization.ts';
import { readCustomer } from '../shared/store/customers.ts';
import { readFamily } from '../shared/store/family-items.ts';

/** Who has logged in to a client (OpenID Connect Core §5.3): as they are now, and as long as their session there goes on. */
export const handler = endpoint(userinfo, async (call) => {
  const session = await clientSession(call);
  if (!session) return problem('session_required');
  const { customerId, clientId, sid, epoch, scopes } = session;
  const [customer, family] = await Promise.all([readCustomer(customerId), readFamily(sid)]);
  const counts = customer?.epoch === epoch && family?.clientId === clientId && family.customerId === customerId;
  if (!counts) return problem('session_required');
  const { email, emailVerified } = customer;
  return ok({ sub: customerId, ...(scopes.includes('email') && { email, email_verified: emailVerified }) });
});
