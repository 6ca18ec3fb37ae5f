/** The account page: a state, and one pure function that moves it. Times are milliseconds of the server's clock. Passwords are in no state. */
import type { CodeSent, Entry, KeyForApp, Overview } from '../client.ts';
import { type Failure, failureOf, hasPassed } from '../failure.ts';
import type { ProvedBy } from '../login/state.ts';
import type { AccountProblem } from '../login/words.ts';
import { type Confirming, confirming, moveConfirming } from './confirming.ts';
import { type CheckingContact, checkingContact, moveCheckingContact } from './contact-check.ts';
import { type Contact, firstMissing, type Goal, type Task, taskFor, taskToVerify } from './tasks.ts';

/** `entries`: what happened to the account, once that is known; `unread`: it could not be found out. */
export type Seen = Overview & { entries?: readonly Entry[] | 'unread' };
type Shown = { overview: Seen; failure?: Failure };
export type Notice = 'switchedOff' | 'appIsOn' | 'emailVerified' | 'phoneVerified' | 'passwordChanged' | 'othersEnded' | 'sessionEnded';

export type SecurityState =
  | { at: 'loading' }
  | { at: 'unreadable'; failure: Failure }
  /** `about`: the part that a failure belongs to. `ending`: the session that is being ended. `pages`: how often more of the activity was asked for. */
  | (Shown & { at: 'overview'; notice?: Notice; about?: 'sessions'; ending?: string; pages?: number })
  | Confirming
  | CheckingContact
  /** A fresh key is being made, for a customer who has no factor to confirm with. */
  | (Shown & { at: 'starting' })
  | (Shown & { at: 'enrolling'; key: KeyForApp; busy: boolean; copied?: boolean })
  /** The activation did not work, and the key that was shown is worth nothing any more. */
  | (Shown & { at: 'keyVoid' })
  /** The active key once more, for a further device. */
  | (Shown & { at: 'keyShown'; key: KeyForApp; copied?: boolean })
  /** `made`: when, in the server's ms. `leaving`: the customer was about to leave them. */
  | (Shown & {
      at: 'recoveryCodes';
      codes: readonly string[];
      why: 'switchedOn' | 'replaced';
      made: number;
      copied?: boolean;
      leaving?: boolean;
    });

export type SecurityEvent =
  | { type: 'opened' }
  | { type: 'read'; overview: Overview; notice?: Notice }
  | { type: 'activityRead'; entries: NonNullable<Seen['entries']> }
  | { type: 'moreAsked' }
  | { type: 'ending'; session: string }
  /** The same account as it is after a step that goes on: nothing but what is known of it changes. */
  | { type: 'readAgain'; overview: Overview }
  /** The customer wants a method; what is missing on the way to it comes first. */
  | { type: 'wanted'; goal: Goal }
  | { type: 'chosen'; task: Task }
  | { type: 'cancelled' }
  /** After another login, what the customer was at when the session ended. */
  | { type: 'takenUp'; from: SecurityState }
  | { type: 'proofChosen'; by: ProvedBy }
  | { type: 'newPasswordToggled' }
  | { type: 'submitted' }
  | { type: 'refusedHere'; code: 'fields_missing' | 'code_incomplete' | 'recovery_code_incomplete' | 'email_unusable' | 'phone_unusable' }
  | { type: 'codeAsked' }
  | { type: 'codeSent'; sent: CodeSent }
  | { type: 'contactAsked'; contact: Contact; sent: CodeSent }
  | { type: 'contactAskedAgain' }
  | { type: 'contactVerified'; overview: Overview }
  | { type: 'keyMade'; key: KeyForApp }
  | { type: 'keyShown'; key: KeyForApp }
  /** They are not had twice, so whatever the page shows by now makes room for them. */
  | { type: 'codesGiven'; overview: Seen; codes: readonly string[]; why: 'switchedOn' | 'replaced'; now: number }
  | { type: 'leaving' }
  | { type: 'copied'; worked: boolean }
  | { type: 'refused'; problem: AccountProblem; now: number }
  | { type: 'timePassed'; now: number };

/** The state after an event; an event that means nothing in a state leaves it as it is. */
export function transition(state: SecurityState, event: SecurityEvent): SecurityState {
  if (event.type === 'opened') return { at: 'loading' };
  if (event.type === 'read') {
    return { at: 'overview', overview: withEntries(event.overview, state), ...(event.notice && { notice: event.notice }) };
  }
  if (event.type === 'codesGiven') {
    const { overview, codes, why, now } = event;
    return { at: 'recoveryCodes', overview, codes, why, made: now };
  }
  switch (state.at) {
    case 'loading':
    case 'unreadable':
      return event.type === 'refused' ? { at: 'unreadable', failure: failureOf(event.problem, event.now) } : state;
    default:
      if (event.type === 'activityRead') return { ...state, overview: { ...state.overview, entries: event.entries } };
      return withOverview(state, event);
  }
}

/** What happened before stays to be read until more is known. */
function withEntries(overview: Overview, before: SecurityState): Seen {
  const entries = 'overview' in before ? before.overview.entries : undefined;
  return entries ? { ...overview, entries } : overview;
}

function withOverview(state: Extract<SecurityState, Shown>, event: SecurityEvent): SecurityState {
  const { overview } = state;
  if (state.at === 'recoveryCodes') return atRecoveryCodes(state, event);
  switch (event.type) {
    case 'cancelled':
      return { at: 'overview', overview };
    case 'readAgain':
      return { ...state, overview: withEntries(event.overview, state) };
  }
  switch (state.at) {
    case 'overview':
      return atOverview(state, event);
    case 'confirming':
      if (event.type === 'keyMade') return { at: 'enrolling', overview, key: event.key, busy: false };
      if (event.type === 'keyShown') return { at: 'keyShown', overview, key: event.key };
      if (event.type === 'contactAsked') return checkingContact(state, event.contact, event.sent);
      // On the way to a method, too, another contact may be the right one.
      if (event.type === 'chosen') return confirming(overview, event.task, state.goal && { goal: state.goal });
      return missingContact(state, event) ?? moveConfirming(state, event);
    case 'checkingContact':
      if (event.type === 'contactVerified') return afterContact(state, withEntries(event.overview, state));
      return moveCheckingContact(state, event);
    case 'starting':
      if (event.type === 'keyMade') return { at: 'enrolling', overview, key: event.key, busy: false };
      if (event.type !== 'refused') return state;
      return missingContact(state, event) ?? { at: 'overview', overview, failure: failureOf(event.problem, event.now) };
    case 'enrolling':
      return atEnrolling(state, event);
    case 'keyVoid':
      return event.type === 'wanted' ? toward(overview, event.goal) : state;
    case 'keyShown':
      return event.type === 'copied' ? { ...state, copied: event.worked } : state;
  }
}

export type OverviewState = SecurityState & { at: 'overview' };

function atOverview(state: OverviewState, event: SecurityEvent): SecurityState {
  const { overview } = state;
  switch (event.type) {
    case 'wanted':
      return toward(overview, event.goal);
    case 'chosen':
      return confirming(overview, event.task);
    case 'takenUp':
      return takenUp(event.from, overview);
    case 'moreAsked':
      return { ...state, pages: (state.pages ?? 1) + 1 };
    case 'ending': {
      const { failure: _, notice: __, ...still } = state;
      return { ...still, ending: event.session };
    }
    case 'refused': {
      const { ending: _, notice: __, ...still } = state;
      return { ...still, about: 'sessions', failure: failureOf(event.problem, event.now) };
    }
    default:
      return state;
  }
}

/** As it was left, with what is known of the account by now. */
function takenUp(from: SecurityState, overview: Seen): SecurityState {
  if (from.at === 'confirming') {
    const { busy: _, failure: __, ...still } = from;
    return { ...still, overview };
  }
  return from.at === 'checkingContact' || from.at === 'enrolling' ? { ...from, overview, busy: false } : { at: 'overview', overview };
}

/** Nothing leads away from them but that they are put away. */
function atRecoveryCodes(state: SecurityState & { at: 'recoveryCodes' }, event: SecurityEvent): SecurityState {
  if (event.type === 'copied') return { ...state, copied: event.worked };
  return event.type === 'leaving' ? { ...state, leaving: true } : state;
}

/** The next step towards a method: a contact that is missing, else the proof, else (the first app) the key itself. */
function toward(overview: Seen, goal: Goal): SecurityState {
  const missing = firstMissing(overview, goal);
  if (missing) return confirming(overview, taskToVerify(missing, overview), { goal });
  const task = taskFor(overview, goal);
  return task ? confirming(overview, task) : { at: 'starting', overview };
}

/** The service knows of a contact missing that the page took for verified. */
function missingContact(state: SecurityState & { at: 'confirming' | 'starting' }, event: SecurityEvent): SecurityState | undefined {
  if (event.type !== 'refused' || event.problem.code !== 'contact_incomplete') return undefined;
  const missing = event.problem.missing?.[0] ?? 'email';
  const byEmail = state.at === 'confirming' && (state.task === 'switchOnEmail' || state.task === 'changeToEmail');
  return confirming(state.overview, taskToVerify(missing, state.overview), { goal: byEmail ? 'email' : 'app' });
}

function afterContact({ goal, contact }: CheckingContact, overview: Seen): SecurityState {
  if (goal) return toward(overview, goal);
  return { at: 'overview', overview, notice: contact.kind === 'email' ? 'emailVerified' : 'phoneVerified' };
}

/** What may go wrong without the key being lost: nothing has been tried, or nobody knows. */
const leavesTheKey: readonly string[] = [
  'unavailable',
  'invalid_request',
  'origin_refused',
  'two_factor_unavailable',
] satisfies AccountProblem['code'][];

function atEnrolling(state: SecurityState & { at: 'enrolling' }, event: SecurityEvent): SecurityState {
  const { failure, ...still } = state;
  switch (event.type) {
    case 'submitted':
      return { ...still, busy: true };
    case 'refusedHere':
      return { ...still, failure: { code: event.code } };
    case 'copied':
      return { ...state, copied: event.worked };
    case 'refused': {
      const { overview } = state;
      if (leavesTheKey.includes(event.problem.code)) return { ...still, busy: false, failure: failureOf(event.problem, event.now) };
      const { attemptsLeft: _, ...why } = failureOf(event.problem, event.now);
      return { at: 'keyVoid', overview, failure: why.code === 'invalid_credentials' ? { ...why, code: 'password_wrong' } : why };
    }
    case 'timePassed': {
      const { key, overview, busy } = state;
      const isOver = key.expiresAt !== undefined && Date.parse(key.expiresAt) <= event.now;
      if (isOver && !busy) return { at: 'keyVoid', overview, failure: { code: 'no_pending_key' } };
      return hasPassed(failure, event.now) ? still : state;
    }
    default:
      return state;
  }
}
