/** What the login shows to those who cannot use their authenticator app. */

import type { AccountFrame } from '../account/frame.ts';
import { el } from '../dom.ts';
import { actionButton, heading, link, more, p, section, sentence } from '../form.ts';
import { countdown } from '../time.ts';
import type { LoginActions } from './actions.ts';
import type { LoginState } from './state.ts';

const button = actionButton<LoginActions>;

export function recoveryButton({ challenge, busy }: LoginState & { at: 'code' }, { say }: AccountFrame): HTMLElement | undefined {
  if (!challenge.canRecover) return undefined;
  const { noApp, asking } = say.lost;
  return button('askForRecovery', busy === 'linking' ? asking : noApp, {
    class: 'quiet',
    'aria-disabled': busy === 'linking' && 'true',
  });
}

export function supportLink({ say, links }: AccountFrame): HTMLElement {
  return link(links.support, say.lost.nothingLeft, 'quiet small button');
}

export function linkSentStep({ sentTo, expiresAt }: LoginState & { at: 'linkSent' }, frame: AccountFrame): HTMLElement {
  const say = frame.say.lost;
  const left = expiresAt - frame.now;
  return section(
    'step-link-sent',
    heading(say.sentTitle, true),
    p(...sentence(say.sentTo(sentTo), sentTo)),
    p(say.whatNext),
    el('p', 'clock', left > 0 ? say.validFor(countdown(left)) : say.expired),
    el('p', 'after', say.notArrived),
    more(button('backToCode', say.back, 'quiet'), supportLink(frame)),
  );
}
