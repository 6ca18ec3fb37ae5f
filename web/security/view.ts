import { el } from '../dom.ts';
import { actionButton, alert, heading } from '../form.ts';
import type { Frame } from '../frame.ts';
import { confirmView } from './confirm-view.ts';
import { contactCheckView } from './contact-check-view.ts';
import { enrolView, keyShownView, keyVoidView } from './key-view.ts';
import { overviewView } from './overview-view.ts';
import type { SecurityState } from './state.ts';

export function securityView(state: SecurityState, frame: Frame): HTMLElement {
  switch (state.at) {
    case 'loading':
    case 'starting':
      return el('p', { id: 'security-loading', class: 'moment', role: 'status' }, frame.say.oneMoment);
    case 'unreadable':
      return unreadable(state, frame);
    case 'overview':
      return overviewView(state, frame);
    case 'confirming':
      return confirmView(state, frame);
    case 'checkingContact':
      return contactCheckView(state, frame);
    case 'enrolling':
      return enrolView(state, frame);
    case 'keyVoid':
      return keyVoidView(state, frame);
    case 'keyShown':
      return keyShownView(state, frame);
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

function recoveryCodes({ codes, why, copied }: SecurityState & { at: 'recoveryCodes' }, { say }: Frame): HTMLElement {
  return el(
    'section',
    { id: 'security-recovery-codes' },
    heading(say.recoveryTitle, true),
    el('p', {}, say.recoveryText[why]),
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
