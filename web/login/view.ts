import type { AccountFrame, WayActions } from '../account/frame.ts';
import { does } from '../actions.ts';
import { type Child, el } from '../dom.ts';
import { isAboutTheCode } from '../failure.ts';
import {
  actionButton,
  actionForm,
  alert,
  attemptsOf,
  codeField,
  heading,
  link,
  more,
  p,
  recoveryCodeField,
  revealablePasswordField,
  section,
  sentence,
  submitButton,
  tick,
  usernameField,
} from '../form.ts';
import { countdown, dayAndTime, timeOfDay } from '../time.ts';
import type { LoginActions } from './actions.ts';
import { linkSentStep, recoveryButton, supportLink } from './recovery-view.ts';
import { codeComesTooLate, hasLiveCode, type LoginState, type Notice } from './state.ts';
import type { LoginWords } from './words.ts';

const button = actionButton<LoginActions>;
const way = actionButton<WayActions>;
const form = actionForm<LoginActions>;

const DAY_MS = 86_400_000;

/** The login's present step. `intro` says why somebody who wanted to go elsewhere is asked to log in. */
export function loginView(state: LoginState, frame: AccountFrame, intro?: string): HTMLElement {
  switch (state.at) {
    case 'password':
      return passwordStep(state, frame, intro);
    case 'code':
      if (state.by === 'recoveryCode') return recoveryCodeStep(state, frame);
      if (hasLiveCode(state.challenge, frame.now)) return codeStep(state, frame);
      if (state.challenge.method === 'totp') return appWaitStep(state, frame);
      return state.awaiting ? awaitingStep(state, frame) : codeGoneStep(state, frame);
    case 'linkSent':
      return linkSentStep(state, frame);
    case 'over':
      return overStep(state, frame);
    case 'loggedIn':
      return loggedInView(frame);
  }
}

function passwordStep(state: LoginState & { at: 'password' }, frame: AccountFrame, intro?: string): HTMLElement {
  const { say, links } = frame;
  const { failure } = state;
  const invalid = failure?.code === 'invalid_credentials' || failure?.code === 'fields_missing';
  return form(
    'step-password',
    'logIn',
    heading(say.titles.login),
    state.notice ? el('p', { class: 'notice', role: 'status' }, noticeOf(state.notice, say)) : intro !== undefined && p(intro),
    alert(failure, frame),
    usernameField({ label: say.username, invalid, starts: state.username === '' }, state.username),
    revealablePasswordField(
      { label: say.password, invalid, starts: state.username !== '' },
      state.passwordShown,
      does<LoginActions>('togglePassword'),
      frame,
    ),
    el(
      'label',
      'check',
      el('input', { type: 'checkbox', name: 'stayLoggedIn', checked: state.stayLoggedIn, 'aria-describedby': 'stay-hint' }),
      el('span', {}, say.stayLoggedIn, el('small', { id: 'stay-hint' }, say.stayLoggedInHint)),
    ),
    state.working && p(say.working),
    submitButton(say.logIn, say.loggingIn, state.busy),
    more(
      link(links.forgotten, say.forgotten, 'quiet button'),
      links.signUp !== undefined && link(links.signUp, say.signUp, 'quiet button'),
      supportLink(frame),
      backToShop(frame),
    ),
  );
}

/** Nobody has come here for its own sake. */
const backToShop = ({ say, links }: AccountFrame) => links.shop !== undefined && link(links.shop, say.goBack, 'quiet small button');

export const noticeOf = (notice: Notice, say: LoginWords): string =>
  notice === 'client_id' || notice === 'redirect_uri' ? say.refused(notice) : say[notice];

type CodeState = LoginState & { at: 'code' };

function codeStep(state: CodeState, frame: AccountFrame): HTMLElement {
  const { say, now } = frame;
  const { challenge, failure, busy } = state;
  const expires = challenge.codeExpiresAt;
  return form(
    'step-code',
    'confirmCode',
    heading(say.codeTitle),
    el('p', { id: 'code-hint' }, ...whereTheCodeIs(state, frame)),
    state.sentAgain && el('p', 'notice', say.newCodeSent),
    // The attempts left stand below the field already.
    alert(failure, frame, false),
    codeField({ label: say.code, invalid: isAboutTheCode(failure), starts: true, describedBy: 'code-hint code-attempts' }),
    el(
      'p',
      'facts',
      attemptsOf(challenge.attemptsLeft, frame),
      expires !== undefined && el('span', {}, say.validFor(countdown(Date.parse(expires) - now))),
    ),
    submitButton(say.confirm, say.checking, busy === 'checking'),
    otherWays(state, frame, resendButton(state, frame)),
  );
}

/** What else can be done at the second step, the likeliest first. */
function otherWays(state: CodeState, frame: AccountFrame, ...first: Child[]): HTMLElement {
  const { say } = frame;
  return more(
    ...first,
    button('useRecoveryCode', say.useRecoveryCode, 'quiet'),
    recoveryButton(state, frame),
    button('otherAccount', say.otherAccount, 'quiet'),
  );
}

function recoveryCodeStep(state: CodeState, frame: AccountFrame): HTMLElement {
  const { say } = frame;
  const { challenge, failure, busy } = state;
  return form(
    'step-recovery-code',
    'confirmRecoveryCode',
    heading(say.recoveryCodeTitle),
    el('p', { id: 'code-hint' }, say.recoveryCodeText),
    alert(failure, frame, false),
    recoveryCodeField({ label: say.recoveryCode, invalid: isAboutTheCode(failure), starts: true, describedBy: 'code-hint code-attempts' }),
    el('p', 'facts', attemptsOf(challenge.attemptsLeft, frame)),
    submitButton(say.confirm, say.checking, busy === 'checking'),
    more(button('useCode', say.useCode, 'quiet'), recoveryButton(state, frame), button('otherAccount', say.otherAccount, 'quiet')),
  );
}

/** After a lock an app's next code counts only from a certain moment on; the field comes back by itself then. */
function appWaitStep(state: CodeState, frame: AccountFrame): HTMLElement {
  const { challenge } = state;
  const { say, now, locale } = frame;
  const { resendAt = '' } = challenge;
  if (codeComesTooLate(challenge)) return tooLateStep(say.tooManyText(timeOfDay(resendAt, locale)), frame);
  return section(
    'step-app-wait',
    heading(say.appWaitTitle, true),
    p(say.appWaitText(timeOfDay(resendAt, locale))),
    el('p', 'clock', say.waitFor(countdown(Date.parse(resendAt) - now))),
    more(recoveryButton(state, frame), button('otherAccount', say.otherAccount, 'quiet')),
  );
}

function whereTheCodeIs({ challenge, sentAgain }: CodeState, { say, locale }: AccountFrame): Child[] {
  const { method, sent, sentTo = '', sentAt } = challenge;
  if (method === 'totp') return [say.codeInApp];
  if (sent || sentAgain || sentAt === undefined) return sentence(say.codeSentTo(sentTo), sentTo);
  return sentence(say.codeStillGood(sentTo, timeOfDay(sentAt, locale)), sentTo);
}

function resendButton({ challenge, busy }: CodeState, { say, now, locale }: AccountFrame): HTMLElement | undefined {
  if (challenge.method === 'totp') return undefined;
  if (codeComesTooLate(challenge)) return p(say.nextCodeTooLate(timeOfDay(challenge.resendAt ?? '', locale)));
  const wait = Date.parse(challenge.resendAt ?? '') - now;
  if (wait > 0) return button('sendCode', say.sendNewCodeIn(countdown(wait)), { class: 'quiet', 'aria-disabled': 'true' });
  return button('sendCode', busy === 'sending' ? say.sending : say.sendNewCode, { class: 'quiet', 'aria-disabled': !!busy && 'true' });
}

function awaitingStep(state: CodeState, frame: AccountFrame): HTMLElement {
  const { say, now, locale } = frame;
  const { sentTo = '', resendAt = '' } = state.challenge;
  if (codeComesTooLate(state.challenge)) return tooLateStep(say.nextCodeTooLate(timeOfDay(resendAt, locale)), frame);
  const wait = Date.parse(resendAt) - now;
  return section(
    'step-awaiting',
    heading(say.codeComesTitle, true),
    p(...sentence(say.codeComesAt(sentTo, timeOfDay(resendAt, locale)), sentTo)),
    el('p', 'clock', wait > 0 ? say.codeComesIn(countdown(wait)) : say.sending),
    otherWays(state, frame),
  );
}

function tooLateStep(text: string, frame: AccountFrame): HTMLElement {
  const { say } = frame;
  return section(
    'step-too-late',
    heading(say.tooManyTitle, true),
    p(text),
    button('logInAgain', say.logInAgain, 'main'),
    more(supportLink(frame), backToShop(frame)),
  );
}

function codeGoneStep(state: CodeState, frame: AccountFrame): HTMLElement {
  const { say, now, locale } = frame;
  const { challenge, failure, busy } = state;
  if (codeComesTooLate(challenge)) return tooLateStep(say.nextCodeTooLate(timeOfDay(challenge.resendAt ?? '', locale)), frame);
  const wait = Date.parse(challenge.resendAt ?? '') - now;
  const text = busy === 'sending' ? say.sending : wait > 0 ? say.sendNewCodeIn(countdown(wait)) : say.sendNewCode;
  return section(
    'step-code-gone',
    heading(say.codeGoneTitle, true),
    alert(failure, frame),
    button('sendCode', text, { class: 'main', 'aria-disabled': (busy === 'sending' || wait > 0) && 'true' }),
    otherWays(state, frame),
  );
}

function overStep({ why, until }: LoginState & { at: 'over' }, frame: AccountFrame): HTMLElement {
  const { say, locale, now } = frame;
  const time = until === undefined ? '' : until - now < DAY_MS / 2 ? timeOfDay(until, locale) : dayAndTime(until, locale);
  const [title, text] = {
    challenge_locked: [say.lockedTitle, say.lockedText],
    challenge_expired: [say.expiredTitle, say.expiredText],
    invalid_challenge: [say.overTitle, say.overText],
    too_many_attempts: [say.tooManyTitle, time ? say.tooManyText(time) : say.lockedText],
  }[why] as [string, string];
  return el(
    'section',
    { id: 'step-over', 'data-why': why },
    heading(title, true),
    p(text),
    button('logInAgain', say.logInAgain, 'main'),
    more(supportLink(frame), backToShop(frame)),
  );
}

/** @param back why the customer is not back at the shop that has sent them */
export function loggedInView({ say, links }: AccountFrame, back?: 'failed' | 'over' | 'logout'): HTMLElement {
  const asked = back === 'logout';
  return section(
    'step-logged-in',
    !asked && tick(),
    heading(asked ? say.askLogOut : say.loggedInTitle, true),
    back && !asked && el('p', { class: 'notice', role: 'alert' }, back === 'failed' ? say.backFailed : say.backOver),
    asked && button('logOut', say.logOut, 'main'),
    back === 'failed'
      ? way('goBack', say.goBack, 'main')
      : links.shop !== undefined && link(links.shop, say.toShop, asked ? 'quiet button' : 'main'),
    link(links.security, say.toSecurity, {
      class: links.shop === undefined && back !== 'failed' && !asked ? 'main' : 'quiet button',
      ...does<WayActions>('openSecurity'),
    }),
    !asked && more(button('logOut', say.logOut, 'quiet')),
  );
}
