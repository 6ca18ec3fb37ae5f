import { flagChallenges, readFlag } from '../shared/config/flag.ts';
import { tellOfRow } from '../shared/factors/after-wrong-code.ts';
import { ok, problem } from '../shared/http/answers.ts';
import { beginChallenge } from '../shared/http/begin-challenge.ts';
import { authenticateClient } from '../shared/http/client-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { challenges } from '../shared/http/routes/challenges.ts';
import { fromNowhere } from '../shared/http/shop-server.ts';
import { customerLog, entryIn, noteOnceADay } from '../shared/store/audit.ts';
import { readCustomer } from '../shared/store/customers.ts';

/**
 * The word of a shop that keeps passwords itself stands for a right one: from here on it is the login that everybody has. Nothing is
 * counted for the network or the device that it comes from, as that is the shop's server.
 */
export const handler = endpoint(challenges, async (call) => {
  const { now } = call;
  const { customerId, locale, stayLoggedIn = false } = call.body;
  const flagRead = readFlag(now);
  const client = await authenticateClient(call, 'challenges');
  if (!client) return problem('client_token_required');
  const customer = await readCustomer(customerId);
  if (!customer) return problem('not_found');
  if (customer.passwordEndedAt !== undefined) {
    await tellOfRow(customer, fromNowhere(call));
    return problem('password_reset_required');
  }

  const { factor } = customer;
  if (!factor || !flagChallenges(await flagRead)) return ok({ status: 'no_second_factor' as const });
  const { clientId } = client;
  const [begun] = await Promise.all([
    beginChallenge(fromNowhere(call), { ...customer, factor }, { stayLoggedIn, clientId, ...(locale && { locale }) }),
    // Whoever has the password of the shop can have it begun as often as they like.
    noteOnceADay(`challenge_begun#${clientId}`, entryIn(customerLog(customerId), 'challenge_begun', { client: clientId }, now)),
  ]);
  return begun;
});
