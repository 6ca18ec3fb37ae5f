/** Support requests: the form for those who have neither e-mail nor phone left, and the queue of the team that answers it. */
import * as v from 'valibot';
import { captchaSolution, customerId, time, username } from './fields.ts';
import { route } from './route.ts';

export const supportRequest = route({
  method: 'POST',
  path: '/v1/support-requests',
  handler: 'support-request',
  auth: 'none',
  summary: 'Neither e-mail nor phone is left: ask the shop; the answer is the same whether the account exists or not',
  body: v.strictObject({
    username,
    message: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000)),
    reachMeAt: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
    captcha: captchaSolution,
  }),
  status: 202,
  answer: v.object({}),
  problems: ['captcha_failed', 'too_many_attempts'],
});

const supportStatus = v.picklist(['open', 'approved', 'executed', 'rejected', 'cancelled', 'superseded']);
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));
export const supportShown = v.object({
  id: v.string(),
  status: supportStatus,
  createdAt: time,
  ageHours: v.number(),
  dueAt: time,
  overdue: v.boolean(),
  username: v.string(),
  customerId: v.optional(v.string()),
  message: v.string(),
  reachMeAt: v.string(),
  notes: v.array(v.object({ at: time, by: v.string(), note: v.string() })),
  approvals: v.array(v.object({ at: time, by: v.string(), reason: v.string() })),
  approversNeeded: v.number(),
  decidedAt: v.optional(time),
  decidedBy: v.optional(v.string()),
  reason: v.optional(v.string()),
  executeAt: v.optional(time),
  endedAt: v.optional(time),
});
/** The request that the page before ended with. */
const supportCursor = v.pipe(v.string(), v.regex(/^[1-9][0-9]{0,14}\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));

export const listSupport = route({
  method: 'GET',
  path: '/v1/admin/support-requests',
  handler: 'admin-support.list',
  auth: 'iam',
  summary: 'Support requests: by status (open, unless another is given), oldest first; or all about one account, newest first',
  query: v.strictObject({
    status: v.optional(supportStatus),
    /** Of a status: those about a customer, or those about nobody who was found. */
    about: v.optional(v.picklist(['account', 'nobody'])),
    username: v.optional(username),
    cursor: v.optional(supportCursor),
  }),
  status: 200,
  answer: v.object({ requests: v.array(supportShown), cursor: v.optional(v.string()) }),
  problems: [],
});

export const showSupport = route({
  method: 'GET',
  path: '/v1/admin/support-requests/{requestId}',
  handler: 'admin-support.show',
  auth: 'iam',
  summary: 'One support request',
  status: 200,
  answer: supportShown,
  problems: ['not_found'],
});

export const attachSupport = route({
  method: 'POST',
  path: '/v1/admin/support-requests/{requestId}/attach',
  handler: 'admin-support.attach',
  auth: 'iam',
  summary: 'Say whom a request is about that named no account; the customer is told of it',
  body: v.strictObject({ customerId }),
  status: 200,
  answer: supportShown,
  problems: ['not_found', 'already_decided', 'superseded'],
});

export const noteSupport = route({
  method: 'POST',
  path: '/v1/admin/support-requests/{requestId}/notes',
  handler: 'admin-support.note',
  auth: 'iam',
  summary: 'Write something down for the team; up to twenty notes a request',
  body: v.strictObject({ note: reason }),
  status: 200,
  answer: supportShown,
  problems: ['not_found'],
});

export const approveSupport = route({
  method: 'POST',
  path: '/v1/admin/support-requests/{requestId}/approve',
  handler: 'admin-support.approve',
  auth: 'iam',
  summary: 'Approve: announced to the customer, executed after the wait; where two people have to, the second one decides',
  body: v.strictObject({ reason }),
  status: 200,
  answer: supportShown,
  problems: ['not_found', 'not_enabled', 'already_decided', 'superseded', 'delivery_failed'],
});

export const rejectSupport = route({
  method: 'POST',
  path: '/v1/admin/support-requests/{requestId}/reject',
  handler: 'admin-support.reject',
  auth: 'iam',
  summary: 'Reject',
  body: v.strictObject({ reason }),
  status: 200,
  answer: supportShown,
  problems: ['not_found', 'already_decided', 'superseded'],
});
