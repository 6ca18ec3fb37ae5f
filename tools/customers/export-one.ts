/**
 * What is kept of one customer and may be given to them (GDPR article 15). What the team wrote, and who of it, is not among it. Nor are
 * secrets: what proves who somebody is would prove it for whoever reads the file.
 */
import type { customerAudit } from '../../shared/http/routes/activity.ts';
import type { AnswerOf } from '../../shared/http/routes/route.ts';
import { queryOf } from '../admin-call.ts';
import type { AdminCaller } from '../admin-caller.ts';
import { Refused } from '../command.ts';
import type { SupportRequest } from '../support-request.ts';
import type { Shown } from './customers-table.ts';
import { one, pathOf } from './look-up.ts';
import { patientCall } from './patience.ts';

type Audit = AnswerOf<typeof customerAudit>;
type Told = Pick<SupportRequest, 'id' | 'status' | 'createdAt' | 'username' | 'message' | 'reachMeAt'> &
  Partial<Pick<SupportRequest, 'decidedAt' | 'executeAt' | 'endedAt'>>;

/** `activity`: oldest first. `moreSessions`: of them there are the newest thousand. */
export type OneExported = {
  exportedAt: string;
  customer: Shown;
  sessions: NonNullable<Audit['sessions']>;
  moreSessions?: true;
  supportRequests: Told[];
  activity: Audit['entries'];
};

/** @throws Refused where they are somebody else, or nobody, before all of it is read */
export async function exportOf(caller: AdminCaller, customerId: string): Promise<OneExported> {
  const { customer } = await one(caller, customerId);
  const activity: Audit['entries'] = [];
  let first: Audit | undefined;
  for await (const page of pages<Audit>(caller, `/v1/audit/customers/${encodeURIComponent(customerId)}`, { limit: '100' })) {
    first ??= page;
    activity.push(...page.entries);
  }
  const supportRequests: Told[] = [];
  for await (const { requests } of pages<Requests>(caller, requestsPath, { username: customer.username })) {
    // An address may be several customers', and a name may have been somebody else's.
    supportRequests.push(...requests.filter((request) => request.customerId === customerId).map(told));
  }
  const { answer: still, now } = await patientCall(caller, pathOf(customerId));
  if ((still as Shown).createdAt !== customer.createdAt) {
    throw new Refused(`${customerId} has become somebody else meanwhile. Export again.`);
  }
  return {
    exportedAt: new Date(now).toISOString(),
    customer: still as Shown,
    sessions: first?.sessions ?? [],
    ...(first?.moreSessions && { moreSessions: true }),
    supportRequests,
    activity: activity.reverse(),
  };
}

export const requestsPath = '/v1/admin/support-requests';
type Requests = { requests: SupportRequest[]; cursor?: string };

async function* pages<Page extends { cursor?: string | undefined }>(
  caller: AdminCaller,
  path: string,
  query: Record<string, string>,
): AsyncGenerator<Page> {
  let cursor: string | undefined;
  do {
    const page = (await patientCall(caller, `${path}?${queryOf({ ...query, cursor })}`)).answer as Page;
    yield page;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

function told({ id, status, createdAt, username, message, reachMeAt, decidedAt, executeAt, endedAt }: SupportRequest): Told {
  const times = { ...(decidedAt && { decidedAt }), ...(executeAt && { executeAt }), ...(endedAt && { endedAt }) };
  return { id, status, createdAt, username, message, reachMeAt, ...times };
}
