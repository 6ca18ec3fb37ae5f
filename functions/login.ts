import { dispatchCode } from '../shared/dispatch-code.ts';
import { flagChallenges, readFlag } from '../shared/flag.ts';
import { STAY_LOGGED_IN_LIFETIME } from '../shared/flow/budgets.ts';
import { issueChallenge, viewOf } from '../shared/flow/challenge.ts';
import { amr } from '../shared/flow/session.ts';
import { authenticated } from '../shared/http/access-token.ts';
import { ok, problem, secondsUntil } from '../shared/http/answers.ts';
import type { Call } from '../shared/http/call.ts';
import { challengeAnswer } from '../shared/http/challenge-answer.ts';
import { sealChallenge } from '../shared/http/challenge-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { login } from '../shared/http/routes.ts';
import { sessionCookie } from '../shared/http/session-cookie.ts';
import { signingKey } from '../shared/keyring/signing-keys.ts';
import type { Customer } from '../shared/store/customers.ts';
import { beginFamily } from '../shared/store/families.ts';
import { tryPassword } from '../shared/try-password.ts';

/** Username and password: a session for who has no second factor, a challenge and a code for who has one. */
export const handler = endpoint(login, async (call) => {
  const { username, password, stayLoggedIn = false, channel } = call.body;
  const flagRead = readFlag(call.now);

  const tried = await tryPassword(username, password, call.network, call.now);
  if (tried.is === 'blocked') return problem('too_many_attempts', { retryAfter: secondsUntil(tried.until, call.now) });
  if (tried.is === 'wrong') return problem('invalid_credentials');
  const { customer } = tried;

  const { factor } = customer;
  if (!factor || !flagChallenges(await flagRead)) return logIn(call, customer, stayLoggedIn);
  if (channel === 'api') return problem('api_login_refused');

  const dispatched = await dispatchCode(customer, 'login', call.locale, call.now);
  if (dispatched.is === 'failed') return problem('delivery_failed', { retryAfter: secondsUntil(dispatched.retryAt, call.now) });
  // The factor was changed between the password and the code: the same login, tried again, meets the new state.
  if (dispatched.is === 'ended') return problem('unavailable', { retryAfter: 1 });

  const challenge = issueChallenge({ ...dispatched.customer, factor }, stayLoggedIn, call.now);
  const token = await sealChallenge(challenge, call.now);
  const view = viewOf(challenge, dispatched.customer, dispatched.is === 'sent', call.now);
  return ok(challengeAnswer(token, challenge, view, customer.email));
});

async function logIn(call: Call, customer: Customer, stayLoggedIn: boolean) {
  const signer = await signingKey(call.now);
  const who = { customerId: customer.customerId, epoch: customer.epoch, amr: [...amr.password] };
  const cookie = stayLoggedIn
    ? sessionCookie(await beginFamily({ ...who, device: call.device }, call.now), STAY_LOGGED_IN_LIFETIME)
    : undefined;
  return ok(await authenticated(call, who, signer), cookie);
}
