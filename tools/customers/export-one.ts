/**
 * What is kept of one customer and may be given to them (GDPR article 15), as far as calls of an admin tell it. What the team wrote, and
 * who of it, is not among it. Nor are secrets: what proves who somebody is would prove it for whoever reads the file.
 */
import { queryOf } from '../admin-call.ts';
import type { AdminCaller } from '../admin-caller.ts';
import type { SupportRequest } from '../support.ts';
import type { Shown } from './customers-table.ts';
import { one } from './look-up.ts';
import { patientCall } from './patience.ts';

type Told = Pick<SupportRequest, 'id' | 'status' | 'createdAt' | 'username' | 'message' | 'reachMeAt'> &
  Partial<Pick<SupportRequest, 'decidedAt' | 'executeAt' | 'endedAt'>>;

export type OneExported = { exportedAt: string; customer: Shown; supportRequests: Told[] };

export async function exportOf(caller: AdminCaller, customerId: string): Promise<OneExported> {
  const { customer } = await one(caller, customerId);
  const supportRequests: Told[] = [];
  let [cursor, at]: [string | undefined, number] = [undefined, 0];
  do {
    const { answer, now } = await patientCall(caller, `${requestsPath}?${queryOf({ username: customer.username, cursor })}`);
    const page = answer as { requests: SupportRequest[]; cursor?: string };
    // An address may be several customers', and a name may have been somebody else's.
    supportRequests.push(...page.requests.filter((request) => request.customerId === customerId).map(told));
    [cursor, at] = [page.cursor, now];
  } while (cursor !== undefined);
  return { exportedAt: new Date(at).toISOString(), customer, supportRequests };
}

export const requestsPath = '/v1/admin/support-requests';

function told({ id, status, createdAt, username, message, reachMeAt, decidedAt, executeAt, endedAt }: SupportRequest): Told {
  const times = { ...(decidedAt && { decidedAt }), ...(executeAt && { executeAt }), ...(endedAt && { endedAt }) };
  return { id, status, createdAt, username, message, reachMeAt, ...times };
}
