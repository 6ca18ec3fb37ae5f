/**
 * The login as the page sees it: a state, and one pure function that moves it. Times are milliseconds of the server's clock.
 * The password is no part of any state: it goes from its field into the request and nowhere else.
 */
import type { Challenge, Login } from '../client.ts';
import { type Failure, failureOf, hasPassed, wrongCode } from '../failure.ts';
import type { AccountProblem } from './words.ts';

type Account = { username: string; stayLoggedIn: boolean };
/** What of a shop's request is not registered. */
export type Refused = 'client_id' | 'redirect_uri';
export type Notice = 'loggedOut' | 'loggedOutEverywhere' | 'sessionEnded' | 'askedAnew' | Refused;
/** What is typed at the second step: the six digits that were sent or that an app shows, or one of the ten codes kept for the day without. */
export type ProvedBy = 'code' | 'recoveryCode';
/** Ways in which a flow ends without a login; from each the only way on is to log in again. */
export type Ending = 'challenge_locked' | 'challenge_expired' | 'invalid_challenge' | 'too_many_attempts';

export type LoginState =
  | (Account & {
      at: 'password';
      busy: boolean;
      passwordShown: boolean;
      /** Many guess at this username, and the page does a proof of work. */
      working?: true;
      failure?: Failure;
      notice?: Notice;
    })
  | (Account & {
      at: 'code';
      challenge: Challenge;
      by: ProvedBy;
      busy?: 'checking' | 'sending' | 'linking';
      /** No code is on its way, because another was sent less than a minute ago: the page asks for one when `resendAt` comes. */
      awaiting: boolean;
      /** A code has been sent anew since the step began. */
      sentAgain: boolean;
      failure?: Failure;
    })
  /** The device is lost, and a link is under way. `from`: where to go back to; `expiresAt`: when the link ends, in ms. */
  | { at: 'linkSent'; from: LoginState & { at: 'code' }; sentTo: string; expiresAt: number }
  | (Account & { at: 'over'; why: Ending; until?: number })
  | { at: 'loggedIn' };

export type LoginEvent =
  | { type: 'passwordToggled' }
  /** Who it may be, by the shop that has sent them. */
  | { type: 'hinted'; username: string }
  | ({ type: 'passwordSubmitted' } & Account)
  | { type: 'workAsked' }
  /** The proof of work was not done in its time. */
  | { type: 'workUndone' }
  | { type: 'fieldsMissing'; username: string; stayLoggedIn: boolean }
  | { type: 'codeSubmitted' }
  | { type: 'codeIncomplete' }
  | { type: 'codeAsked' }
  | { type: 'proofChosen'; by: ProvedBy }
  | { type: 'answered'; answer: Extract<Login, { ok: true }>; now: number }
  | { type: 'refused'; problem: AccountProblem; now: number }
  | { type: 'linkAsked' }
  | { type: 'linkSent'; sentTo: string; expiresAt: string }
  | { type: 'linkRefused'; problem: AccountProblem; now: number }
  | { type: 'backToCode' }
  /** The history leads back to a step that was so many steps in. */
  | { type: 'wentBack'; depth: number }
  /** A step that was left, or loaded anew; with the challenge as it stands, where it has one and the service could be asked. */
  | { type: 'resumed'; login: LoginState; challenge?: Challenge; now: number }
  | { type: 'timePassed'; now: number }
  | { type: 'startedOver'; forget?: true }
  | { type: 'loggedIn' }
  | { type: 'loggedOut'; notice: Notice };

export const loginStart: LoginState & { at: 'password' } = {
  at: 'password',
  username: '',
  stayLoggedIn: false,
  busy: false,
  passwordShown: false,
};

const endings: readonly string[] = ['challenge_locked', 'challenge_expired', 'invalid_challenge', 'too_many_attempts'] satisfies Ending[];

/** The state after an event; an event that means nothing in a state leaves it as it is. */
export function transition(state: LoginState, event: LoginEvent): LoginState {
  if (event.type === 'loggedIn') return { at: 'loggedIn' };
  if (event.type === 'loggedOut') return { ...loginStart, notice: event.notice };
  if (event.type === 'resumed') return resumed(event);
  if (event.type === 'wentBack') return backTo(state, event.depth);
  switch (state.at) {
    case 'password':
      return atPassword(state, event);
    case 'code':
      return atCode(state, event);
    case 'linkSent':
      if (event.type === 'backToCode') return state.from;
      if (event.type === 'refused' && isEnding(event.problem.code)) return transition(state.from, event);
      return event.type === 'startedOver' ? passwordAgain(state.from, event.forget) : state;
    case 'over':
      return event.type === 'startedOver' ? passwordAgain(state, event.forget) : state;
    case 'loggedIn':
      return state;
  }
}

function atPassword(state: LoginState & { at: 'password' }, event: LoginEvent): LoginState {
  const { failure: _, notice: __, working: ___, ...still } = state;
  switch (event.type) {
    case 'hinted':
      return state.username === '' ? { ...state, username: event.username } : state;
    case 'workAsked':
      return { ...still, working: true };
    case 'workUndone':
      return { ...still, busy: false, failure: { code: 'work_undone' } };
    case 'passwordToggled':
      return { ...state, passwordShown: !state.passwordShown };
    case 'fieldsMissing':
      return { ...still, ...accountOf(event), failure: { code: 'fields_missing' } };
    case 'passwordSubmitted':
      return { ...still, ...accountOf(event), busy: true, passwordShown: false };
    case 'refused': {
      // Another page says so.
      if (event.problem.code === 'password_reset_required') return { ...still, busy: false };
      return { ...still, busy: false, failure: failureOf(event.problem, event.now) };
    }
    case 'timePassed':
      return hasPassed(state.failure, event.now) ? still : state;
    case 'answered':
      return afterAnswer(state, event, false);
    default:
      return state;
  }
}

function atCode(state: LoginState & { at: 'code' }, event: LoginEvent): LoginState {
  const { failure: _, busy: __, ...still } = state;
  switch (event.type) {
    case 'codeSubmitted':
      return { ...still, busy: 'checking' };
    case 'codeIncomplete':
      return { ...still, failure: { code: state.by === 'code' ? 'code_incomplete' : 'recovery_code_incomplete' } };
    case 'codeAsked':
      return { ...still, busy: 'sending' };
    case 'proofChosen':
      return { ...still, by: event.by, sentAgain: false };
    case 'answered':
      return afterAnswer(state, event, true);
    case 'refused':
      return afterRefusal(still, event, state.busy === 'checking');
    case 'linkAsked':
      return { ...still, busy: 'linking' };
    case 'linkSent':
      return { at: 'linkSent', from: still, sentTo: event.sentTo, expiresAt: Date.parse(event.expiresAt) };
    case 'linkRefused':
      return afterLinkRefusal(still, event);
    case 'timePassed':
      return afterTime(state, event.now);
    case 'startedOver':
      return passwordAgain(state, event.forget);
    default:
      return state;
  }
}

function afterAnswer(account: Account, { answer, now }: LoginEvent & { type: 'answered' }, sentAgain: boolean): LoginState {
  if (answer.status === 'authenticated') return { at: 'loggedIn' };
  const { challenge } = answer;
  const awaiting = challenge.method === 'email' && !challenge.sent && !hasLiveCode(challenge, now);
  return { at: 'code', ...accountOf(account), challenge, by: 'code', awaiting, sentAgain: sentAgain && challenge.sent };
}

function afterRefusal(
  still: Omit<LoginState & { at: 'code' }, 'busy' | 'failure'>,
  { problem, now }: LoginEvent & { type: 'refused' },
  wasChecking: boolean,
): LoginState {
  const { challenge } = still;
  const failure = failureOf(problem, now);
  if (isEnding(problem.code)) return over(still, problem.code, failure.until);
  switch (problem.code) {
    case 'invalid_code': {
      const attemptsLeft = problem.attemptsLeft ?? challenge.attemptsLeft - 1;
      if (attemptsLeft <= 0) return over(still, 'challenge_locked');
      return { ...still, challenge: { ...challenge, attemptsLeft }, failure: wrongCode(failure, still.by, challenge.method) };
    }
    case 'code_expired':
      return still.by === 'code'
        ? { ...withoutCode(still), failure }
        : { ...still, failure: afterLock(Date.parse(challenge.resendAt ?? ''), now) };
    case 'too_soon': {
      const until = failure.until ?? now;
      const later = { ...still, challenge: { ...challenge, resendAt: new Date(until).toISOString() } };
      // It was a code that had to wait, not the sending of one: after every fifth wrong code in a row the next one does.
      const isOfCode = still.by === 'recoveryCode' || (wasChecking && challenge.method === 'email');
      if (isOfCode) return { ...later, failure: afterLock(until, now) };
      return { ...later, ...(challenge.method === 'email' && !still.awaiting && { failure: { code: 'too_soon' } }) };
    }
    default:
      // The page asks once by itself; when that fails a person decides about the next try.
      return { ...still, awaiting: false, failure };
  }
}

/** What a code that is at hand has to wait for is the time after too many wrong ones. */
const afterLock = (until: number, now: number): Failure => ({ code: 'after_lock', ...(until > now && { until }) });
/** The code can be typed on as before, unless the login itself has ended. */
function afterLinkRefusal(
  still: Omit<LoginState & { at: 'code' }, 'busy' | 'failure'>,
  { problem, now }: LoginEvent & { type: 'linkRefused' },
): LoginState {
  const failure = failureOf(problem, now);
  if (isEnding(problem.code)) return over(still, problem.code, failure.until);
  return { ...still, failure: problem.code === 'too_soon' ? { ...failure, code: 'link_too_soon' } : failure };
}

function afterTime(state: LoginState & { at: 'code' }, now: number): LoginState {
  if (state.busy) return state;
  const { challenge, failure, ...still } = state;
  if (Date.parse(challenge.expiresAt) <= now) return over(state, 'challenge_expired');
  if (hasPassed(failure, now)) return { ...still, challenge };
  if (state.by === 'recoveryCode') return state;
  const ended = challenge.codeExpiresAt !== undefined && !hasLiveCode(challenge, now);
  return ended ? { ...withoutCode(state), failure: { code: 'code_expired' } } : state;
}

function withoutCode<State extends { challenge: Challenge }>(state: State): State {
  const { codeExpiresAt: _, ...challenge } = state.challenge;
  return { ...state, challenge };
}

const accountOf = ({ username, stayLoggedIn }: Account): Account => ({ username, stayLoggedIn });

/** Where one begins, with the account that was named. */
export function passwordAgain(from: LoginState, forget?: true): LoginState {
  return { ...loginStart, ...(!forget && 'username' in from && accountOf(from)) };
}

function over(account: Account, why: Ending, until?: number): LoginState {
  return { at: 'over', ...accountOf(account), why, ...(until !== undefined && { until }) };
}

const isEnding = (code: string): code is Ending => endings.includes(code);

/** How many steps it is in. */
export function depthOf(state: LoginState): number {
  if (state.at === 'linkSent') return depthOf(state.from) + 1;
  if (state.at === 'code') return state.by === 'code' ? 1 : 2;
  return state.at === 'over' ? 1 : 0;
}

function backTo(state: LoginState, depth: number): LoginState {
  if (depthOf(state) <= depth || state.at === 'loggedIn' || state.at === 'password') return state;
  if (state.at === 'linkSent') return backTo(state.from, depth);
  return state.at === 'code' && depth > 0 ? { ...state, by: 'code' } : passwordAgain(state);
}

/** Nothing is sent because a page was loaded: only who was waiting for a code already goes on waiting. */
function resumed({ login, challenge, now }: LoginEvent & { type: 'resumed' }): LoginState {
  if (login.at === 'linkSent') {
    const from = resumed({ type: 'resumed', login: login.from, ...(challenge && { challenge }), now });
    return from.at === 'code' ? { ...login, from } : from;
  }
  if (login.at !== 'code') return login;
  const { busy: _, ...still } = login;
  if (!challenge) return still;
  const awaiting = still.awaiting && !hasLiveCode(challenge, now);
  return { ...still, challenge: { ...challenge, sent: still.challenge.sent }, awaiting };
}

/** Is there a code that can be typed in? An authenticator app always has one; only after a lock it has to wait. */
export function hasLiveCode(challenge: Challenge, now: number): boolean {
  if (challenge.method === 'totp') return challenge.resendAt === undefined || Date.parse(challenge.resendAt) <= now;
  return challenge.codeExpiresAt !== undefined && Date.parse(challenge.codeExpiresAt) > now;
}

/** Has the moment come at which the page asks for a code by itself? */
export function asksByItself(state: LoginState, now: number): boolean {
  return state.at === 'code' && state.by === 'code' && state.awaiting && !state.busy && Date.parse(state.challenge.resendAt ?? '') <= now;
}

/** After many locks the next code is further away than this login lives (design: up to an hour against 15 minutes). */
export function codeComesTooLate(challenge: Challenge): boolean {
  return challenge.resendAt !== undefined && Date.parse(challenge.resendAt) >= Date.parse(challenge.expiresAt);
}
