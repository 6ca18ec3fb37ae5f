/** What the login shows to those who have lost their device (design: "I lost my OTP keycard"). */
import { el } from '../dom.ts';
import { actionButton, heading, link, sentence } from '../form.ts';
import type { Frame } from '../frame.ts';
import { countdown } from '../time.ts';
import { lostKeycardWords } from '../words/lost-keycard.ts';
import type { LoginState } from './state.ts';

export function lostKeycardButton({ challenge, busy }: LoginState & { at: 'code' }, { locale }: Frame): HTMLElement | undefined {
  if (!challenge.canRecover) return undefined;
  const { lost, asking } = lostKeycardWords[locale];
  return actionButton('lostKeycard', busy === 'linking' ? asking : lost, { class: 'quiet', 'aria-disabled': busy === 'linking' && 'true' });
}

export function supportLink({ locale, links }: Frame): HTMLElement {
  return link(links.support, lostKeycardWords[locale].nothingLeft, { class: 'quiet small button' });
}

export function linkSentStep({ sentTo, expiresAt }: LoginState & { at: 'linkSent' }, frame: Frame): HTMLElement {
  const say = lostKeycardWords[frame.locale];
  const left = expiresAt - frame.now;
  return el(
    'section',
    { id: 'step-link-sent' },
    heading(say.sentTitle, true),
    el('p', {}, ...sentence(say.sentTo(sentTo), sentTo)),
    el('p', {}, say.whatNext),
    el('p', { class: 'clock' }, left > 0 ? say.validFor(countdown(left)) : say.expired),
    el('p', { class: 'after' }, say.notArrived),
    el('div', { class: 'more' }, actionButton('backToCode', say.back, { class: 'quiet' }), supportLink(frame)),
  );
}
