/** A page with a CAPTCHA: the page's own machine and the CAPTCHA's, side by side in one state. */
import type { App, Doings, Frame, Page, Shown } from '../page.ts';
import { type Asked, type Captcha, captchaOf } from './captcha.ts';
import { type CaptchaEvent, type CaptchaState, captchaStart, transition as moveCaptcha } from './state.ts';
import type { CaptchaWords } from './words.ts';

export type CaptchaFrame<Say> = Frame<Say & CaptchaWords> & { captcha: CaptchaState };
export type AppWithCaptcha<State, Event, Say> = App<State, Event, Say & CaptchaWords> & { readonly captcha: Captcha };
export type CaptchaActions = { solveCaptcha(): void };

type WithCaptcha<State> = { page: State; captcha: CaptchaState };
type Either<Event> = { type: 'page'; event: Event } | { type: 'captcha'; event: CaptchaEvent };

/** A page that shows a CAPTCHA, and whose actions use it. */
type Guarded<State, Event, Say> = Omit<Page<State, Event, Say & CaptchaWords>, 'show' | 'does'> & {
  show(state: State, frame: CaptchaFrame<Say>): Shown;
  does(app: AppWithCaptcha<State, Event, Say>): Doings<State>;
};

export function withCaptcha<State, Event, Say>(
  asked: Asked,
  page: Guarded<State, Event, Say>,
): Page<WithCaptcha<State>, Either<Event>, Say & CaptchaWords> {
  return {
    words: page.words,
    start: { page: page.start, captcha: captchaStart },
    transition(state, event) {
      switch (event.type) {
        case 'page':
          return after(state, page.transition(state.page, event.event), state.captcha);
        case 'captcha':
          return after(state, state.page, moveCaptcha(state.captcha, event.event));
        case 'timePassed':
          return after(state, page.transition(state.page, event), moveCaptcha(state.captcha, event));
      }
    },
    show: (state, frame) => page.show(state.page, { ...frame, captcha: state.captcha }),
    does(app) {
      const captcha = captchaOf({ ...app, state: () => app.state().captcha, move: (event) => app.move({ type: 'captcha', event }) }, asked);
      const doings = page.does({
        ...app,
        captcha,
        state: () => app.state().page,
        move: (event) => app.move({ type: 'page', event }),
      });
      const own: CaptchaActions = { solveCaptcha: captcha.solve };
      return {
        ...doings,
        actions: { ...doings.actions, ...own },
        moved(from, to) {
          if (to.page !== from.page) doings.moved?.(from.page, to.page);
          if (to.captcha !== from.captcha) captcha.moved(from.captcha, to.captcha);
        },
        drawn() {
          doings.drawn?.();
          captcha.place();
        },
      };
    },
  };
}

/** The same state, where nothing has moved. */
function after<State>(state: WithCaptcha<State>, page: State, captcha: CaptchaState): WithCaptcha<State> {
  return page === state.page && captcha === state.captcha ? state : { page, captcha };
}
