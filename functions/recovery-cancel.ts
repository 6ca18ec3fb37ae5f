import { noContent, problem } from '../shared/http/answers.ts';
import { openLink } from '../shared/http/link-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { cancelRecovery as route } from '../shared/http/routes/recovery.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { readCustomer } from '../shared/store/customers.ts';
import { cancelRecovery } from '../shared/store/recoveries.ts';
import { cancelRequestsOf, cancelSupportRequest } from '../shared/store/support-queue.ts';

/** "This wasn't me": whatever recovery or support request of the customer is under way is over, by the link of whichever e-mail. */
export const handler = endpoint(route, async (call) => {
  const { now } = call;
  const link = await openLink(call.body.token, now);
  if (!link || link.kind === 'password') return problem('invalid_token');

  const about =
    link.kind === 'recovery'
      ? { customerId: link.customerId, requests: await cancelRequestsOf(link.customerId, now) }
      : await cancelSupportRequest(link.requestId, now);
  if (!about) return problem('recovery_expired');
  const { customerId, requests } = about;
  const recovery = customerId === undefined ? 'nothing to cancel' : await cancelRecovery(customerId, now);

  const isNews = recovery === 'cancelled' || requests === 'cancelled';
  const own = link.kind === 'recovery' ? recovery : requests;
  // Cancelling twice is cancelling.
  if (!isNews && own !== 'was cancelled') return problem('recovery_expired');
  const customer = isNews && customerId !== undefined ? await readCustomer(customerId) : undefined;
  const kinds = [recovery === 'cancelled' && 'recovery_cancelled', requests === 'cancelled' && 'support_cancelled'] as const;
  for (const kind of kinds) if (customer && kind) await tellCustomer([customer.email], { kind }, customer.locale ?? call.locale, now);
  return noContent();
});
