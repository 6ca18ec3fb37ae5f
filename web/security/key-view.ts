/** The shared key of an authenticator app: shown to be taken in, activated, void, and shown again. */

import type { KeyForApp } from '../client.ts';
import { type Child, el } from '../dom.ts';
import { isAboutTheCode } from '../failure.ts';
import { actionButton, actionForm, alert, codeField, heading, link, more, p, passwordField, section, submitButton } from '../form.ts';
import { timeOfDay } from '../time.ts';
import type { SecurityActions } from './actions.ts';
import type { AccountFrame } from './frame.ts';
import type { SecurityState } from './state.ts';
import { asksForPassword } from './tasks.ts';

const button = actionButton<SecurityActions>;
const form = actionForm<SecurityActions>;

type State<At extends SecurityState['at']> = SecurityState & { at: At };

export function enrolView({ overview, key, failure, busy, copied }: State<'enrolling'>, frame: AccountFrame): HTMLElement {
  const { say, locale } = frame;
  const missing = failure?.code === 'fields_missing';
  return form(
    'security-enrol',
    'activate',
    heading(say.enrolTitle, true),
    el('h2', 'numbered', say.enrolScan),
    ...shownKey(key, copied, frame),
    el('h2', 'numbered', say.enrolActivate),
    el('p', { id: 'code-hint' }, say.enrolActivateText(timeOfDay(key.expiresAt ?? frame.now, locale))),
    alert(failure, frame),
    asksForPassword(overview) && passwordField({ label: say.password, invalid: missing }),
    codeField({ label: say.code, invalid: missing || isAboutTheCode(failure), describedBy: 'code-hint' }),
    submitButton(say.activate, say.checking, busy),
    more(button('cancel', say.cancel, 'quiet')),
  );
}

export function keyVoidView({ failure }: State<'keyVoid'>, frame: AccountFrame): HTMLElement {
  const { say } = frame;
  return section(
    'security-key-void',
    heading(say.keyVoidTitle, true),
    alert(failure, frame),
    p(say.keyVoidText),
    button('wantApp', say.startAgain, 'main'),
    more(button('cancel', say.cancel, 'quiet')),
  );
}

export function keyShownView({ key, copied }: State<'keyShown'>, frame: AccountFrame): HTMLElement {
  const { say } = frame;
  return section(
    'security-key',
    heading(say.keyShownTitle, true),
    p(say.keyShownText),
    ...shownKey(key, copied, frame),
    button('cancel', say.done, 'main'),
  );
}

/** The picture is an image of its own document, in which no script runs and which nothing of the page is seen from. */
function shownKey({ sharedKey, otpauthUri, qrSvg }: KeyForApp, copied: boolean | undefined, { say }: AccountFrame): Child[] {
  return [
    p(say.scanOrType),
    el('img', { id: 'qr', class: 'qr', src: `data:image/svg+xml,${encodeURIComponent(qrSvg)}`, alt: say.qrAlt, width: 220, height: 220 }),
    el('p', 'key', el('code', { id: 'shared-key' }, groupsOfFour(sharedKey))),
    el(
      'div',
      'row',
      button('copyKey', say.copyKey, 'second'),
      link(otpauthUri, say.openInApp, { class: 'second button', id: 'open-in-app' }),
    ),
    el('p', { role: 'status', class: 'facts' }, copied !== undefined && (copied ? say.copied : say.copyFailed)),
  ];
}

/** As people read a key out or type it in; apps take it with or without the spaces. */
const groupsOfFour = (key: string): string => key.match(/.{1,4}/g)?.join(' ') ?? key;
