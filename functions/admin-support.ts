import { required, variables } from '../shared/config/environment.ts';
import { holidays } from '../shared/config/working-calendar.ts';
import { HOUR } from '../shared/flow/budgets.ts';
import { workingDayEnd } from '../shared/flow/working-days.ts';
import { ok, problem, rfc3339 } from '../shared/http/answers.ts';
import type { Call } from '../shared/http/call.ts';
import { linkTo, sealLink } from '../shared/http/link-token.ts';
import { endpoint, endpoints } from '../shared/http/pipeline.ts';
import { approveSupport, listSupport, rejectSupport } from '../shared/http/routes/support.ts';
import { log } from '../shared/log/events.ts';
import { sendMail } from '../shared/send/mail.ts';
import { noticeSms } from '../shared/send/notice-sms.ts';
import { sendSms } from '../shared/send/sms.ts';
import { supportAnnouncementMail } from '../shared/send/support-mail.ts';
import { readCustomer } from '../shared/store/customers.ts';
import {
  announcedSupportRequest,
  approveSupportRequest,
  listSupportRequests,
  readSupportRequest,
  rejectSupportRequest,
  reopenSupportRequest,
  type SupportRequest,
} from '../shared/store/support-requests.ts';

const shopName = required(variables.shopName);
const wait = Number(required(variables.supportWaitHours)) * HOUR;

const list = endpoint(listSupport, async ({ query, now }) => {
  const requests = await listSupportRequests(query.status ?? 'open');
  return ok({ requests: requests.map((request) => shown(request, now)) });
});

/** Approved: announced to every contact on file with a link that cancels it, and executed once the wait is over. */
const approve = endpoint(approveSupport, async (call) => {
  const { now } = call;
  const request = await readSupportRequest(call.path.requestId ?? '');
  if (!request) return problem('not_found');
  const customer = request.customerId ? await readCustomer(request.customerId) : undefined;
  if (!customer?.factor) return problem('not_enabled');
  const executeAt = now + wait;
  const approved = await approveSupportRequest(request, { admin: adminOf(call), reason: call.body.reason }, executeAt, now);
  if (!approved) return problem('already_decided');

  const locale = customer.locale ?? 'en';
  const token = await sealLink({ kind: 'support', requestId: request.requestId, cancelId: approved.cancelId }, now);
  const cancelLink = linkTo(call.publicUrl, 'cancel', token);
  const delivery = await sendMail(customer.email, supportAnnouncementMail({ cancelLink, executeAt, locale, shopName }));
  // Nobody's factor goes without a word: what could not be announced is open again.
  if (delivery.outcome !== 'accepted') {
    log({ event: 'notice_failed', notice: 'support_approved', outcome: delivery.outcome, reason: delivery.reason });
    await reopenSupportRequest(request.requestId, approved.cancelId);
    return problem('delivery_failed', { retryAfter: 60 });
  }
  const announced = await announcedSupportRequest(request.requestId, approved.cancelId, now);
  if (customer.phone) await sendSms(customer.phone, noticeSms({ kind: 'support_approved', locale, shopName }));
  return ok(shown(announced.item ?? request, now));
});

const reject = endpoint(rejectSupport, async (call) => {
  const request = await readSupportRequest(call.path.requestId ?? '');
  if (!request) return problem('not_found');
  const rejected = await rejectSupportRequest(request, { admin: adminOf(call), reason: call.body.reason }, call.now);
  if (!rejected) return problem('already_decided');
  return ok(shown((await readSupportRequest(request.requestId)) ?? request, call.now));
});

const adminOf = (call: Call<never>) => call.admin ?? 'unknown';

/** A request as the team sees it, with its age against the target of one working day. */
function shown(request: SupportRequest, now: number) {
  const { requestId, requestStatus, createdAt, username, customerId, message, reachMeAt, decidedAt, decidedBy, reason, executeAt } =
    request;
  const dueAt = workingDayEnd(createdAt, holidays);
  return {
    id: requestId,
    status: requestStatus,
    createdAt: rfc3339(createdAt),
    ageHours: Math.floor((now - createdAt) / HOUR),
    dueAt: rfc3339(dueAt),
    overdue: requestStatus === 'open' && now > dueAt,
    username,
    ...(customerId && { customerId }),
    message,
    reachMeAt,
    ...(decidedAt && { decidedAt: rfc3339(decidedAt) }),
    ...(decidedBy && { decidedBy }),
    ...(reason && { reason }),
    ...(executeAt && { executeAt: rfc3339(executeAt) }),
  };
}

/** The authorization team's queue. API Gateway has checked their IAM signature. */
export const handler = endpoints([listSupport, list], [approveSupport, approve], [rejectSupport, reject]);
