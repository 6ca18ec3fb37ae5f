import { el } from '../dom.ts';
import { isAboutTheCode } from '../failure.ts';
import { actionButton, alert, codeField, heading, sentence, submitButton } from '../form.ts';
import type { Frame } from '../frame.ts';
import { countdown } from '../time.ts';
import type { CheckingContact } from './contact-check.ts';

/** A code has gone to the contact: typed in, it makes the contact the customer's. */
export function contactCheckView(state: CheckingContact, frame: Frame): HTMLElement {
  const { say, now } = frame;
  const { contact, sent, failure, busy, dead } = state;
  const left = Date.parse(sent.codeExpiresAt) - now;
  const wait = Date.parse(sent.resendAt) - now;
  const again = actionButton('sendContactCodeAgain', wait > 0 ? say.sendNewCodeIn(countdown(wait)) : say.sendNewCode, {
    class: dead ? 'main' : 'quiet',
    disabled: wait > 0,
  });
  return el(
    'form',
    { id: 'security-contact-code', 'data-do': 'confirmContact', novalidate: true },
    heading(say.contactCheckTitles[contact.kind], dead),
    !dead && el('p', { id: 'code-hint' }, ...sentence(say.codeSentTo(sent.sentTo), sent.sentTo)),
    alert(failure, frame),
    !dead && codeField({ name: 'code', label: say.code, invalid: isAboutTheCode(failure), starts: true }, 'code-hint code-valid'),
    !dead && el('p', { class: 'facts' }, el('span', { id: 'code-valid' }, say.validFor(countdown(left)))),
    !dead && submitButton(say.confirm, say.checking, busy),
    el('div', { class: 'more' }, again, actionButton('cancel', say.cancel, { class: 'quiet' })),
  );
}
