import { flagChallenges, readFlag } from '../shared/config/flag.ts';
import {
  type AuthorizationError,
  type AuthorizationRequest,
  asked,
  clientNamedBy,
  loginWillDo,
  redirectTo,
} from '../shared/flow/authorization-request.ts';
import { clientIdShape } from '../shared/flow/registration.ts';
import { tokenFrom } from '../shared/flow/session-token.ts';
import { type Redirect, redirect } from '../shared/http/answers.ts';
import { sealAsked } from '../shared/http/asked-login.ts';
import type { Call } from '../shared/http/call.ts';
import { idTokenIn } from '../shared/http/client-login.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { authorize, authorizeByForm } from '../shared/http/routes/authorization.ts';
import { toLoginPage } from '../shared/http/to-login-page.ts';
import { log } from '../shared/log/events.ts';
import { silentLogin } from '../shared/sessions/silent-login.ts';
import { makeCode } from '../shared/store/authorization-codes.ts';
import { readClient } from '../shared/store/client-items.ts';
import { firstSpoken } from '../shared/words/locale.ts';

/** The authorization endpoint (OpenID Connect Core §3.1.2): leads to the login page, or without a page back to the client. */
export const handler = endpoint(authorize, (call) => leadOn(call, undefined));

/**
 * The same by a form, in which a shop that keeps passwords itself may send the `challenge` that its server has begun: then the page asks for
 * the code alone. In a query its token would stand in logs and histories.
 */
export const byForm = endpoint(authorizeByForm, (call) => leadOn(call, call.everyParameter.challenge));

/** Longer ones are none of ours, and would not fit into a URL beside the rest. */
const LONGEST_CHALLENGE = 2000;

async function leadOn(call: Call, challenges: readonly string[] = []): Promise<Redirect> {
  const { everyParameter: parameters, publicUrl } = call;
  const clientId = clientNamedBy(parameters);
  const client = clientId !== undefined && clientIdShape.test(clientId) ? await readClient(clientId) : undefined;
  const outcome = asked(parameters, client);
  // Whose it is, and where it would lead, is not what was registered: the customer stays here, and is told.
  if (outcome.is === 'unsafe') return toLoginPage(call, undefined, `refused=${outcome.parameter}`);
  const { redirectUri, state } = outcome.is === 'asked' ? outcome.request : outcome;
  const back = (error: AuthorizationError, why: string) =>
    redirect(redirectTo(redirectUri, { error, error_description: why }, { state, issuer: publicUrl }));
  if (outcome.is === 'refused') return back(outcome.error, outcome.why);

  const { request } = outcome;
  try {
    if (request.prompt === 'none') {
      const code = await codeWithoutAWord(call, request);
      if (code === undefined) return back('login_required', 'nobody is logged in, or not in the way that was asked for');
      return redirect(redirectTo(redirectUri, { code }, { state, issuer: publicUrl }));
    }
    const sealed = await sealAsked(request, call.now);
    if (sealed === undefined) return back('invalid_request', 'the parameters are too long together');
    const language = firstSpoken(request.languages ?? []);
    const [challenge = ''] = challenges;
    if (challenge.length > LONGEST_CHALLENGE) return back('invalid_request', 'challenge is none of this service');
    const forThePage = new URLSearchParams({
      authorization: sealed,
      ...(challenge && { challenge }),
      ...(request.loginHint && { login_hint: request.loginHint }),
    });
    return toLoginPage(call, language, forThePage.toString());
  } catch (error) {
    // The client can say it in its own page, and knows what the customer was about.
    log({ event: 'authorization_failed', error: error instanceof Error ? error.name : 'unknown' });
    return back('temporarily_unavailable', 'the service is not available at the moment');
  }
}

/** By the cookie of a session that stays logged in; there is no other that a browser brings here. */
async function codeWithoutAWord(call: Call, request: AuthorizationRequest): Promise<string | undefined> {
  const { now } = call;
  const token = tokenFrom(call.cookie);
  const [hint] = call.everyParameter.id_token_hint ?? [];
  const hinted = hint === undefined ? undefined : await idTokenIn(hint, call);
  const family = token && (await silentLogin(token, flagChallenges(await readFlag(now)), now));
  // Only who is meant will do (OpenID Connect Core §3.1.2.1).
  if (hint !== undefined && (!hinted || hinted.customerId !== family?.customerId)) return undefined;
  if (!token || !family || !loginWillDo(request, family.startedAt, now, now)) return undefined;
  const { clientId, redirectUri, codeChallenge, scopes, nonce } = request;
  const { customerId, epoch, acr, startedAt: authTime, device } = family;
  return makeCode(
    { clientId, redirectUri, codeChallenge, scopes, nonce, customerId, epoch, acr, authTime, device, grantedBy: token.familyId },
    now,
  );
}
