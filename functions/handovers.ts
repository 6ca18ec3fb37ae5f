/** From the account of a shop that keeps passwords itself into the account page, by a link. */

import { ok, problem, rfc3339 } from '../shared/http/answers.ts';
import { authenticated } from '../shared/http/authenticated.ts';
import { authenticateClient } from '../shared/http/client-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { handOver, redeemHandover as redeemRoute } from '../shared/http/routes/handovers.ts';
import { signingKey } from '../shared/keyring/secret-keys.ts';
import { readCustomer } from '../shared/store/customers.ts';
import { makeHandover, redeemHandover } from '../shared/store/handovers.ts';

/** The token lies in the fragment, which no server sees; the link by itself opens nothing, so nobody uses it up by looking where it leads. */
export const make = endpoint(handOver, async (call) => {
  const { now, publicUrl } = call;
  const { customerId, page } = call.body;
  const client = await authenticateClient(call, 'challenges');
  if (!client) return problem('client_token_required');
  const customer = await readCustomer(customerId);
  if (!customer) return problem('not_found');
  if (customer.passwordEndedAt !== undefined) return problem('password_reset_required');
  const { clientId, version: clientVersion } = client;
  const { token, expiresAt } = await makeHandover({ customerId, epoch: customer.epoch, clientId, clientVersion }, now);
  return ok({ url: `${publicUrl}/${page}#handover=${token}`, expiresAt: rfc3339(expiresAt) });
});

/** A session without a cookie: it ends with its access token, in the tab that redeemed it. */
export const redeem = endpoint(redeemRoute, async (call) => {
  const { now } = call;
  // Before the link is used up, which must not happen for a session that cannot be signed.
  const signer = await signingKey(now);
  const handover = await redeemHandover(call.body.token, now);
  if (!handover) return problem('link_expired');
  const { customerId, epoch } = handover;
  return ok(authenticated(call, { customerId, epoch, acr: 'shop', authTime: now }, signer));
});
