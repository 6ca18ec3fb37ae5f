/**
 * Every line that functions write into their logs, as JSON. What is not in this list is not logged: no address, code, token or
 * text of an error has a field to stand in. `requestId`s and ids of requests lead from one line to the next.
 */
import type { Why } from '../flow/undeliverable.ts';
import type { OAuthError } from '../http/oauth.ts';
import type { ProblemCode } from '../http/problems.ts';
import type { AuditEvent } from './audit-events.ts';

/** What became of a message that did not go out: `reason` is the name of an error (`Delivery` of send/message.ts). */
type Failed = { outcome: 'refused' | 'unknown'; reason: string };

type LogEvent =
  /** One call, answered. `error` and `at` (names and places, no messages) where it broke; `ms`: how long it took. */
  | {
      event: 'answer';
      route: string;
      status: number;
      problem?: ProblemCode;
      oauthError?: OAuthError;
      error?: string;
      at?: (string | undefined)[];
      ms: number;
      requestId: string;
    }
  /** A code or a recovery link that SES or SNS did not take. The call answers `delivery_failed` too. */
  | ({ event: 'delivery_failed' } & Failed)
  /** A notice, named by its kind, that somebody should have had and has not. */
  | ({ event: 'notice_failed'; notice: string; requestId?: string } & (Failed | { outcome?: never }))
  /** A notice went out without "this wasn't me", as no key could be had to seal it; it leads to a new password. `error`: its name. */
  | { event: 'link_not_sealed'; error: string }
  /** SSM did not say how the shop-wide switch stands. `error`: its name. */
  | { event: 'flag_unreadable'; error: string }
  /** A client's request for a login could not be worked on, and the client was told so. `error`: its name. */
  | { event: 'authorization_failed'; error: string }
  /** A client's server was told that somebody was logged out, and would not take it. */
  | { event: 'logout_not_taken'; clientId: string }
  /** A login was proved, and its stay-logged-in session could not be kept: the customer has no cookie. `error`: its name. */
  | { event: 'session_not_kept'; error: string }
  /** A login was proved, or a new password set, and its browser got no cookie to be known by: the next login from there is a stranger's. `error`: its name. */
  | { event: 'device_not_known'; error: string }
  /** Password and code were right, and the session could not be noted as having given them: the next change asks again. `error`: its name. */
  | { event: 'proof_not_kept'; error: string }
  /** What happened to a customer, named by the event, could not be written into the audit log. `error`: its name. */
  | { event: 'entry_not_kept'; of: AuditEvent; error: string }
  /** What somebody typed who asked about an account beyond its three requests is no note of any. `error`: its name. */
  | { event: 'note_not_kept'; error: string }
  /** A wrong code was counted: the nth of its row since the last right one. */
  | { event: 'wrong_code'; row: number }
  /** An owner was told of something, named by the notice's kind, that others did to their account. */
  | { event: 'owner_told'; of: string }
  /** An e-mail bounced or was complained about, and so many customers' address is marked for it. */
  | { event: 'mail_feedback'; why: Why; marked: number }
  /** One run over the approved support requests. */
  | { event: 'support_sweep'; executed: number; superseded: number; failed: number }
  /** One of them that could not be executed. */
  | { event: 'support_sweep_failed'; requestId: string; error: string };

type EventKind = LogEvent['event'];

/** Of these, somebody should look into each. */
const failures: ReadonlySet<EventKind> = new Set([
  'delivery_failed',
  'notice_failed',
  'link_not_sealed',
  'flag_unreadable',
  'authorization_failed',
  'logout_not_taken',
  'session_not_kept',
  'device_not_known',
  'proof_not_kept',
  'entry_not_kept',
  'note_not_kept',
  'support_sweep_failed',
]);

export function log(event: LogEvent): void {
  const line = JSON.stringify(event);
  if (failures.has(event.event)) console.error(line);
  else console.log(line);
}

type FieldOf<Event> = Event extends LogEvent ? keyof Event : never;

type Counted = {
  /** Stand together in the lines that are meant, and in no others. */
  words: readonly (EventKind | FieldOf<LogEvent> | ProblemCode)[];
  /** Which functions can write them: those with a call that refuses so, or those that were granted this. */
  writers: { refusing: ProblemCode } | { granted: GrantThatLogs };
};

/** Whoever may send mail tells people; whoever reads the switch, or writes entries by themselves into the audit log, may fail to. */
export type GrantThatLogs = 'mail' | 'flag' | 'audit';

/** What is counted of the lines, by the name of its metric (docs/admin.md, "Alarms"). */
export const counted = {
  /** Codes and recovery links that SES or SNS did not take. The problem of the same name stands in the answer's line, without an outcome. */
  deliveryFailures: { words: ['delivery_failed', 'outcome'], writers: { refusing: 'delivery_failed' } },
  /** Notices of a change, and e-mails to the team, that did not go out. */
  noticeFailures: { words: ['notice_failed'], writers: { granted: 'mail' } },
  /** Tries that met a lock: somebody guesses codes. */
  locks: { words: ['challenge_locked'], writers: { refusing: 'challenge_locked' } },
  /** Reads of the shop-wide switch that failed. */
  flagFailures: { words: ['flag_unreadable'], writers: { granted: 'flag' } },
  /** Entries that the audit log lacks. */
  auditFailures: { words: ['entry_not_kept'], writers: { granted: 'audit' } },
  /** Wrong codes, of whatever kind. */
  wrongCodes: { words: ['wrong_code'], writers: { refusing: 'invalid_code' } },
  /** Owners who were told that somebody guesses. */
  ownersTold: { words: ['owner_told'], writers: { refusing: 'invalid_code' } },
} as const satisfies Record<string, Counted>;

export type CountedName = keyof typeof counted;
