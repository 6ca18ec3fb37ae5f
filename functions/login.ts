import { flagChallenges, readFlag } from '../shared/config/flag.ts';
import { tellOfRow } from '../shared/factors/after-wrong-code.ts';
import { problem, secondsUntil } from '../shared/http/answers.ts';
import { beginChallenge } from '../shared/http/begin-challenge.ts';
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
  return beginChallenge(call, { ...customer, factor }, { stayLoggedIn });
});
