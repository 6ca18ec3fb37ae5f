import { noContent, problem } from '../shared/http/answers.ts';
import { type Link, openLink } from '../shared/http/link-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { cancelRecovery as route } from '../shared/http/routes/recovery.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { readCustomer } from '../shared/store/customers.ts';
import { type Cancelled, cancelRecovery } from '../shared/store/recoveries.ts';
import { cancelSupportRequest } from '../shared/store/support-queue.ts';

/** "This wasn't me": the recovery, or the support request, that the link belongs to is over. */
export const handler = endpoint(route, async (call) => {
  const { now } = call;
  const link = await openLink(call.body.token, now);
  if (!link) return problem('invalid_token');
  const cancelled = await cancel(link, now);
  if (!cancelled) return problem('recovery_expired');

  const customer = cancelled.isNews && cancelled.customerId ? await readCustomer(cancelled.customerId) : undefined;
  const kind = link.kind === 'recovery' ? 'recovery_cancelled' : 'support_cancelled';
  if (customer) await tellCustomer([customer.email], { kind }, customer.locale ?? call.locale, now);
  return noContent();
});

/** `isNews`: it was this call that cancelled, not one before it. */
function cancel(link: Link, now: number): Promise<Cancelled | undefined> {
  if (link.kind === 'recovery') return cancelRecovery(link.customerId, link.recoveryId, now);
  return cancelSupportRequest(link.requestId, now);
}
