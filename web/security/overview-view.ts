import { type Child, el } from '../dom.ts';
import { actionButton, alert, heading, link, p, section } from '../form.ts';
import type { LoginActions } from '../login/actions.ts';
import { day, dayAndTime } from '../time.ts';
import type { SecurityActions } from './actions.ts';
import type { AccountFrame } from './frame.ts';
import type { SecurityState } from './state.ts';
import { asksForPassword, type Task } from './tasks.ts';

const button = actionButton<SecurityActions>;
const loginButton = actionButton<LoginActions>;

type OverviewState = SecurityState & { at: 'overview' };
type Overview = OverviewState['overview'];

export function overviewView(state: OverviewState, frame: AccountFrame): HTMLElement {
  const { say } = frame;
  return section(
    'security-overview',
    heading(say.titles.security, true),
    state.notice && el('p', { class: 'notice', role: 'status' }, say.notices[state.notice]),
    alert(state.failure, frame),
    secondStep(state.overview, frame),
    contacts(state.overview, frame),
    (asksForPassword(state.overview) || frame.links.changePassword !== undefined) &&
      part('password', say.password, el('div', 'row', passwordButton(frame))),
    devices(state.overview, frame),
  );
}

/** A button that leads to the form of a task. */
const taskButton = (task: Task, text: string, about?: string) =>
  button(['chooseTask', task], text, {
    class: 'second',
    ...(about !== undefined && { 'aria-label': `${text}: ${about}` }),
  });

/** A shop that keeps passwords itself has a page of its own for it. */
function passwordButton({ say, links }: AccountFrame): HTMLElement {
  const { title } = say.tasks.password;
  return links.changePassword === undefined ? taskButton('password', title) : link(links.changePassword, title, 'second button');
}

const part = (id: string, title: string, ...children: Child[]): HTMLElement =>
  el('section', { class: 'part', 'aria-labelledby': id }, el('h2', { id }, title), ...children);

/** Nothing at all while the shop has the feature switched off. */
function secondStep({ twoFactor }: Overview, { say, locale }: AccountFrame): HTMLElement | undefined {
  const { available, enabled, method, methods } = twoFactor;
  if (!available || (!enabled && methods.length === 0)) return undefined;
  const since = twoFactor.since === undefined ? '' : dayAndTime(twoFactor.since, locale);
  return el(
    'section',
    { class: 'part', 'aria-labelledby': 'second-step' },
    el(
      'div',
      'title',
      el('h2', { id: 'second-step' }, say.secondStep),
      el('span', enabled ? 'badge on' : 'badge', enabled ? say.on : say.off),
    ),
    p(enabled ? (method === 'totp' ? say.appOnSince : say.emailOnSince)(since) : say.secondStepText),
    enabled && p(say.codesLeft(twoFactor.recoveryCodesLeft)),
    enabled &&
      el(
        'div',
        'row',
        method === 'totp' && taskButton('showKey', say.showKey),
        method === 'totp' && methods.includes('totp') && button('wantApp', say.newKey, 'second'),
        taskButton('replaceCodes', say.replaceCodes),
        taskButton('switchOff', say.switchOff),
      ),
    ...choices(twoFactor, say),
  );
}

/** The methods that can be had beside the one that is on. */
function choices({ enabled, method, methods }: Overview['twoFactor'], say: AccountFrame['say']): Child[] {
  const [first, next] = enabled ? ['second', 'second'] : ['main', methods.includes('totp') ? 'second' : 'main'];
  return [
    methods.includes('totp') &&
      method !== 'totp' &&
      choice('choice-app', say.methodApp, say.methodAppText, button('wantApp', enabled ? say.changeToApp : say.setOtp, { class: first })),
    methods.includes('email') &&
      method !== 'email' &&
      choice(
        'choice-email',
        say.methodEmail,
        say.methodEmailText,
        button('wantEmail', enabled ? say.changeToEmail : say.switchOn, { class: next }),
      ),
  ];
}

const choice = (id: string, name: string, text: string, button: HTMLElement) =>
  el('div', { class: 'choice', id }, el('h3', {}, name), p(text), button);

function contacts({ contact }: Overview, { say }: AccountFrame): HTMLElement {
  const line = (kind: 'email' | 'phone', name: string, value: string | undefined, verified: boolean, undeliverable = false) => {
    const doing = value === undefined ? say.addContact : verified && !undeliverable ? say.changeContact : say.verifyContact;
    return el(
      'li',
      { id: `contact-${kind}` },
      el(
        'div',
        {},
        el('span', 'soft', name),
        el('bdi', {}, value ?? say.none),
        value !== undefined && el('small', {}, verified ? say.verified : say.notVerified),
        undeliverable && el('small', 'undeliverable', say.undeliverable),
      ),
      taskButton(kind, doing, name),
    );
  };
  return part(
    'contacts',
    say.contacts,
    el(
      'ul',
      'contacts',
      line('email', say.email, contact.email, contact.emailVerified, contact.emailUndeliverable),
      line('phone', say.phone, contact.phone, contact.phoneVerified),
    ),
  );
}

function devices({ sessions }: Overview, { say, locale }: AccountFrame): HTMLElement {
  const list = sessions.map(({ device, startedAt, expiresAt }) =>
    el(
      'li',
      {},
      el('span', {}, device === '' ? say.unknownDevice : device),
      el('small', {}, say.deviceSince(dayAndTime(startedAt, locale), day(expiresAt, locale))),
    ),
  );
  return part(
    'devices',
    say.devices,
    list.length > 0 ? el('ul', {}, ...list) : p(say.noDevices),
    el(
      'div',
      'row',
      loginButton('logOut', say.logOut, 'second'),
      button('endOtherSessions', say.endOthers, 'second'),
      button('logOutEverywhere', say.logOutEverywhere, 'second'),
    ),
  );
}
