import { now as clock } from '../shared/config/clock.ts';
import { log } from '../shared/log/events.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { readCustomer } from '../shared/store/customers.ts';
import { executeSupportRequest, listSupportRequests, reopenSupportRequest, type SupportRequest } from '../shared/store/support-requests.ts';

/**
 * Executes the approved support requests whose wait is over. Called by a schedule every five minutes: unlike a schedule per
 * request it has nothing to create, to lose or to clean up, and what failed is simply met again by the next one.
 */
export const handler = async (): Promise<{ executed: number; failed: number }> => {
  const now = clock();
  let executed = 0;
  let failed = 0;
  for (const request of await listSupportRequests('approved')) {
    if ((request.executeAt ?? Number.POSITIVE_INFINITY) > now) continue;
    try {
      if (!request.announcedAt) {
        await putBack(request);
        continue;
      }
      const customer = request.customerId ? await readCustomer(request.customerId) : undefined;
      if (!(await executeSupportRequest(request, customer, now))) continue;
      executed++;
      if (customer) await tellCustomer([customer.email], { kind: 'support_executed' }, customer.locale ?? 'en', now);
    } catch (error) {
      failed++;
      log({ event: 'support_sweep_failed', requestId: request.requestId, error: (error as Error).name });
    }
  }
  log({ event: 'support_sweep', executed, failed });
  // Fails the invocation, so that Lambda tries again and the dead-letter queue tells the team.
  if (failed > 0) throw new Error(`${failed} support requests could not be executed`);
  return { executed, failed };
};

/** Nobody was told of this approval, so it is not executed: the function that approved it broke off. The team decides again. */
async function putBack({ requestId, cancelId = '' }: SupportRequest): Promise<void> {
  await reopenSupportRequest(requestId, cancelId);
  log({ event: 'notice_failed', notice: 'support_approved', requestId });
}
