/** "I am not a robot", as the page sees it. A solution is good for one try, and for a while only. */

/** `unreachable`: no challenge could be had. `refused`: the service did not accept the solution. */
export type CaptchaFailure = 'unreachable' | 'refused';

export type CaptchaState =
  | { at: 'open'; failure?: CaptchaFailure; again?: true }
  | { at: 'solving' }
  /** `expiresAt`: the server's ms. */
  | { at: 'solved'; solution: string; expiresAt: number };

export type CaptchaEvent =
  | { type: 'asked' }
  | { type: 'solved'; solution: string; expiresAt: number }
  | { type: 'failed' }
  /** It went along with a try; the next one needs another. */
  | { type: 'spent' }
  | { type: 'refused' }
  | { type: 'timePassed'; now: number };

export const captchaStart: CaptchaState = { at: 'open' };

/** So much time has to be left for filling in the rest and for the way to the service. */
const MARGIN_MS = 30_000;

/** The state after an event; an event that means nothing in a state leaves it as it is. */
export function transition(state: CaptchaState, event: CaptchaEvent): CaptchaState {
  switch (event.type) {
    case 'asked':
      return state.at === 'open' ? { at: 'solving' } : state;
    case 'solved':
      return { at: 'solved', solution: event.solution, expiresAt: event.expiresAt };
    case 'failed':
      return state.at === 'solving' ? { at: 'open', failure: 'unreachable' } : state;
    case 'spent':
      return { at: 'open', again: true };
    case 'refused':
      return { at: 'open', failure: 'refused' };
    case 'timePassed':
      return state.at === 'solved' && state.expiresAt - MARGIN_MS <= event.now ? { at: 'open', again: true } : state;
  }
}

/** Who has said once that they are no robot is not asked again because the time ran out or the code was wrong. */
export const solvesByItself = (state: CaptchaState): boolean => state.at === 'open' && state.again === true;
