import { does } from '../actions.ts';
import { el } from '../dom.ts';
import { isAboutTheChoice } from '../failure.ts';
import {
  actionButton,
  actionForm,
  alert,
  heading,
  link,
  more,
  newPasswordField,
  p,
  section,
  sentence,
  submitButton,
  tick,
  usernameField,
} from '../form.ts';
import type { Frame } from '../page.ts';
import { countdown } from '../time.ts';
import type { ChosenWords } from '../words/chosen.ts';
import type { PasswordActions } from './actions.ts';
import type { PasswordState } from './state.ts';
import type { PasswordWords } from './words.ts';

const button = actionButton<PasswordActions>;
const form = actionForm<PasswordActions>;

type PasswordFrame = Frame<PasswordWords & ChosenWords>;

export function passwordView(state: PasswordState, frame: PasswordFrame): HTMLElement {
  switch (state.at) {
    case 'forgot':
      return forgotStep(state, frame);
    case 'asked':
      return askedStep(state, frame);
    case 'choose':
      return chooseStep(state, frame);
    case 'over':
      return over(state, frame);
    case 'done':
      return done(frame);
  }
}

function forgotStep({ username, busy, failure, ended }: PasswordState & { at: 'forgot' }, frame: PasswordFrame): HTMLElement {
  const { say, links } = frame;
  const { reset } = say;
  if (ended && links.forgotten !== links.password) return endedStep(frame);
  const invalid = failure?.code === 'name_missing' || failure?.code === 'invalid_request';
  return form(
    'password-forgot',
    'askForLink',
    heading(ended ? reset.endedTitle : reset.forgotTitle),
    p(ended ? `${reset.endedText} ${reset.endedNext}` : reset.forgotText),
    alert(failure, frame),
    usernameField({ label: reset.username, invalid, starts: true }, username),
    submitButton(reset.sendLink, say.sending, busy),
    more(link(links.login, reset.rememberedAfterAll, 'quiet button')),
  );
}

/** The shop keeps passwords itself: the new one is set there. */
function endedStep({ say: { reset }, links }: PasswordFrame): HTMLElement {
  return section(
    'password-ended',
    heading(reset.endedTitle, true),
    p(reset.endedText),
    link(links.forgotten, reset.chooseTitle, 'main'),
    more(link(links.login, reset.rememberedAfterAll, 'quiet button')),
  );
}

/** The same for every account, and for none: the form is not to tell who has one. */
function askedStep({ username, againAt, busy, failure }: PasswordState & { at: 'asked' }, frame: PasswordFrame): HTMLElement {
  const { say, now, links } = frame;
  const { reset } = say;
  const wait = againAt - now;
  return section(
    'password-asked',
    heading(reset.askedTitle, true),
    p(...sentence(reset.asked(username), username)),
    el('ul', 'steps', ...reset.askedSteps.map((step) => el('li', {}, step))),
    alert(failure, frame),
    button('askAgain', busy ? say.sending : wait > 0 ? reset.sendAgainIn(countdown(wait)) : reset.sendAgain, {
      class: 'second',
      'aria-disabled': (busy || wait > 0) && 'true',
    }),
    more(button('startOver', reset.otherName, 'quiet'), link(links.login, reset.rememberedAfterAll, 'quiet button')),
  );
}

function chooseStep({ shown, busy, failure }: PasswordState & { at: 'choose' }, frame: PasswordFrame): HTMLElement {
  const { say } = frame;
  const { reset } = say;
  return form(
    'password-choose',
    'setPassword',
    heading(reset.chooseTitle),
    p(reset.chooseText),
    alert(failure, frame),
    newPasswordField({ invalid: isAboutTheChoice(failure), starts: true }, shown, does<PasswordActions>('toggleNewPassword'), frame),
    submitButton(reset.set, reset.setting, busy),
  );
}

function over({ why }: PasswordState & { at: 'over' }, { say, links }: PasswordFrame): HTMLElement {
  const { reset } = say;
  return el(
    'section',
    { id: 'password-over', 'data-why': why },
    heading(reset.overTitles[why], true),
    p(reset.overTexts[why]),
    button('startOver', reset.newLink, 'main'),
    more(link(links.login, say.toLogin, 'quiet button')),
  );
}

function done({ say, links }: PasswordFrame): HTMLElement {
  const { reset } = say;
  return section(
    'password-done',
    tick(),
    heading(reset.doneTitle, true),
    p(reset.doneText),
    link(links.login, say.toLogin, 'main'),
    links.shop !== undefined && more(link(links.shop, say.toShop, 'quiet button')),
  );
}
