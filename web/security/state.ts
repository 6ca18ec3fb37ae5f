/** The account page: a state, and one pure function that moves it. Times are milliseconds of the server's clock. Passwords are in no state. */
import type { CodeSent, Overview, Problem } from '../client.ts';
import { type Failure, failureOf, hasPassed } from '../failure.ts';

type Shown = { overview: Overview; failure?: Failure };

export type SecurityState =
  | { at: 'loading' }
  | { at: 'unreadable'; failure: Failure }
  | (Shown & { at: 'overview'; notice?: 'switchedOff' })
  | (Shown & { at: 'switchingOn'; busy: boolean })
  | (Shown & {
      at: 'switchingOff';
      busy?: 'sending' | 'switching';
      sent?: Pick<CodeSent, 'sentTo' | 'codeExpiresAt'>;
      /** When the next code can be asked for. */
      resendAt?: number;
    })
  | { at: 'recoveryCodes'; codes: readonly string[]; copied?: boolean };

export type SecurityEvent =
  | { type: 'opened' }
  | { type: 'read'; overview: Overview }
  | { type: 'switchOnChosen' }
  | { type: 'switchOffChosen' }
  | { type: 'cancelled' }
  | { type: 'submitted' }
  | { type: 'fieldsMissing' }
  | { type: 'codeIncomplete' }
  | { type: 'codeAsked' }
  | { type: 'codeSent'; sent: CodeSent }
  | { type: 'switchedOn'; codes: readonly string[] }
  | { type: 'codesCopied'; worked: boolean }
  | { type: 'switchedOff'; overview: Overview }
  | { type: 'refused'; problem: Problem; now: number }
  | { type: 'timePassed'; now: number };

/** The state after an event; an event that means nothing in a state leaves it as it is. */
export function transition(state: SecurityState, event: SecurityEvent): SecurityState {
  if (event.type === 'opened') return { at: 'loading' };
  if (event.type === 'read') return { at: 'overview', overview: event.overview };
  if (event.type === 'switchedOff') return { at: 'overview', overview: event.overview, notice: 'switchedOff' };
  if (event.type === 'switchedOn') return { at: 'recoveryCodes', codes: event.codes };
  switch (state.at) {
    case 'loading':
    case 'unreadable':
      return event.type === 'refused' ? { at: 'unreadable', failure: failureOf(event.problem, event.now) } : state;
    case 'overview':
      return atOverview(state, event);
    case 'switchingOn':
      return atSwitchingOn(state, event);
    case 'switchingOff':
      return atSwitchingOff(state, event);
    case 'recoveryCodes':
      return event.type === 'codesCopied' ? { ...state, copied: event.worked } : state;
  }
}

function atOverview(state: SecurityState & { at: 'overview' }, event: SecurityEvent): SecurityState {
  const { overview } = state;
  switch (event.type) {
    case 'switchOnChosen':
      return { at: 'switchingOn', overview, busy: false };
    case 'switchOffChosen':
      return { at: 'switchingOff', overview };
    case 'refused':
      return { at: 'overview', overview, failure: failureOf(event.problem, event.now) };
    default:
      return state;
  }
}

function atSwitchingOn(state: SecurityState & { at: 'switchingOn' }, event: SecurityEvent): SecurityState {
  const { failure, ...still } = state;
  switch (event.type) {
    case 'cancelled':
      return { at: 'overview', overview: state.overview };
    case 'submitted':
      return { ...still, busy: true };
    case 'fieldsMissing':
      return { ...still, failure: { code: 'fields_missing' } };
    case 'refused':
      return { ...still, busy: false, failure: failureOf(event.problem, event.now) };
    case 'timePassed':
      return hasPassed(failure, event.now) ? still : state;
    default:
      return state;
  }
}

function atSwitchingOff(state: SecurityState & { at: 'switchingOff' }, event: SecurityEvent): SecurityState {
  const { failure, busy, ...still } = state;
  switch (event.type) {
    case 'cancelled':
      return { at: 'overview', overview: state.overview };
    case 'submitted':
      return { ...still, busy: 'switching' };
    case 'fieldsMissing':
      return { ...still, failure: { code: 'fields_missing' } };
    case 'codeIncomplete':
      return { ...still, failure: { code: 'code_incomplete' } };
    case 'codeAsked':
      return { ...still, busy: 'sending' };
    case 'codeSent':
      return { ...still, sent: event.sent, resendAt: Date.parse(event.sent.resendAt) };
    case 'refused':
      return afterRefusal(still, event);
    case 'timePassed':
      return hasPassed(failure, event.now) ? { ...still, ...(busy && { busy }) } : state;
    default:
      return state;
  }
}

function afterRefusal(still: SecurityState & { at: 'switchingOff' }, { problem, now }: SecurityEvent & { type: 'refused' }): SecurityState {
  const failure = failureOf(problem, now);
  switch (problem.code) {
    case 'too_soon':
      return { ...still, ...(failure.until !== undefined && { resendAt: failure.until }), failure: { code: 'too_soon' } };
    case 'code_expired':
    case 'challenge_locked': {
      // The code that was sent is dead: what to do next is to ask for another.
      const { sent: _, ...without } = still;
      return { ...without, failure };
    }
    default:
      return { ...still, failure };
  }
}
