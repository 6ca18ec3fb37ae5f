/**
 * The password is forgotten: asking for a link, and setting a new password by it. Times are milliseconds of the server's clock.
 * Opening the link is no step: nothing is asked of the service before the new password is sent. Passwords are in no state.
 */
import type { Problem } from '../client.ts';
import { type Failure, failureOf, hasPassed } from '../failure.ts';
import type { MailedLink } from '../mailed-link.ts';
import type { ForgotProblemCode, PasswordFailureCode, ResetProblemCode } from './words.ts';

type PasswordFailure = Failure<PasswordFailureCode>;

/** Ways in which a link leads nowhere; from each the way on is another link. */
export type Ending = 'link_expired' | 'invalid_token';

/** `username`: as it was typed. */
type Asking = { username: string; busy: boolean; failure?: PasswordFailure };

export type PasswordState =
  /** `ended`: the password no longer works, by too many wrong codes after it or by the owner's "this wasn't me". */
  | (Asking & { at: 'forgot'; ended?: true })
  /** An e-mail is under way, if there is such an account. `againAt`: when another can be asked for. */
  | (Asking & { at: 'asked'; againAt: number })
  | { at: 'choose'; token: string; shown: boolean; busy: boolean; failure?: PasswordFailure }
  | { at: 'over'; why: Ending }
  | { at: 'done' };

export type PasswordEvent =
  | { type: 'opened'; link: MailedLink | undefined }
  | { type: 'nameMissing' }
  | { type: 'linkAsked'; username: string }
  | { type: 'linkSent'; now: number }
  | { type: 'linkRefused'; problem: Problem<ForgotProblemCode>; now: number }
  | { type: 'startedOver' }
  | { type: 'passwordToggled' }
  | { type: 'passwordMissing' }
  | { type: 'submitted' }
  | { type: 'set' }
  | { type: 'refused'; problem: Problem<ResetProblemCode>; now: number }
  | { type: 'timePassed'; now: number };

/** What the service waits between two of the first five links. */
const LINK_INTERVAL_MS = 60_000;

const forgot: PasswordState & { at: 'forgot' } = { at: 'forgot', username: '', busy: false };

/** The state after an event; an event that means nothing in a state leaves it as it is. */
export function transition(state: PasswordState, event: PasswordEvent): PasswordState {
  if (event.type === 'opened') return opened(event.link);
  switch (state.at) {
    case 'forgot':
    case 'asked':
      return atAsking(state, event);
    case 'choose':
      return atChoose(state, event);
    case 'over':
      return event.type === 'startedOver' ? forgot : state;
    case 'done':
      return state;
  }
}

/** A link of another kind is none here. */
export function opened(link: MailedLink | undefined, ended = false): PasswordState {
  if (link?.does === 'goOn') return { at: 'choose', token: link.token, shown: false, busy: false };
  return ended ? { ...forgot, ended } : forgot;
}

function atAsking(state: PasswordState & { at: 'forgot' | 'asked' }, event: PasswordEvent): PasswordState {
  const { failure, ...still } = state;
  switch (event.type) {
    case 'nameMissing':
      return { ...still, failure: { code: 'name_missing' } };
    case 'linkAsked':
      return { ...still, username: event.username, busy: true };
    case 'linkSent':
      return { at: 'asked', username: state.username, busy: false, againAt: event.now + LINK_INTERVAL_MS };
    case 'linkRefused':
      return { ...still, busy: false, failure: failureOf(event.problem, event.now) };
    case 'startedOver':
      return { at: 'forgot', username: state.username, busy: false };
    case 'timePassed':
      return hasPassed(failure, event.now) ? still : state;
    default:
      return state;
  }
}

function atChoose(state: PasswordState & { at: 'choose' }, event: PasswordEvent): PasswordState {
  const { failure, ...still } = state;
  switch (event.type) {
    case 'passwordToggled':
      return { ...state, shown: !state.shown };
    case 'passwordMissing':
      return { ...still, failure: { code: 'too_short' } };
    case 'submitted':
      return { ...still, busy: true, shown: false };
    case 'set':
      return { at: 'done' };
    case 'refused': {
      const { code, reason } = event.problem;
      if (isEnding(code)) return { at: 'over', why: code };
      return { ...still, busy: false, failure: reason ? { code: reason } : failureOf(event.problem, event.now) };
    }
    case 'timePassed':
      return hasPassed(failure, event.now) ? still : state;
    default:
      return state;
  }
}

const isEnding = (code: ResetProblemCode): code is Ending => code === 'link_expired' || code === 'invalid_token';
