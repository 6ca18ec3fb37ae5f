import { captchaBox } from '../captcha/view.ts';
import { type Attributes, el } from '../dom.ts';
import { alert, heading, link, submitButton, usernameField } from '../form.ts';
import type { HelpFrame } from '../help-frame.ts';
import type { SupportField, SupportState } from './state.ts';

export function supportView(state: SupportState, frame: HelpFrame): HTMLElement {
  return state.at === 'form' ? form(state, frame) : sent(frame);
}

function form({ busy, failure, wrong }: SupportState & { at: 'form' }, frame: HelpFrame): HTMLElement {
  const { say, links } = frame;
  const { support } = say;
  const noCaptcha = failure?.code === 'captcha_missing' || failure?.code === 'captcha_failed';
  return el(
    'form',
    { id: 'support-form', 'data-do': 'sendRequest', novalidate: true },
    heading(support.title),
    el('p', {}, support.text),
    el('p', {}, support.tryFirst, ' ', link(links.login, support.tryFirstLink)),
    alert(failure, frame),
    usernameField({ name: 'username', label: support.username, invalid: wrong.includes('username'), starts: true }, ''),
    explained('message', support.message, support.messageHint, wrong, (attributes) =>
      el('textarea', { ...attributes, rows: 5, maxlength: 2000, required: true }),
    ),
    explained('reachMeAt', support.reachMeAt, support.reachMeAtHint, wrong, (attributes) =>
      el('input', { ...attributes, type: 'text', maxlength: 200, required: true }),
    ),
    captchaBox(frame, noCaptcha),
    submitButton(support.send, say.sending, busy),
    el('p', { class: 'after' }, support.noSecrets),
  );
}

function explained(
  name: SupportField,
  label: string,
  hint: string,
  wrong: readonly SupportField[],
  field: (attributes: Attributes) => HTMLElement,
): HTMLElement {
  const invalid = wrong.includes(name);
  const described = { 'aria-describedby': invalid ? `failure ${name}-hint` : `${name}-hint`, ...(invalid && { 'aria-invalid': 'true' }) };
  return el(
    'div',
    { class: 'field', id: `field-${name}` },
    el('label', { for: name }, label),
    field({ id: name, name, ...described }),
    el('small', { id: `${name}-hint` }, hint),
  );
}

/** The same for every account, and for none: the form is not to tell who has one. */
function sent({ say, links }: HelpFrame): HTMLElement {
  const { support } = say;
  return el(
    'section',
    { id: 'support-sent' },
    el('div', { class: 'tick', 'aria-hidden': 'true' }, '✓'),
    heading(support.sentTitle, true),
    el('p', {}, support.sentText),
    el('ol', { class: 'steps' }, ...support.sentSteps.map((step) => el('li', {}, step))),
    links.shop === undefined
      ? link(links.login, say.toLogin, { class: 'second button' })
      : link(links.shop, say.toShop, { class: 'second button' }),
  );
}
