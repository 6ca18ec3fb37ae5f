/**
 * CAPTCHA, by ALTCHA (self-hosted, no third party) or, where a shop has them, Turnstile or hCaptcha. When whoever must be
 * asked is down, the call fails closed.
 */
import { required, variables } from '../config/environment.ts';
import { altchaIsSolved } from './altcha.ts';
import { type SiteVerifier, siteVerify } from './site-verify.ts';

export type CaptchaProvider = 'altcha' | SiteVerifier;

const provider = required(variables.captchaProvider) as CaptchaProvider;

/**
 * Is this a solution, of a challenge of ours (or the provider's), used for the first time?
 *
 * @param solution what the widget on the page made of it
 * @throws when the provider cannot be asked
 */
export function captchaIsSolved(solution: string, now: number): Promise<boolean> {
  return provider === 'altcha' ? altchaIsSolved(solution, now) : siteVerify(provider, solution);
}
