/** From the account that a shop keeps itself into Keycard's account page, by a link. */
import * as v from 'valibot';
import { authenticated, customerId, time, token } from './fields.ts';
import { route } from './route.ts';

export const handOver = route({
  method: 'POST',
  path: '/v1/handovers',
  handler: 'handovers.make',
  auth: 'clientToken',
  summary: 'A link into the account page for a customer whose password the shop has just found right',
  body: v.strictObject({ customerId, page: v.picklist(['security']) }),
  status: 200,
  answer: v.object({ url: v.string(), expiresAt: time }),
  problems: ['not_found', 'password_reset_required'],
});

export const redeemHandover = route({
  method: 'POST',
  path: '/v1/handovers/redeem',
  handler: 'handovers.redeem',
  auth: 'none',
  summary: 'Trade the token of such a link, once, for a session of ten minutes in the account',
  body: v.strictObject({ token }),
  status: 200,
  answer: authenticated,
  problems: ['link_expired'],
});
