/**
 * What others than the customer are told of: events that a shop's own programs may wait for (docs/events.md). A published name never
 * changes its meaning. No fact of them is a secret, a code, a token or an address, as none of the audit log is.
 */
import type { Actor, AuditEvent } from './audit-events.ts';

/** Of one session, beside the audit log's own. */
export type LoggedOut = 'logged_out';

export const toldEvents = [
  'two_factor_on',
  'two_factor_off',
  'codes_guessed',
  'code_locked',
  'limit_reached',
  'password_changed',
  'password_reset',
  'password_ended',
  'email_changed',
  'phone_changed',
  'contact_verified',
  'customer_changed',
  'customer_deleted',
  'sessions_ended',
  'session_copied',
  'logged_out',
  'recovered',
  'support_requested',
  'support_executed',
] as const satisfies readonly (AuditEvent | LoggedOut)[];

export type ToldEvent = (typeof toldEvents)[number];

/** After these, sessions that a shop has begun by a login here may have ended: whatever moves the epoch, and a logout of one. */
export const sessionEndingEvents = [
  'two_factor_on',
  'two_factor_off',
  'password_changed',
  'password_reset',
  'password_ended',
  'email_changed',
  'phone_changed',
  'customer_changed',
  'customer_deleted',
  'sessions_ended',
  'logged_out',
  'recovered',
  'support_executed',
] as const satisfies readonly ToldEvent[];

/** Of an entry, what is where it came from, and so nobody else's business, or stands in the event in another form. */
type Kept = 'pk' | 'sk' | 'event' | 'by' | 'at' | 'customerId' | 'requestId' | 'network' | 'device' | 'near' | 'isOfTeam';

/** @param entry of the audit log, as the table has it; @returns `undefined`: nobody is told */
export function told(entry: Readonly<Record<string, unknown>>): { name: ToldEvent; detail: Record<string, unknown> } | undefined {
  const {
    pk,
    sk,
    event,
    by,
    at,
    customerId,
    requestId: _,
    network: __,
    device: ___,
    near: ____,
    isOfTeam: _____,
    ...facts
  } = entry as Record<Kept, unknown> & Record<string, unknown>;
  const name = toldEvents.find((each) => each === event);
  // Some logs are not one customer's, and say whose an entry is.
  const whose = customerId ?? /^CUSTOMER#(.+)$/s.exec(String(pk))?.[1];
  if (!name || whose === undefined) return undefined;
  return { name, detail: { id: sk, customerId: whose, at: new Date(Number(at)).toISOString(), by: actor(by as Actor), ...facts } };
}

/** Which administrator it was is the team's own business. */
function actor(by: Actor): 'customer' | 'admin' | 'client' | 'service' {
  if (by === 'service') return by;
  return 'admin' in by ? 'admin' : 'client' in by ? 'client' : 'customer';
}
