import { variables } from '../shared/config/environment.ts';
import type { Options } from './options.ts';

/** What pages say about the shop and what it asks for, and whose CAPTCHA they show. */
export const shopVariables = (options: Options): Record<string, string> => ({
  [variables.shopName]: options.shopName,
  [variables.homeUrl]: options.homeUrl,
  [variables.changePasswordUrl]: options.changePasswordUrl,
  [variables.forgotPasswordUrl]: options.forgotPasswordUrl,
  [variables.signUpUrl]: options.signUpUrl,
  [variables.captchaProvider]: options.captcha.provider,
  [variables.captchaSiteKey]: options.captcha.provider === 'altcha' ? '' : options.captcha.siteKey,
  [variables.passwordMinimum]: String(options.passwordMinimum),
});
