import { el } from '../dom.ts';
import { actionButton, alert, codeField, heading, passwordField, sentence, submitButton } from '../form.ts';
import type { Frame } from '../frame.ts';
import { countdown, day, dayAndTime } from '../time.ts';
import type { SecurityState } from './state.ts';

export function securityView(state: SecurityState, frame: Frame): HTMLElement {
  switch (state.at) {
    case 'loading':
      return el('p', { id: 'security-loading', class: 'moment', role: 'status' }, frame.say.oneMoment);
    case 'unreadable':
      return unreadable(state, frame);
    case 'overview':
      return overviewPage(state, frame);
    case 'switchingOn':
      return switchingOn(state, frame);
    case 'switchingOff':
      return switchingOff(state, frame);
    case 'recoveryCodes':
      return recoveryCodes(state, frame);
  }
}

function unreadable({ failure }: SecurityState & { at: 'unreadable' }, frame: Frame): HTMLElement {
  const { say } = frame;
  return el(
    'section',
    { id: 'security-unreadable' },
    heading(say.titles.security, true),
    alert(failure, frame),
    actionButton('openSecurity', say.tryAgain, { class: 'main' }),
  );
}

type OverviewState = SecurityState & { at: 'overview' };

function overviewPage(state: OverviewState, frame: Frame): HTMLElement {
  const { say } = frame;
  return el(
    'section',
    { id: 'security-overview' },
    heading(say.titles.security, true),
    state.notice && el('p', { class: 'notice', role: 'status' }, say[state.notice]),
    alert(state.failure, frame),
    secondStep(state.overview, frame),
    contacts(state.overview, frame),
    devices(state.overview, frame),
  );
}

/** Nothing at all while the shop has the feature switched off. */
function secondStep({ twoFactor, contact }: OverviewState['overview'], { say, locale }: Frame): HTMLElement | undefined {
  if (!twoFactor.available) return undefined;
  if (!twoFactor.enabled && !twoFactor.methods.includes('email')) return undefined;
  const since = twoFactor.since === undefined ? '' : dayAndTime(twoFactor.since, locale);
  const { enabled } = twoFactor;
  return el(
    'section',
    { class: 'part', 'aria-labelledby': 'second-step' },
    el(
      'div',
      { class: 'title' },
      el('h2', { id: 'second-step' }, say.secondStep),
      el('span', { class: enabled ? 'badge on' : 'badge' }, enabled ? say.on : say.off),
    ),
    el('p', {}, enabled ? (twoFactor.method === 'totp' ? say.appOnSince : say.emailOnSince)(since) : say.secondStepText),
    enabled && el('p', {}, say.codesLeft(twoFactor.recoveryCodesLeft)),
    !enabled && !contact.emailVerified && el('p', { class: 'notice' }, say.secondStepNeedsEmail),
    enabled
      ? actionButton('chooseSwitchOff', say.switchOff, { class: 'second' })
      : contact.emailVerified && actionButton('chooseSwitchOn', say.switchOn, { class: 'main' }),
  );
}

function contacts({ contact }: OverviewState['overview'], { say }: Frame): HTMLElement {
  const line = (name: string, value: string | undefined, verified: boolean) => [
    el('dt', {}, name),
    el('dd', {}, el('bdi', {}, value ?? say.none), value !== undefined && el('small', {}, verified ? say.verified : say.notVerified)),
  ];
  return el(
    'section',
    { class: 'part', 'aria-labelledby': 'contacts' },
    el('h2', { id: 'contacts' }, say.contacts),
    el('dl', {}, ...line(say.email, contact.email, contact.emailVerified), ...line(say.phone, contact.phone, contact.phoneVerified)),
  );
}

function devices({ sessions }: OverviewState['overview'], { say, locale }: Frame): HTMLElement {
  const list = sessions.map(({ device, startedAt, expiresAt }) =>
    el(
      'li',
      {},
      el('span', {}, device === '' ? say.unknownDevice : device),
      el('small', {}, say.deviceSince(dayAndTime(startedAt, locale), day(expiresAt, locale))),
    ),
  );
  return el(
    'section',
    { class: 'part', 'aria-labelledby': 'devices' },
    el('h2', { id: 'devices' }, say.devices),
    list.length > 0 ? el('ul', {}, ...list) : el('p', {}, say.noDevices),
    el(
      'div',
      { class: 'row' },
      actionButton('logOut', say.logOut, { class: 'second' }),
      actionButton('logOutEverywhere', say.logOutEverywhere, { class: 'second' }),
    ),
  );
}

function switchingOn({ overview, busy, failure }: SecurityState & { at: 'switchingOn' }, frame: Frame): HTMLElement {
  const { say } = frame;
  const address = overview.contact.email ?? '';
  const invalid = failure?.code === 'invalid_credentials' || failure?.code === 'fields_missing';
  return el(
    'form',
    { id: 'security-switch-on', 'data-do': 'switchOn', novalidate: true },
    heading(say.switchOnTitle),
    el('p', {}, ...sentence(say.switchOnText(address), address)),
    alert(failure, frame),
    passwordField({ name: 'password', label: say.password, invalid, starts: true }, false, frame, false),
    submitButton(say.switchOn, say.switchingOn, busy),
    el('div', { class: 'more' }, actionButton('cancel', say.cancel, { class: 'quiet' })),
  );
}

function switchingOff(state: SecurityState & { at: 'switchingOff' }, frame: Frame): HTMLElement {
  const { say, now } = frame;
  const { overview, busy, failure, sent } = state;
  const byEmail = overview.twoFactor.method !== 'totp';
  const wrongPassword = failure?.code === 'invalid_credentials' || failure?.code === 'fields_missing';
  const wrongCode = failure?.code === 'invalid_code' || failure?.code === 'code_incomplete' || failure?.code === 'fields_missing';
  const wait = (state.resendAt ?? 0) - now;
  const sendText = busy === 'sending' ? say.sending : wait > 0 ? say.sendNewCodeIn(countdown(wait)) : sent ? say.sendNewCode : say.sendCode;
  return el(
    'form',
    { id: 'security-switch-off', 'data-do': 'switchOff', novalidate: true },
    heading(say.switchOffTitle, byEmail),
    el('p', {}, byEmail ? say.switchOffEmailText : say.switchOffText),
    alert(failure, frame),
    byEmail && actionButton('sendSecurityCode', sendText, { class: 'second', disabled: wait > 0 }),
    el('p', { id: 'code-hint', role: 'status' }, ...(sent ? sentence(say.codeSentTo(sent.sentTo), sent.sentTo) : [])),
    codeField({ name: 'code', label: say.code, invalid: wrongCode, starts: !byEmail }, 'code-hint'),
    passwordField({ name: 'password', label: say.password, invalid: wrongPassword }, false, frame, false),
    submitButton(say.switchOff, say.switchingOff, busy === 'switching'),
    el('div', { class: 'more' }, actionButton('cancel', say.cancel, { class: 'quiet' })),
  );
}

function recoveryCodes({ codes, copied }: SecurityState & { at: 'recoveryCodes' }, { say }: Frame): HTMLElement {
  return el(
    'section',
    { id: 'security-recovery-codes' },
    heading(say.recoveryTitle, true),
    el('p', {}, say.recoveryText),
    el('ol', { class: 'codes' }, ...codes.map((code) => el('li', {}, el('code', {}, code)))),
    el(
      'div',
      { class: 'row' },
      actionButton('copyCodes', say.copy, { class: 'second' }),
      actionButton('downloadCodes', say.download, { class: 'second' }),
      actionButton('printCodes', say.print, { class: 'second' }),
    ),
    el('p', { role: 'status', class: 'facts' }, copied !== undefined && (copied ? say.copied : say.copyFailed)),
    actionButton('codesKept', say.codesKept, { class: 'main' }),
  );
}
