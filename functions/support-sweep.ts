import { now as clock } from '../shared/config/clock.ts';
import { required, variables } from '../shared/config/environment.ts';
import { log } from '../shared/log/events.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { readCustomer } from '../shared/store/customers.ts';
import { listByStatus } from '../shared/store/support-queue.ts';
import { type Moved, moveSupportRequest, type StoredRequest } from '../shared/store/support-requests.ts';

const publicUrl = required(variables.publicUrl);

type Ended = 'executed' | 'superseded' | undefined;

/**
 * Executes the approved support requests whose wait is over, page after page. Called by a schedule every five minutes: unlike a
 * schedule per request it has nothing to create, to lose or to clean up, and what failed is simply met again by the next one.
 */
export const handler = async (): Promise<{ executed: number; superseded: number; failed: number }> => {
  const now = clock();
  const counts = { executed: 0, superseded: 0, failed: 0 };
  let cursor: string | undefined;
  do {
    const page = await listByStatus('approved', cursor);
    for (const request of page.requests) {
      try {
        const ended = await sweep(request, now);
        if (ended) counts[ended]++;
      } catch (error) {
        counts.failed++;
        log({ event: 'support_sweep_failed', requestId: request.requestId, error: (error as Error).name });
      }
    }
    cursor = page.next;
  } while (cursor !== undefined);
  log({ event: 'support_sweep', ...counts });
  // Fails the invocation, so that Lambda tries again and the dead-letter queue tells the team.
  if (counts.failed > 0) throw new Error(`${counts.failed} support requests could not be executed`);
  return counts;
};

/** The index may be behind; the rules are asked of the request as the table has it. */
async function sweep(listed: StoredRequest, now: number): Promise<Ended> {
  if (listed.requestStatus !== 'approved' || listed.executeAt > now) return undefined;
  const { requestId, approvalId } = listed;
  const executed = await moveSupportRequest(requestId, { is: 'execute' }, now);
  if (executed.is === 'moved') {
    await tell(executed, 'support_executed', now);
    return 'executed';
  }
  if (executed.is !== 'refused') return undefined;
  // Nobody was told of this approval: the function that gave it broke off. The team decides again.
  if (executed.why === 'not_yet' && (await moveSupportRequest(requestId, { is: 'reopen', approvalId }, now)).is === 'moved') {
    log({ event: 'notice_failed', notice: 'support_approved', requestId });
  }
  if (executed.why !== 'superseded') return undefined;
  const superseded = await moveSupportRequest(requestId, { is: 'supersede' }, now);
  if (superseded.is !== 'moved') return undefined;
  await tell(superseded, 'support_superseded', now);
  return 'superseded';
}

/** The customer that it was about, not the next one with the same id; who has no factor any more has heard why. */
async function tell({ request }: Moved & { is: 'moved' }, kind: 'support_executed' | 'support_superseded', now: number): Promise<void> {
  const customer = await readCustomer(request.customerId ?? '');
  if (customer?.createdAt !== request.goodFor?.createdAt || (kind === 'support_superseded' && !customer?.factor)) return;
  if (customer) await tellCustomer(customer, { kind }, { now, publicUrl, locale: 'en' });
}
