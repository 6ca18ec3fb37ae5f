/** The option `cdn`: what stands in front, and how it says whom it forwards. */
import * as v from 'valibot';
import { arn, described } from './option-shapes.ts';

/** Lists begin with what a client has typed, and WAF looks at their first address; the last one names a port beside the address. */
const addressList = /^(?:x-forwarded-for|x-original-forwarded-for|forwarded|via|cloudfront-viewer-address)$/i;
const addressHeaderRule =
  'must be a header that the CDN overwrites with the one address of the customer, and no list such as X-Forwarded-For';
const secretsRule = 'must be one secret, or two while one takes the place of the other';

const placeHeader = (meaning: string) =>
  described(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/, 'must be the name of a header')), meaning);

export const cdn = v.strictObject({
  secretArns: described(
    v.pipe(
      v.array(
        arn(
          'secretsmanager',
          'secret:[\\w/+=.@-]+-[A-Za-z0-9]{6}',
          'must be the ARN of a secret in Secrets Manager, with the six letters that it ends in',
        ),
      ),
      v.minLength(1, secretsRule),
      v.maxLength(2, secretsRule),
    ),
    'ARNs of what the CDN proves itself with, in the header `X-Api-Key`: a secret of Secrets Manager, or two while one takes the place of the other. The secrets themselves stand in no file and no template',
  ),
  addressHeader: described(
    v.pipe(
      v.string(),
      v.regex(/^[A-Za-z0-9-]{1,64}$/, addressHeaderRule),
      v.check((name) => !addressList.test(name), addressHeaderRule),
    ),
    "header in which the CDN names the customer's address, that and nothing else, whatever the client has put there",
  ),
  placeHeaders: v.optional(
    described(
      v.strictObject({
        country: placeHeader("header in which the CDN names the customer's country, by its two letters, whatever the client has put there"),
        city: v.optional(placeHeader('the same of the city, by its name, percent-encoded')),
      }),
      'what customers are told of the place that a login, say, came from',
    ),
  ),
});
