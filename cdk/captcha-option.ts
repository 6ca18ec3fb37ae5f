/** The option `captcha`: whose it is. */
import * as v from 'valibot';
import { described, text } from './option-shapes.ts';

/** The secret key itself is in no option: it would stand in the template and in somebody's repository. */
export const captcha = v.variant(
  'provider',
  [
    v.strictObject({ provider: v.literal('altcha') }),
    v.strictObject({
      provider: v.picklist(['turnstile', 'hcaptcha']),
      siteKey: described(
        text(/^[\w.:-]{1,100}$/, 'must be the site key of the provider'),
        "the provider's site key, which its widget shows",
      ),
      secretParameter: described(
        text(/^\/[\w./-]{1,1000}$/, 'must be the name of an SSM parameter, such as /keycard/prod/captcha-secret'),
        'name of the SSM parameter (SecureString) that holds the secret key; not the key itself',
      ),
    }),
  ],
  'must be one of altcha, turnstile, hcaptcha',
);
