import type { CaptchaFailure } from './state.ts';

/** Nobody has solved it, or the service did not accept the solution. */
export type CaptchaFailureCode = 'captcha_missing' | 'captcha_failed';

/** What is said of one that is being solved. */
export type CaptchaWords = { captcha: Record<CaptchaFailure | 'solving' | 'solved', string> };

/** What a page says that shows the box beside. */
export type CaptchaBoxWords = {
  captchaBox: Record<'label' | 'hint', string>;
  failures: Record<CaptchaFailureCode, string>;
};
