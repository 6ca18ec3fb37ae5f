/** An entry of the audit log as its customer reads it: what the team wrote, and which administrator it was, is not theirs to read. */
import * as v from 'valibot';
import { acrs } from '../../flow/session.ts';
import { auditEvents } from '../../log/audit-events.ts';
import type { LoggedOut } from '../../log/told-events.ts';
import { method, near, pageAsked, time } from './fields.ts';
import { route } from './route.ts';

export const activityEntry = v.object({
  event: v.picklist(auditEvents),
  at: time,
  by: v.picklist(['customer', 'admin', 'client', 'service']),
  /** Of the call: its source network, near where that is, what the user agent calls itself, and the id that the operator's logs have. */
  network: v.optional(v.string()),
  near: v.optional(near),
  device: v.optional(v.string()),
  requestId: v.optional(v.string()),
  /** The rest says what `event` has to say. */
  acr: v.optional(v.picklist(acrs)),
  stayLoggedIn: v.optional(v.boolean()),
  client: v.optional(v.string()),
  method: v.optional(method),
  fields: v.optional(v.array(v.string())),
  limits: v.optional(v.array(v.string())),
  row: v.optional(v.number()),
  addressDisputed: v.optional(v.literal(true)),
  until: v.optional(time),
  left: v.optional(v.number()),
  why: v.optional(v.string()),
  startedAt: v.optional(time),
  endedOn: v.optional(v.string()),
});

/** The same, and of a logout too, which is in no list of the newest. */
export const auditEntry = v.object({
  ...activityEntry.entries,
  event: v.picklist([...auditEvents, 'logged_out' satisfies LoggedOut]),
});

export const keptSession = v.object({
  startedAt: time,
  expiresAt: time,
  device: v.string(),
  /** Of its last use; not of a client's own. */
  network: v.optional(v.string()),
  near: v.optional(near),
  acr: v.picklist(acrs),
  /** Of a client's own session; the others are of who stays logged in. */
  client: v.optional(v.string()),
  /** It counts no more; that it was is still kept. */
  over: v.optional(v.literal(true)),
});

/** Beside the path of administrators' other calls: another function answers, and who may make it is another permission. */
export const customerAudit = route({
  method: 'GET',
  path: '/v1/audit/customers/{customerId}',
  handler: 'customer-audit',
  auth: 'iam',
  summary: 'The whole audit log of a customer, newest first, without what is the team’s; with the first page their sessions',
  query: v.strictObject(pageAsked),
  status: 200,
  answer: v.object({
    entries: v.array(auditEntry),
    sessions: v.optional(v.array(keptSession)),
    /** There may be more sessions than the newest thousand. */
    moreSessions: v.optional(v.literal(true)),
    cursor: v.optional(v.string()),
  }),
  problems: ['not_found'],
});
