import type { WayActions } from '../account/actions.ts';
import { el } from '../dom.ts';
import { actionButton, alert, heading, p, section } from '../form.ts';
import type { SecurityActions } from './actions.ts';
import { confirmView } from './confirm-view.ts';
import { contactCheckView } from './contact-check-view.ts';
import type { AccountFrame } from './frame.ts';
import { enrolView, keyShownView, keyVoidView } from './key-view.ts';
import { overviewView } from './overview-view.ts';
import type { SecurityState } from './state.ts';

const button = actionButton<SecurityActions>;
const wayButton = actionButton<WayActions>;

export function securityView(state: SecurityState, frame: AccountFrame): HTMLElement {
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

function unreadable({ failure }: SecurityState & { at: 'unreadable' }, frame: AccountFrame): HTMLElement {
  const { say } = frame;
  return section(
    'security-unreadable',
    heading(say.titles.security, true),
    alert(failure, frame),
    wayButton('openSecurity', say.tryAgain, 'main'),
  );
}

function recoveryCodes({ codes, why, copied }: SecurityState & { at: 'recoveryCodes' }, { say }: AccountFrame): HTMLElement {
  return section(
    'security-recovery-codes',
    heading(say.recoveryTitle, true),
    p(say.recoveryText[why], ' ', say.keepThem),
    el('ol', 'codes', ...codes.map((code) => el('li', {}, el('code', {}, code)))),
    el(
      'div',
      'row',
      button('copyCodes', say.copy, 'second'),
      button('downloadCodes', say.download, 'second'),
      button('printCodes', say.print, 'second'),
    ),
    el('p', { role: 'status', class: 'facts' }, copied !== undefined && (copied ? say.copied : say.copyFailed)),
    button('codesKept', say.codesKept, 'main'),
  );
}
