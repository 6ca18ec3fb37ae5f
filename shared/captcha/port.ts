/**
 * The CAPTCHA of recoveries and support requests, by ALTCHA (self-hosted, no third party) or, where a shop has them, Turnstile or
 * hCaptcha. When whoever must be asked is down, the call fails closed. The login has a proof of work of its own
 * (`http/login-captcha.ts`), and asks nobody.
 */
import { required, variables } from '../config/environment.ts';
import { workOfAltcha } from './altcha.ts';
import { type SiteVerifier, siteVerify } from './site-verify.ts';

export type CaptchaProvider = 'altcha' | SiteVerifier;

const provider = required(variables.captchaProvider) as CaptchaProvider;

/**
 * Is this a solution, of a challenge of ours (or the provider's), used for the first time?
 *
 * @param solution what the widget on the page made of it
 * @throws when the provider cannot be asked
 */
export const captchaIsSolved = async (solution: string, now: number): Promise<boolean> => (await captchaWork(solution, now)) > 0;

/**
 * As `captchaIsSolved`, told by the work that was done: 0 is none, 1 what a plain challenge takes. A provider weighs its visitors
 * itself, so its solutions are good for any work.
 */
export async function captchaWork(solution: string, now: number): Promise<number> {
  if (provider === 'altcha') return workOfAltcha(solution, now);
  return (await siteVerify(provider, solution)) ? Number.POSITIVE_INFINITY : 0;
}
