/** The audit log: what happened to a customer's security, written in the same transaction as the change itself. */
import { randomUUID } from 'node:crypto';
import type { Step } from './table.ts';

/** Who did it: the customer in a session, an administrator by IAM identity, or the service by its own rules. */
export type Actor = { customer: string } | { admin: string } | 'service';

export type AuditEvent =
  | 'customer_created'
  | 'customer_changed'
  | 'customer_deleted'
  | 'two_factor_on'
  | 'two_factor_off'
  | 'codes_guessed'
  | 'recovery_codes_replaced'
  | 'email_changed'
  | 'phone_changed'
  | 'sessions_ended'
  | 'session_copied'
  | 'recovery_started'
  | 'recovery_cancelled'
  | 'recovered'
  | 'support_requested'
  | 'support_refused'
  | 'support_attached'
  | 'support_noted'
  | 'support_first_approved'
  | 'support_approved'
  | 'support_announced'
  | 'support_reopened'
  | 'support_rejected'
  | 'support_cancelled'
  | 'support_superseded'
  | 'support_executed';

/** The step that records `event` at `at` (ms). `facts` never hold a secret or an address. */
export function record(customerId: string, event: AuditEvent, by: Actor, at: number, facts: Record<string, unknown> = {}): Step {
  const time = new Date(at).toISOString();
  return { put: { pk: `CUSTOMER#${customerId}`, sk: `AUDIT#${time}#${randomUUID()}`, event, by, at, ...facts } };
}
