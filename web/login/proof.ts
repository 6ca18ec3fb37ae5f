/**
 * What a login takes beside the password while many guess at its username: a proof of work, which the page does by itself, or the
 * solution of a provider's widget, which the customer gives.
 */
import { solveGiven } from '../captcha/altcha.ts';
import { captchaOf } from '../captcha/captcha.ts';
import { type CaptchaState, captchaStart, transition } from '../captcha/state.ts';
import type { CaptchaWords } from '../captcha/words.ts';
import type { Keycard, Login } from '../client.ts';
import type { App } from '../page.ts';

type Body = Parameters<Keycard['login']>[0];

/** While one is solved the guessing may go on, and the next takes twice the work: after so many it is the most there is. */
const MOST_TURNS = 6;

/** @param asked told each time that a proof of work begins */
export function loginProof<State, Event>(app: App<State, Event, CaptchaWords>, asked: () => void) {
  let state: CaptchaState = captchaStart;
  const widget = captchaOf(
    {
      ...app,
      state: () => state,
      move(event) {
        const before = state;
        state = transition(state, event);
        widget.moved(before, state);
      },
    },
    {},
  );

  return {
    /** Puts a provider's widget where it is drawn. */
    place: () => widget.place(),

    /** `undefined`: the proof of work was not done in its time. */
    async logIn(body: Body): Promise<Login | undefined> {
      const captcha = await widget.solution();
      let answer = await app.client.login({ ...body, ...(captcha !== undefined && { captcha }) });
      if (captcha !== undefined) widget.used(!answer.ok && answer.problem.status === 0 ? 'untouched' : 'spent');
      for (let turn = 1; turn < MOST_TURNS && !answer.ok && answer.problem.captcha; turn++) {
        asked();
        const solved = await solveGiven(answer.problem.captcha);
        if (!solved) return undefined;
        answer = await app.client.login({ ...body, captcha: solved.solution });
      }
      return !answer.ok && answer.problem.captcha ? undefined : answer;
    },
  };
}
