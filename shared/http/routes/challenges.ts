/** For a shop that keeps passwords itself: its backend says that one was right, and Keycard asks for the second factor. */
import * as v from 'valibot';
import { customerId, locale, noSecondFactor, secondFactorRequired } from './fields.ts';
import { route } from './route.ts';

export const challenges = route({
  method: 'POST',
  path: '/v1/challenges',
  handler: 'challenges',
  auth: 'clientToken',
  summary: 'Begin the second step of a login whose password the shop has found right',
  body: v.strictObject({
    customerId,
    /** Of the e-mails with codes of this login. */
    locale: v.optional(locale),
    stayLoggedIn: v.optional(v.boolean()),
  }),
  status: 200,
  answer: v.variant('status', [noSecondFactor, secondFactorRequired]),
  problems: ['not_found', 'password_reset_required', 'delivery_failed'],
});
