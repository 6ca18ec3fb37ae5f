/** An entry of the audit log as its customer reads it: what the team wrote, and which administrator it was, is not theirs to read. */
import * as v from 'valibot';
import { acrs } from '../../flow/session.ts';
import { auditEvents } from '../../log/audit-events.ts';
import { method, time } from './fields.ts';

export const activityEntry = v.object({
  event: v.picklist(auditEvents),
  at: time,
  by: v.picklist(['customer', 'admin', 'client', 'service']),
  /** Of the call: its source network, what the user agent calls itself, and the id that the operator's logs have. */
  network: v.optional(v.string()),
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
