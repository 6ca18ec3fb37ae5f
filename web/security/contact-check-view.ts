import { el } from '../dom.ts';
import { isAboutTheCode } from '../failure.ts';
import { actionButton, actionForm, alert, codeField, heading, more, sentence, submitButton } from '../form.ts';
import { countdown } from '../time.ts';
import type { SecurityActions } from './actions.ts';
import type { CheckingContact } from './contact-check.ts';
import type { AccountFrame } from './frame.ts';

const button = actionButton<SecurityActions>;
const form = actionForm<SecurityActions>;

/** A code has gone to the contact: typed in, it makes the contact the customer's. */
export function contactCheckView(state: CheckingContact, frame: AccountFrame): HTMLElement {
  const { say, now } = frame;
  const { contact, sent, failure, busy, dead } = state;
  const left = Date.parse(sent.codeExpiresAt) - now;
  const wait = Date.parse(sent.resendAt) - now;
  const again = button('sendContactCodeAgain', wait > 0 ? say.sendNewCodeIn(countdown(wait)) : say.sendNewCode, {
    class: dead ? 'main' : 'quiet',
    disabled: wait > 0,
  });
  return form(
    'security-contact-code',
    'confirmContact',
    heading(say.contactCheckTitles[contact.kind], dead),
    !dead && el('p', { id: 'code-hint' }, ...sentence(say.codeSentTo(sent.sentTo), sent.sentTo)),
    alert(failure, frame),
    !dead && codeField({ label: say.code, invalid: isAboutTheCode(failure), starts: true, describedBy: 'code-hint code-valid' }),
    !dead && el('p', 'facts', el('span', { id: 'code-valid' }, say.validFor(countdown(left)))),
    !dead && submitButton(say.confirm, say.checking, busy),
    more(again, button('cancel', say.cancel, 'quiet')),
  );
}
