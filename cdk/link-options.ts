/** The options that lead customers, and their answers to e-mails, to where the shop is; and when it is there. */
import * as v from 'valibot';
import { isUrl } from '../shared/flow/web-address.ts';
import { address, described, isTimeZone, url } from './option-shapes.ts';

const pageOfShop = url(isUrl, 'must be an https URL without quotes and spaces');

export const links = {
  homeUrl: v.optional(described(pageOfShop, 'where a customer who is logged in goes. Without it: the account page')),
  changePasswordUrl: v.optional(
    described(
      pageOfShop,
      "where the shop's own page changes a password, if [the shop keeps passwords itself](#passwords-that-the-shop-keeps). Needs `forgotPasswordUrl`. Without it: Keycard's",
    ),
  ),
  forgotPasswordUrl: v.optional(
    described(
      pageOfShop,
      "where the shop's own page replaces a forgotten password, likewise. Needs `changePasswordUrl`. Without it: Keycard's",
    ),
  ),
  signUpUrl: v.optional(
    described(pageOfShop, 'where an account is created; the login page links there. Without it: the page says nothing of it'),
  ),
  supportUrl: v.optional(
    described(
      pageOfShop,
      "where customers find whom to ask; pages and e-mails link there. Without it: Keycard's form for support requests",
    ),
  ),
  supportMail: v.optional(described(address, 'where the answer to an e-mail goes (`Reply-To`). Without it: to the sender')),
  imprintUrl: v.optional(described(pageOfShop, 'who runs the shop, as German law wants it on each page. Without it: no link')),
  privacyUrl: v.optional(described(pageOfShop, 'what becomes of customers’ data. Without it: no link')),
  timeZone: v.optional(
    described(
      v.pipe(v.string(), v.check(isTimeZone, 'must be a time zone such as Europe/Prague')),
      'in which e-mails say when something was, by its name in the IANA database, such as `Europe/Prague`',
    ),
    'UTC',
  ),
};
