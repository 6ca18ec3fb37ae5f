/** All that happened to a customer, for administrators who give it to them. API Gateway has checked their IAM signature. */
import { activityShown } from '../shared/http/activity-shown.ts';
import { ok, problem, rfc3339 } from '../shared/http/answers.ts';
import { cursorOf, placeOf } from '../shared/http/list-cursor.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { customerAudit } from '../shared/http/routes/activity.ts';
import { isPlaceInLog } from '../shared/store/audit.ts';
import { type AuditPage, readAudit } from '../shared/store/customer-audit.ts';
import { readCustomer } from '../shared/store/customers.ts';

const PER_PAGE = 50;

export const handler = endpoint(customerAudit, async ({ path, query, now }) => {
  const customerId = path.customerId ?? '';
  const customer = await readCustomer(customerId);
  // Of who is gone nobody can say any more whether it is they who ask.
  if (!customer) return problem('not_found');
  const { limit = PER_PAGE, cursor } = query;
  // Somebody else under the same id has another list.
  const list = `audit of ${customerId} since ${customer.createdAt}`;
  const after = cursor === undefined ? undefined : placeOf(list, cursor);
  if (cursor !== undefined && (after === undefined || !isPlaceInLog(after))) {
    return problem('invalid_request', { errors: [{ path: 'query.cursor', message: 'is of another list, or of none' }] });
  }

  const page = await readAudit(customer, limit, after, now);
  if (page === 'overtaken') return problem('unavailable', { retryAfter: 1 });
  const { entries, sessions, moreSessions, goesOnAfter } = page;
  return ok({
    entries: entries.map(activityShown),
    ...(sessions && { sessions: sessions.map(sessionShown) }),
    ...(moreSessions && { moreSessions: true as const }),
    ...(goesOnAfter !== undefined && { cursor: cursorOf(list, goesOnAfter) }),
  });
});

const sessionShown = ({
  startedAt,
  expiresAt,
  device,
  network,
  near,
  acr,
  clientId,
  over,
}: NonNullable<AuditPage['sessions']>[number]) => ({
  startedAt: rfc3339(startedAt),
  expiresAt: rfc3339(expiresAt),
  device,
  ...(network !== undefined && { network }),
  ...(near && { near }),
  acr,
  ...(clientId !== undefined && { client: clientId }),
  ...(over && { over: true as const }),
});
