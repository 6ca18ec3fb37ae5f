/** What the audit log tells of a customer, and what it says of each. No fact is a secret, a code, a token or an address. */

import type { Method } from '../flow/method.ts';
import type { Acr } from '../flow/session.ts';
import type { Why } from '../flow/undeliverable.ts';

/**
 * What a limit is on. Of wrong codes: of one code, in a row, in 24 hours; of wrong passwords in a row: from one network, from all of
 * them, on a device that is known as the customer's, in a session; of messages: in a row, in 24 hours.
 */
export type Limit =
  | 'attempts_of_code'
  | 'wrong_codes_in_row'
  | 'wrong_codes_in_24_hours'
  | 'wrong_passwords_in_row'
  | 'wrong_passwords_everywhere'
  | 'wrong_passwords_on_device'
  | 'wrong_passwords_in_session'
  | 'emails_in_row'
  | 'recovery_sms_in_24_hours'
  | 'contact_checks_in_24_hours'
  | 'checks_of_contact_in_24_hours';

/** Which of a customer's facts an administrator has changed, by their names in the call. */
export type ChangedField = 'username' | 'email' | 'phone' | 'emailVerified' | 'phoneVerified' | 'locale' | 'password';

/** `until` (ms since 1970): when it is over. */
type Reached = { limits: Limit[]; row?: number; until?: number };
type OfSupportRequest = { supportRequest: string; reason?: string };

/** The events that say more than that they happened. */
export type FactsOf = {
  /** `client`: by whose word the password was right. */
  logged_in: { acr: Acr; stayLoggedIn: boolean; client?: string };
  customer_changed: { fields: ChangedField[] };
  /** `clientSessions`: those that clients had of the customer, for who tells the clients. */
  customer_deleted: { clientSessions?: { clientId: string; sid: string }[] };
  two_factor_on: { method: Method };
  two_factor_off: { method: Method };
  codes_guessed: { row: number };
  /**
   * `row`: so many wrong codes in a row ended it; absent where its owner did, by the link of an e-mail. `addressDisputed`: the e-mail had
   * gone to an address that the account has no more.
   */
  password_ended: { row?: number; addressDisputed?: true };
  /** The fifth wrong try of a code, or the last that the day allowed it. */
  code_locked: Reached;
  limit_reached: Reached;
  recovery_code_used: { left: number };
  /** `startedAt`: when the login was that was ended, `endedOn`: its device. */
  session_copied: { startedAt: number; endedOn: string };
  /** Which problem answered it. */
  recovery_refused: { why: string };
  /** What its receiver did with an e-mail to the customer. */
  email_undeliverable: { why: Why };
  support_requested: OfSupportRequest;
  support_attached: OfSupportRequest;
  support_noted: OfSupportRequest;
  support_first_approved: OfSupportRequest;
  support_approved: OfSupportRequest;
  support_announced: OfSupportRequest;
  support_reopened: OfSupportRequest;
  support_rejected: OfSupportRequest;
  support_cancelled: OfSupportRequest;
  support_superseded: OfSupportRequest;
  support_executed: OfSupportRequest;
};

export const auditEvents = [
  'customer_created',
  'customer_changed',
  'customer_deleted',
  'challenge_begun',
  'logged_in',
  'two_factor_on',
  'two_factor_off',
  'shared_key_shown',
  'codes_guessed',
  'password_changed',
  'password_reset',
  'password_ended',
  'code_locked',
  'limit_reached',
  'recovery_codes_replaced',
  'recovery_code_used',
  'email_changed',
  'phone_changed',
  'contact_verified',
  'email_undeliverable',
  'sessions_ended',
  'session_copied',
  'recovery_started',
  'recovery_refused',
  'recovery_cancelled',
  'recovered',
  'support_requested',
  'support_refused',
  'support_attached',
  'support_noted',
  'support_first_approved',
  'support_approved',
  'support_announced',
  'support_reopened',
  'support_rejected',
  'support_cancelled',
  'support_superseded',
  'support_executed',
] as const;

export type AuditEvent = (typeof auditEvents)[number];

/** Who did it: the customer in a session, an administrator by IAM identity, a client by its id, or the service by its own rules. */
export type Actor = { customer: string } | { admin: string } | { client: string } | 'service';
