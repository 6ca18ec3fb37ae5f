/** The authorization team's queue. API Gateway has checked their IAM signature. */
import { randomUUID } from 'node:crypto';
import { required, variables } from '../shared/config/environment.ts';
import { HOUR } from '../shared/flow/budgets.ts';
import { factorSeen, type SupportRequest } from '../shared/flow/support-request.ts';
import { ok, problem } from '../shared/http/answers.ts';
import type { Call } from '../shared/http/call.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { approveSupport, attachSupport, listSupport, noteSupport, rejectSupport, showSupport } from '../shared/http/routes/support.ts';
import { supportRefusal } from '../shared/http/support-refusal.ts';
import { supportShown } from '../shared/http/support-shown.ts';
import { announceApproval } from '../shared/send/announce-approval.ts';
import { notMeLink } from '../shared/send/not-me.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { tellOwnerOfRequest } from '../shared/send/tell-of-support.ts';
import { type Customer, readCustomer } from '../shared/store/customers.ts';
import { listByAccount, listByStatus } from '../shared/store/support-queue.ts';
import { moveSupportRequest, readSupportRequest } from '../shared/store/support-requests.ts';

const approvers = Number(required(variables.supportApprovers));
const wait = Number(required(variables.supportWaitHours)) * HOUR;

export const list = endpoint(listSupport, async ({ query: { status, about, username, cursor }, now }) => {
  if (about && username !== undefined) {
    return problem('invalid_request', { errors: [{ path: 'query.about', message: 'cannot be given together with username' }] });
  }
  const page = username === undefined ? await listByStatus(status ?? 'open', cursor, about) : await listByAccount(username, status, cursor);
  return ok({ requests: page.requests.map((request) => shown(request, now)), ...(page.next && { cursor: page.next }) });
});

export const show = endpoint(showSupport, async ({ path, now }) => {
  const request = await readSupportRequest(path.requestId ?? '');
  return request ? ok(shown(request, now)) : problem('not_found');
});

export const note = endpoint(noteSupport, async (call) => {
  const noted = await moveSupportRequest(idOf(call), { is: 'note', by: adminOf(call), note: call.body.note }, call.now);
  if (noted.is === 'refused')
    return problem('invalid_request', { errors: [{ path: 'note', message: 'is one too many for this request' }] });
  return noted.is === 'moved' ? ok(shown(noted.request, call.now)) : problem('not_found');
});

/** Whom it is about is told at once, as if they had been found when it came in. */
export const attach = endpoint(attachSupport, async (call) => {
  const { now } = call;
  const customer = await readCustomer(call.body.customerId);
  if (!customer) return problem('not_found');
  const attached = await moveSupportRequest(
    idOf(call),
    { is: 'attach', customerId: customer.customerId, createdAt: customer.createdAt },
    now,
  );
  if (attached.is !== 'moved') return supportRefusal(attached);
  await tellOwnerOfRequest(customer, await notMeLink(customer, call), { at: attached.request.createdAt, from: {} });
  return ok(shown(attached.request, now));
});

/** Approved: announced to every contact on file with "this wasn't me", and executed once the wait is over. */
export const approve = endpoint(approveSupport, async (call) => {
  const { now } = call;
  const customer = await aboutWhom(call);
  const [by, approvalId] = [adminOf(call), randomUUID()];
  const event = { is: 'approve', by, reason: call.body.reason, seen: factorSeen(customer, now), approvers, wait, approvalId } as const;
  const approved = await moveSupportRequest(idOf(call), event, now);
  if (approved.is === 'refused' && approved.why === 'superseded') await moveSupportRequest(idOf(call), { is: 'supersede' }, now);
  if (approved.is !== 'moved') return supportRefusal(approved);
  if (!customer || approved.request.requestStatus !== 'approved') return ok(shown(approved.request, now));

  // Nobody's factor goes without a word: what could not be announced is open again.
  if (!(await announceApproval(customer, await notMeLink(customer, call), approved.request.executeAt))) {
    await moveSupportRequest(idOf(call), { is: 'reopen', approvalId }, now);
    return problem('delivery_failed', { retryAfter: 60 });
  }
  const announced = await moveSupportRequest(idOf(call), { is: 'announce', approvalId }, now);
  return ok(shown(announced.is === 'not_found' ? approved.request : announced.request, now));
});

export const reject = endpoint(rejectSupport, async (call) => {
  const { now } = call;
  const rejected = await moveSupportRequest(idOf(call), { is: 'reject', by: adminOf(call), reason: call.body.reason }, now);
  if (rejected.is !== 'moved') return supportRefusal(rejected);
  const customer = await aboutWhom(call);
  if (customer) await tellCustomer(customer, { kind: 'support_rejected' }, inEnglish(call));
  return ok(shown(rejected.request, now));
});

const shown = (request: SupportRequest, now: number) => supportShown(request, approvers, now);
const idOf = (call: Call<never>) => call.path.requestId ?? '';
const adminOf = (call: Call<never>) => call.admin ?? 'unknown';
/** What an administrator's program speaks is nothing to the customer. */
const inEnglish = ({ now, publicUrl }: Call<never>) => ({ now, publicUrl, locale: 'en' }) as const;

async function aboutWhom(call: Call<never>): Promise<Customer | undefined> {
  const request = await readSupportRequest(idOf(call));
  return request?.customerId === undefined ? undefined : readCustomer(request.customerId);
}
