import type { CaptchaProvider } from './captcha/captcha.ts';
import type { CaptchaState } from './captcha/state.ts';
import type { Problem } from './client.ts';
import type { Failure } from './failure.ts';
import type { Frame } from './frame.ts';
import type { HelpFailureCode, HelpProblemCode, HelpWords } from './words/help.ts';

export type HelpProblem = Problem<HelpProblemCode>;
export type HelpFailure = Failure<HelpFailureCode>;

/** What the views of those who cannot log in are drawn with, beside their own state. */
export type HelpFrame = Omit<Frame, 'say' | 'links'> & {
  say: HelpWords;
  /** Absolute URLs; `shop` only where the shop has set one. */
  links: { login: string; support: string; shop?: string };
  captcha: { provider: CaptchaProvider; state: CaptchaState };
};
