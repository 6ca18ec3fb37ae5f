import { flagChallenges, readFlag } from '../shared/config/flag.ts';
import { loginWillDo, redirectTo } from '../shared/flow/authorization-request.ts';
import { acrs, provesSecondFactor } from '../shared/flow/session.ts';
import { ok, problem } from '../shared/http/answers.ts';
import { openAsked } from '../shared/http/asked-login.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { grantAuthorization } from '../shared/http/routes/authorization.ts';
import { loggedIn } from '../shared/http/signed-in.ts';
import { makeCode } from '../shared/store/authorization-codes.ts';
import { readClient } from '../shared/store/client-items.ts';

/** The customer has logged in: a code for the client that sent them, and the way back to it. */
export const handler = endpoint(grantAuthorization, async (call) => {
  const { now, publicUrl } = call;
  const flagRead = readFlag(now);
  const present = await loggedIn(call);
  if (!present) return problem('session_required');
  const asked = await openAsked(call.body.request, now);
  if (!asked) return problem('link_expired');
  const { clientId, redirectUri, codeChallenge, scopes, nonce, state, askedAt } = asked;
  // It may have been removed, or registered anew, while its customer typed.
  const client = await readClient(clientId);
  if (!client?.grants.includes('authorization_code') || !client.redirectUris.includes(redirectUri)) return problem('link_expired');

  const { session, customer, family } = present;
  const acr = acrs.find((each) => session.acr === `${publicUrl}/acr/${each}`);
  // What was proved before the factor was switched on, or in an epoch that is over, is no login to a shop.
  const isProved = acr !== undefined && (provesSecondFactor(acr) || !customer.factor || !flagChallenges(await flagRead));
  const isOfNow = session.epoch === customer.epoch && loginWillDo(asked, session.authTime, askedAt, now);
  if (!isProved || !isOfNow) return problem('session_required');

  const { customerId, epoch } = customer;
  const device = family?.device ?? call.device;
  const code = await makeCode(
    {
      clientId,
      redirectUri,
      codeChallenge,
      scopes,
      nonce,
      customerId,
      epoch,
      acr,
      authTime: session.authTime,
      device,
      grantedBy: session.sid,
    },
    now,
  );
  return ok({ redirectTo: redirectTo(redirectUri, { code }, { state, issuer: publicUrl }) });
});
