/** The shared key of an authenticator app: shown to be taken in, activated, void, and shown again. */
import type { KeyForApp } from '../client.ts';
import { type Child, el } from '../dom.ts';
import { isAboutTheCode } from '../failure.ts';
import { actionButton, alert, codeField, heading, link, passwordField, submitButton } from '../form.ts';
import type { Frame } from '../frame.ts';
import { timeOfDay } from '../time.ts';
import type { SecurityState } from './state.ts';

type State<At extends SecurityState['at']> = SecurityState & { at: At };

export function enrolView({ key, failure, busy, copied }: State<'enrolling'>, frame: Frame): HTMLElement {
  const { say, locale } = frame;
  const missing = failure?.code === 'fields_missing';
  return el(
    'form',
    { id: 'security-enrol', 'data-do': 'activate', novalidate: true },
    heading(say.enrolTitle, true),
    el('h2', { class: 'numbered' }, say.enrolScan),
    ...shownKey(key, copied, frame),
    el('h2', { class: 'numbered' }, say.enrolActivate),
    el('p', { id: 'code-hint' }, say.enrolActivateText(timeOfDay(key.expiresAt ?? frame.now, locale))),
    alert(failure, frame),
    passwordField({ name: 'password', label: say.password, invalid: missing }, false, frame, false),
    codeField({ name: 'code', label: say.code, invalid: missing || isAboutTheCode(failure) }, 'code-hint'),
    submitButton(say.activate, say.activating, busy),
    el('div', { class: 'more' }, actionButton('cancel', say.cancel, { class: 'quiet' })),
  );
}

export function keyVoidView({ failure }: State<'keyVoid'>, frame: Frame): HTMLElement {
  const { say } = frame;
  return el(
    'section',
    { id: 'security-key-void' },
    heading(say.keyVoidTitle, true),
    alert(failure, frame),
    el('p', {}, say.keyVoidText),
    actionButton('wantApp', say.startAgain, { class: 'main' }),
    el('div', { class: 'more' }, actionButton('cancel', say.cancel, { class: 'quiet' })),
  );
}

export function keyShownView({ key, copied }: State<'keyShown'>, frame: Frame): HTMLElement {
  const { say } = frame;
  return el(
    'section',
    { id: 'security-key' },
    heading(say.keyShownTitle, true),
    el('p', {}, say.keyShownText),
    ...shownKey(key, copied, frame),
    actionButton('cancel', say.done, { class: 'main' }),
  );
}

/** The picture is an image of its own document, in which no script runs and which nothing of the page is seen from. */
function shownKey({ sharedKey, otpauthUri, qrSvg }: KeyForApp, copied: boolean | undefined, { say }: Frame): Child[] {
  return [
    el('p', {}, say.scanOrType),
    el('img', { id: 'qr', class: 'qr', src: `data:image/svg+xml,${encodeURIComponent(qrSvg)}`, alt: say.qrAlt, width: 220, height: 220 }),
    el('p', { class: 'key' }, el('code', { id: 'shared-key' }, groupsOfFour(sharedKey))),
    el(
      'div',
      { class: 'row' },
      actionButton('copyKey', say.copyKey, { class: 'second' }),
      link(otpauthUri, say.openInApp, { class: 'second button', id: 'open-in-app' }),
    ),
    el('p', { role: 'status', class: 'facts' }, copied !== undefined && (copied ? say.copied : say.copyKeyFailed)),
  ];
}

/** As people read a key out or type it in; apps take it with or without the spaces. */
const groupsOfFour = (key: string): string => key.match(/.{1,4}/g)?.join(' ') ?? key;
