/** Support requests: the form for those who have neither e-mail nor phone left, and the queue of the team that answers it. */
import * as v from 'valibot';
import { captchaSolution, time, username } from './fields.ts';
import { route } from './route.ts';

export const supportRequest = route({
  method: 'POST',
  path: '/v1/support-requests',
  function: 'support-request',
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

const supportShown = v.object({
  id: v.string(),
  status: v.picklist(['open', 'approved', 'rejected', 'executed', 'cancelled']),
  createdAt: time,
  ageHours: v.number(),
  dueAt: time,
  overdue: v.boolean(),
  username: v.string(),
  customerId: v.optional(v.string()),
  message: v.string(),
  reachMeAt: v.string(),
  decidedAt: v.optional(time),
  decidedBy: v.optional(v.string()),
  reason: v.optional(v.string()),
  executeAt: v.optional(time),
});
const decision = v.strictObject({ reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)) });

export const listSupport = route({
  method: 'GET',
  path: '/v1/admin/support-requests',
  function: 'admin-support',
  auth: 'iam',
  summary: 'The queue of support requests, oldest first',
  query: v.strictObject({ status: v.optional(v.picklist(['open', 'approved', 'rejected', 'executed', 'cancelled'])) }),
  status: 200,
  answer: v.object({ requests: v.array(supportShown) }),
  problems: [],
});

export const approveSupport = route({
  method: 'POST',
  path: '/v1/admin/support-requests/{requestId}/approve',
  function: 'admin-support',
  auth: 'iam',
  summary: 'Approve: announced to the customer, executed after the wait',
  body: decision,
  status: 200,
  answer: supportShown,
  problems: ['not_found', 'not_enabled', 'already_decided', 'delivery_failed'],
});

export const rejectSupport = route({
  method: 'POST',
  path: '/v1/admin/support-requests/{requestId}/reject',
  function: 'admin-support',
  auth: 'iam',
  summary: 'Reject',
  body: decision,
  status: 200,
  answer: supportShown,
  problems: ['not_found', 'already_decided'],
});
