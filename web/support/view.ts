import type { CaptchaFrame } from '../captcha/page.ts';
import { captchaBox, isAboutTheBox, standing } from '../captcha/view.ts';
import { el } from '../dom.ts';
import { actionForm, alert, heading, labelled, link, p, section, submitButton, tick, usernameField } from '../form.ts';
import type { SupportActions } from './actions.ts';
import type { SupportState } from './state.ts';
import type { SupportWords } from './words.ts';

const form = actionForm<SupportActions>;

type SupportFrame = CaptchaFrame<SupportWords>;

export function supportView(state: SupportState, frame: SupportFrame): HTMLElement {
  return state.at === 'form' ? requestForm(state, frame) : sent(frame);
}

function requestForm({ busy, failure: last, wrong }: SupportState & { at: 'form' }, frame: SupportFrame): HTMLElement {
  const { say, links } = frame;
  const { support } = say;
  const failure = standing(last, frame.captcha);
  return form(
    'support-form',
    'sendRequest',
    heading(support.title),
    p(support.text),
    p(support.tryFirst, ' ', link(links.login, support.tryFirstLink)),
    alert(failure, frame),
    usernameField({ label: support.username, invalid: wrong.includes('username'), starts: true }, ''),
    labelled(
      'message',
      { label: support.message, invalid: wrong.includes('message') },
      { rows: 5, maxlength: 2000 },
      support.messageHint,
      'textarea',
    ),
    labelled(
      'reachMeAt',
      { label: support.reachMeAt, invalid: wrong.includes('reachMeAt') },
      { type: 'text', maxlength: 200 },
      support.reachMeAtHint,
    ),
    captchaBox(frame, isAboutTheBox(failure)),
    submitButton(support.send, say.sending, busy),
    el('p', 'after', support.noSecrets),
  );
}

/** The same for every account, and for none: the form is not to tell who has one. */
function sent({ say, links }: SupportFrame): HTMLElement {
  const { support } = say;
  return section(
    'support-sent',
    tick(),
    heading(support.sentTitle, true),
    p(support.sentText),
    el('ol', 'steps', ...support.sentSteps.map((step) => el('li', {}, step))),
    links.shop === undefined ? link(links.login, say.toLogin, 'second button') : link(links.shop, say.toShop, 'second button'),
  );
}
