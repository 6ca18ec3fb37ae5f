import type { CaptchaFailure } from './state.ts';

/** Nobody has solved it, or the service did not accept the solution. */
export type CaptchaFailureCode = 'captcha_missing' | 'captcha_failed';

export type CaptchaWords = {
  captcha: Record<CaptchaFailure | 'label' | 'hint' | 'solving' | 'solved', string>;
  failures: Record<CaptchaFailureCode, string>;
};
