/**
 * The recovery after the link was opened: a state, and one pure function that moves it. Times are milliseconds of the server's clock.
 * Opening the link is no step: nothing is asked of the service before a button is pressed.
 */
import type { CodeSent, Problem } from '../client.ts';
import { type Failure, failureOf, hasPassed } from '../failure.ts';
import type { MailedLink } from '../mailed-link.ts';
import type { RecoverFailureCode, RecoverProblemCode } from './words.ts';

export type RecoverProblem = Problem<RecoverProblemCode>;
type RecoverFailure = Failure<RecoverFailureCode>;

/** Ways in which a link leads nowhere any more. */
export type Ending = 'recovery_expired' | 'invalid_token' | 'contact_too_new';
/** Ways in which "this wasn't me" cannot be said by a link. */
export type CancelEnding = 'link_expired' | 'invalid_token';

type OnTheWay = {
  token: string;
  /** SMS that this link can still send, as far as the page knows: opened twice, it may know of fewer than were sent. */
  smsLeft: number;
  /** When the next SMS can be asked for. */
  resendAt?: number;
  failure?: RecoverFailure;
};

export type RecoverState =
  | { at: 'noLink' }
  /** There is no code that could be typed in. */
  | (OnTheWay & { at: 'sms'; busy: boolean })
  | (OnTheWay & { at: 'code'; sentTo: string; codeExpiresAt: number; attemptsLeft: number; busy?: 'sending' | 'checking' })
  | { at: 'done' }
  | { at: 'over'; why: Ending }
  | { at: 'cancel'; token: string; busy: boolean; failure?: RecoverFailure }
  | { at: 'cancelled' }
  | { at: 'cancelOver'; why: CancelEnding };

export type RecoverEvent =
  | { type: 'opened'; link: MailedLink | undefined }
  | { type: 'smsAsked' }
  | { type: 'smsSent'; sent: CodeSent }
  | { type: 'smsRefused'; problem: RecoverProblem; now: number }
  | { type: 'codeIncomplete' }
  | { type: 'captchaMissing' }
  | { type: 'submitted' }
  | { type: 'confirmed' }
  | { type: 'refused'; problem: RecoverProblem; now: number }
  | { type: 'cancelAsked' }
  | { type: 'cancelled' }
  | { type: 'cancelRefused'; problem: RecoverProblem; now: number }
  | { type: 'timePassed'; now: number };

const SMS_PER_LINK = 3;
const ATTEMPTS_PER_CODE = 5;

const endings: readonly string[] = ['recovery_expired', 'invalid_token', 'contact_too_new'] satisfies Ending[];
const isEnding = (code: string): code is Ending => endings.includes(code);

/** The state after an event; an event that means nothing in a state leaves it as it is. */
export function transition(state: RecoverState, event: RecoverEvent): RecoverState {
  if (event.type === 'opened') return opened(event.link);
  switch (state.at) {
    case 'sms':
      return atSms(state, event);
    case 'code':
      return atCode(state, event);
    case 'cancel':
      return atCancel(state, event);
    default:
      return state;
  }
}

function opened(link: MailedLink | undefined): RecoverState {
  if (!link) return { at: 'noLink' };
  const { token } = link;
  return link.does === 'cancel' ? { at: 'cancel', token, busy: false } : { at: 'sms', token, smsLeft: SMS_PER_LINK, busy: false };
}

function atSms(state: RecoverState & { at: 'sms' }, event: RecoverEvent): RecoverState {
  const { failure, ...still } = state;
  switch (event.type) {
    case 'smsAsked':
      return { ...still, busy: true };
    case 'smsSent':
      return afterSms(still, event.sent);
    case 'smsRefused': {
      if (isEnding(event.problem.code)) return { at: 'over', why: event.problem.code };
      return { ...still, busy: false, ...afterSmsRefusal(event) };
    }
    case 'timePassed':
      return hasPassed(failure, event.now) ? still : state;
    default:
      return state;
  }
}

function atCode(state: RecoverState & { at: 'code' }, event: RecoverEvent): RecoverState {
  const { failure, busy, ...still } = state;
  switch (event.type) {
    case 'smsAsked':
      return { ...still, busy: 'sending' };
    case 'smsSent':
      return afterSms(still, event.sent);
    case 'smsRefused': {
      // The code outlives the link and its SMS: what was sent can still be typed in.
      if (event.problem.code === 'recovery_expired') return { ...still, smsLeft: 0, failure: { code: 'no_more_sms' } };
      if (isEnding(event.problem.code)) return { at: 'over', why: event.problem.code };
      return { ...still, ...afterSmsRefusal(event) };
    }
    case 'codeIncomplete':
      return { ...still, failure: { code: 'code_incomplete' } };
    case 'captchaMissing':
      return { ...still, failure: { code: 'captcha_missing' } };
    case 'submitted':
      return { ...still, busy: 'checking' };
    case 'confirmed':
      return { at: 'done' };
    case 'refused':
      return afterRefusal(still, event);
    case 'timePassed':
      if (!busy && state.codeExpiresAt <= event.now) return withoutCode(still, { code: 'code_expired' });
      return hasPassed(failure, event.now) ? { ...still, ...(busy && { busy }) } : state;
    default:
      return state;
  }
}

function atCancel(state: RecoverState & { at: 'cancel' }, event: RecoverEvent): RecoverState {
  const { failure: _, ...still } = state;
  switch (event.type) {
    case 'cancelAsked':
      return { ...still, busy: true };
    case 'cancelled':
      return { at: 'cancelled' };
    case 'cancelRefused': {
      const { code } = event.problem;
      if (code === 'link_expired' || code === 'invalid_token') return { at: 'cancelOver', why: code };
      return { ...still, busy: false, failure: failureOf(event.problem, event.now) };
    }
    default:
      return state;
  }
}

function afterSms({ token, smsLeft }: OnTheWay, { sentTo, resendAt, codeExpiresAt }: CodeSent): RecoverState {
  return {
    at: 'code',
    token,
    smsLeft: Math.max(0, smsLeft - 1),
    sentTo,
    resendAt: Date.parse(resendAt),
    codeExpiresAt: Date.parse(codeExpiresAt),
    attemptsLeft: ATTEMPTS_PER_CODE,
  };
}

function afterSmsRefusal({ problem, now }: RecoverEvent & { type: 'smsRefused' }): Pick<OnTheWay, 'resendAt' | 'failure'> {
  const failure = failureOf(problem, now);
  // The button counts down to it already.
  if (problem.code === 'too_soon') return { resendAt: failure.until ?? now, failure: { code: 'too_soon' } };
  if (problem.code === 'too_many_attempts') return { failure: { ...failure, code: 'too_many_sms' } };
  return { failure };
}

function afterRefusal(
  still: Omit<RecoverState & { at: 'code' }, 'busy' | 'failure'>,
  { problem, now }: RecoverEvent & { type: 'refused' },
): RecoverState {
  const failure = failureOf(problem, now);
  if (isEnding(problem.code)) return { at: 'over', why: problem.code };
  switch (problem.code) {
    case 'invalid_code': {
      const attemptsLeft = problem.attemptsLeft ?? still.attemptsLeft - 1;
      return attemptsLeft > 0 ? { ...still, attemptsLeft, failure } : withoutCode(still, { code: 'challenge_locked' });
    }
    case 'challenge_locked':
    case 'code_expired':
      return withoutCode(still, { code: problem.code });
    case 'too_soon':
      // The code stays good; it is the next guess that has to wait.
      return { ...still, failure: { ...failure, code: 'after_wrong_codes' } };
    default:
      return { ...still, failure };
  }
}

function withoutCode({ token, smsLeft, resendAt }: OnTheWay, failure: RecoverFailure): RecoverState {
  return { at: 'sms', token, smsLeft, ...(resendAt !== undefined && { resendAt }), busy: false, failure };
}
