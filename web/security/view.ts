import { awaitedView } from '../account/awaited-view.ts';
import type { WayActions } from '../account/frame.ts';
import { actionButton, alert, heading, section } from '../form.ts';
import { codesView } from './codes-view.ts';
import { confirmView } from './confirm-view.ts';
import { contactCheckView } from './contact-check-view.ts';
import type { AccountFrame } from './frame.ts';
import { enrolView, keyShownView, keyVoidView } from './key-view.ts';
import { overviewView } from './overview-view.ts';
import type { SecurityState } from './state.ts';

const wayButton = actionButton<WayActions>;

export function securityView(state: SecurityState, frame: AccountFrame): HTMLElement {
  switch (state.at) {
    case 'loading':
    case 'starting':
      return awaitedView(frame);
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
      return codesView(state, frame);
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
