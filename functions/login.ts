import { flagChallenges, readFlag } from '../shared/config/flag.ts';
import { tellOfRow } from '../shared/factors/after-wrong-code.ts';
import { sending } from '../shared/factors/sending.ts';
import { issueChallenge, viewOf } from '../shared/flow/challenge.ts';
import { ok, problem, secondsUntil } from '../shared/http/answers.ts';
import { challengeAnswer } from '../shared/http/challenge-answer.ts';
import { sealChallenge } from '../shared/http/challenge-token.ts';
import { deviceIn } from '../shared/http/device-cookie.ts';
import { finishLogin } from '../shared/http/finish-login.ts';
import { captchaRequired, workFor } from '../shared/http/login-captcha.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { login } from '../shared/http/routes/login.ts';
import { signingKey } from '../shared/keyring/secret-keys.ts';
import { tryPassword } from '../shared/passwords/try-password.ts';

/** Username and password: a session for who has no second factor, a challenge (and a code by e-mail) for who has one. */
export const handler = endpoint(login, async (call) => {
  const { username, password, stayLoggedIn = false, channel, captcha } = call.body;
  const flagRead = readFlag(call.now);

  const device = deviceIn(call.deviceCookie, call.now);
  const workDone = (asked: number) => workFor(username, captcha, asked, call.now);
  const from = { network: call.network, device };
  const tried = await tryPassword({ username, password, from, device: device?.opened, workDone }, call.now);
  if (tried.is === 'waiting') return problem('too_many_attempts', { retryAfter: secondsUntil(tried.until, call.now) });
  if (tried.is === 'asking') return captchaRequired(username, tried.work, call.now);
  if (tried.is === 'wrong') return problem('invalid_credentials');
  if (tried.is === 'ended') {
    await tellOfRow(tried.customer, call);
    return problem('password_reset_required');
  }
  const { customer } = tried;

  const { factor } = customer;
  if (!factor || !flagChallenges(await flagRead)) {
    const { customerId, epoch } = customer;
    return finishLogin(call, { customerId, epoch, stayLoggedIn }, 'password', await signingKey(call.now));
  }
  if (channel === 'api') return problem('api_login_refused');

  const sent = await sending[factor](customer, 'login', call.locale, call.now);
  if (sent.is === 'failed') return problem('delivery_failed', { retryAfter: secondsUntil(sent.retryAt, call.now) });
  // The factor was changed between the password and the code: the same login, tried again, meets the new state.
  if (sent.is === 'ended') return problem('unavailable', { retryAfter: 1 });

  const challenge = issueChallenge({ ...sent.customer, factor }, stayLoggedIn, call.now);
  const token = await sealChallenge(challenge, call.now);
  const view = viewOf(challenge, sent.customer, sent.is === 'sent', call.now);
  return ok(challengeAnswer(token, view, customer.email));
});
