/** A code has gone to an address or a number: typing it in makes the contact the customer's. */
import type { CodeSent } from '../client.ts';
import { type Failure, failureOf, hasPassed } from '../failure.ts';
import { confirming } from './confirming.ts';
import type { SecurityEvent, SecurityState, Seen } from './state.ts';
import { type Contact, type Goal, taskToVerify } from './tasks.ts';

export type CheckingContact = {
  at: 'checkingContact';
  overview: Seen;
  contact: Contact;
  sent: Pick<CodeSent, 'sentTo' | 'resendAt' | 'codeExpiresAt'>;
  busy: boolean;
  /** The code that was sent cannot be typed in any more. */
  dead: boolean;
  goal?: Goal;
  failure?: Failure;
};

export function checkingContact(from: { overview: Seen; goal?: Goal }, contact: Contact, sent: CodeSent): CheckingContact {
  const { overview, goal } = from;
  return { at: 'checkingContact', overview, contact, sent, busy: false, dead: false, ...(goal && { goal }) };
}

export function moveCheckingContact(state: CheckingContact, event: SecurityEvent): SecurityState {
  const { failure, ...still } = state;
  switch (event.type) {
    case 'submitted':
      return { ...still, busy: true };
    case 'refusedHere':
      return { ...still, failure: { code: event.code } };
    case 'contactAskedAgain': {
      const { overview, contact, goal } = state;
      const { kind, value } = contact;
      const typed = value !== undefined && { typed: value };
      return confirming(overview, typed ? kind : taskToVerify(kind, overview), { ...typed, ...(goal && { goal }) });
    }
    case 'refused':
      return afterRefusal({ ...still, busy: false }, event);
    case 'timePassed': {
      const isOver = !state.dead && !state.busy && Date.parse(state.sent.codeExpiresAt) <= event.now;
      if (isOver) return { ...still, dead: true, failure: { code: 'code_expired' } };
      return hasPassed(failure, event.now) ? still : state;
    }
    default:
      return state;
  }
}

function afterRefusal(still: CheckingContact, { problem, now }: SecurityEvent & { type: 'refused' }): CheckingContact {
  const failure = failureOf(problem, now);
  const isLocked = problem.code === 'invalid_code' && problem.attemptsLeft === 0;
  if (isLocked) return { ...still, dead: true, failure: { code: 'challenge_locked' } };
  // The code stays good; it is the next guess that has to wait.
  if (problem.code === 'too_soon') return { ...still, failure: { ...failure, code: 'after_lock' } };
  const dead = problem.code === 'code_expired' || problem.code === 'challenge_locked' || problem.code === 'too_many_attempts';
  return { ...still, dead, failure };
}
