import type { CaptchaFrame } from '../captcha/page.ts';
import { captchaBox, isAboutTheBox, standing } from '../captcha/view.ts';
import { el } from '../dom.ts';
import {
  actionButton,
  actionForm,
  alert,
  attemptsOf,
  codeField,
  heading,
  link,
  more,
  p,
  section,
  sentence,
  submitButton,
  tick,
} from '../form.ts';
import { countdown } from '../time.ts';
import type { RecoverActions } from './actions.ts';
import type { RecoverState } from './state.ts';
import type { RecoverWords } from './words.ts';

const button = actionButton<RecoverActions>;
const form = actionForm<RecoverActions>;

type RecoverFrame = CaptchaFrame<RecoverWords>;

export function recoverView(state: RecoverState, frame: RecoverFrame): HTMLElement {
  switch (state.at) {
    case 'noLink':
      return noLink(frame);
    case 'sms':
      return smsStep(state, frame);
    case 'code':
      return codeStep(state, frame);
    case 'done':
      return done(frame);
    case 'over':
      return over(state, frame);
    case 'cancel':
      return cancelStep(state, frame);
    case 'cancelled':
      return cancelled(frame);
    case 'cancelOver':
      return cancelOver(state, frame);
  }
}

function noLink(frame: RecoverFrame): HTMLElement {
  const { recover } = frame.say;
  return section(
    'recover-no-link',
    heading(recover.noLinkTitle, true),
    p(recover.noLinkText),
    el('ol', 'steps', ...recover.noLinkSteps.map((step) => el('li', {}, step))),
    link(frame.links.login, frame.say.toLogin, 'main'),
    more(supportLink(frame)),
  );
}

function smsStep(state: RecoverState & { at: 'sms' }, frame: RecoverFrame): HTMLElement {
  const { say, now } = frame;
  const { recover } = say;
  const { smsLeft, busy, failure } = state;
  const wait = (state.resendAt ?? 0) - now;
  const again = failure?.code === 'code_expired' || failure?.code === 'challenge_locked';
  if (smsLeft === 0) return smsUsedUp(state, frame);
  return section(
    'recover-sms',
    heading(again ? recover.newCodeTitle : recover.smsTitle, true),
    !again && p(recover.smsText),
    alert(failure, frame),
    button('sendSms', smsButton(busy, wait, again, frame), {
      class: 'main',
      'aria-disabled': (busy || wait > 0) && 'true',
    }),
    !again && el('p', 'after', recover.nothingYet),
    more(supportLink(frame)),
  );
}

function smsUsedUp({ failure }: RecoverState & { at: 'sms' }, frame: RecoverFrame): HTMLElement {
  const { say, links } = frame;
  return section(
    'recover-sms-used-up',
    heading(say.recover.overTitles.recovery_expired, true),
    alert(failure, frame),
    p(say.recover.smsUsedUp),
    link(links.login, say.logInAgain, 'main'),
    more(supportLink(frame)),
  );
}

function smsButton(busy: boolean, wait: number, again: boolean, { say }: RecoverFrame): string {
  if (busy) return say.sending;
  if (wait > 0) return say.recover.sendSmsIn(countdown(wait));
  return again ? say.recover.sendNewSms : say.recover.sendSms;
}

function codeStep(state: RecoverState & { at: 'code' }, frame: RecoverFrame): HTMLElement {
  const { say, now } = frame;
  const { busy, sentTo } = state;
  const failure = standing(state.failure, frame.captcha);
  const wait = (state.resendAt ?? 0) - now;
  const invalid = failure?.code === 'invalid_code' || failure?.code === 'code_incomplete';
  // The attempts left stand below the field already.
  const shown = failure && { code: failure.code, ...(failure.until !== undefined && { until: failure.until }) };
  return form(
    'recover-code',
    'confirmRecovery',
    heading(say.recover.codeTitle),
    el('p', { id: 'code-hint' }, ...sentence(say.recover.sentTo(sentTo), sentTo)),
    alert(shown, frame),
    codeField({ label: say.recover.code, invalid, starts: true, describedBy: 'code-hint code-attempts' }),
    el('p', 'facts', attemptsOf(state.attemptsLeft, frame), el('span', {}, say.validFor(countdown(state.codeExpiresAt - now)))),
    captchaBox(frame, isAboutTheBox(failure)),
    submitButton(say.recover.send, say.checking, busy === 'checking'),
    el('p', 'after', say.recover.whatSendDoes),
    more(
      state.smsLeft > 0
        ? button('sendSms', smsButton(busy === 'sending', wait, true, frame), {
            class: 'quiet',
            'aria-disabled': (busy === 'sending' || wait > 0) && 'true',
          })
        : p(say.recover.noMoreSms),
      supportLink(frame),
    ),
  );
}

function done({ say, links }: RecoverFrame): HTMLElement {
  return section(
    'recover-done',
    tick(),
    heading(say.recover.doneTitle, true),
    p(say.recover.doneText),
    link(links.login, say.toLogin, 'main'),
    el('p', 'after', say.recover.doneTold),
    links.shop !== undefined && more(link(links.shop, say.toShop, 'quiet button')),
  );
}

function over({ why }: RecoverState & { at: 'over' }, frame: RecoverFrame): HTMLElement {
  const { say, links } = frame;
  return el(
    'section',
    { id: 'recover-over', 'data-why': why },
    heading(say.recover.overTitles[why], true),
    p(say.recover.overTexts[why]),
    why !== 'contact_too_new' && p(say.recover.overWayOn),
    link(links.login, say.logInAgain, 'main'),
    more(supportLink(frame)),
  );
}

function cancelStep({ busy, failure }: RecoverState & { at: 'cancel' }, frame: RecoverFrame): HTMLElement {
  const { recover } = frame.say;
  return section(
    'recover-cancel',
    heading(recover.cancelTitle, true),
    p(recover.cancelText),
    el('ul', 'steps', ...recover.cancelSteps.map((step) => el('li', {}, step))),
    alert(failure, frame),
    button('cancelRecovery', busy ? recover.cancelling : recover.cancel, {
      class: 'main',
      'aria-disabled': busy && 'true',
    }),
    el('p', 'after', recover.cancelHint),
  );
}

function cancelled({ say, links }: RecoverFrame): HTMLElement {
  const { recover } = say;
  return section(
    'recover-cancelled',
    tick(),
    heading(recover.cancelledTitle, true),
    p(recover.cancelledText),
    p(recover.cancelledElsewhere),
    link(links.forgotten, recover.noMail, 'second button'),
    more(link(links.support, recover.writeToUs, 'quiet button')),
  );
}

function cancelOver({ why }: RecoverState & { at: 'cancelOver' }, { say, links }: RecoverFrame): HTMLElement {
  const { recover } = say;
  return el(
    'section',
    { id: 'recover-cancel-over', 'data-why': why },
    heading(recover.cancelOverTitles[why], true),
    p(recover.cancelOverTexts[why]),
    link(links.forgotten, recover.toNewPassword, 'main'),
    more(link(links.support, recover.writeToUs, 'quiet button')),
  );
}

function supportLink({ say, links }: RecoverFrame): HTMLElement {
  return link(links.support, say.recover.nothingLeft, 'quiet small button');
}
