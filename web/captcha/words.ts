import type { CaptchaFailure } from './state.ts';

/** Nobody has solved it, or the service did not accept the solution. */
export type CaptchaFailureCode = 'captcha_missing' | 'captcha_failed';

/** What a page says that shows the box. */
export type CaptchaWords = {
  captcha: Record<'label' | 'hint' | 'solving' | 'solved' | CaptchaFailure, string>;
  failures: Record<CaptchaFailureCode, string>;
};
