import { codeDigest } from '../shared/codes.ts';
import { readFlag } from '../shared/flag.ts';
import { stepUpRefusal } from '../shared/flow/code-round.ts';
import { noContent, problem, secondsUntil } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { disable } from '../shared/http/routes.ts';
import { clearedCookie } from '../shared/http/session-cookie.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { digestUnder } from '../shared/keyring/digest-under.ts';
import { switchOff } from '../shared/store/factor.ts';
import { spendAttempt } from '../shared/store/rounds.ts';
import { tellCustomer } from '../shared/tell-customer.ts';
import { tryPassword } from '../shared/try-password.ts';

/** Switches the second factor off: password and a code. */
export const handler = endpoint(disable, async (call) => {
  const { now } = call;
  const flagRead = readFlag(now);
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const { session, customer: seen } = present;
  if ((await flagRead).state === 'off') return problem('two_factor_unavailable');
  if (seen.factor !== 'email') return problem('not_enabled');
  const { customerId, epoch } = seen;

  const tried = await tryPassword(seen.username, call.body.password, call.network, now);
  if (tried.is === 'blocked') return problem('too_many_attempts', { retryAfter: secondsUntil(tried.until, now) });
  if (tried.is === 'wrong' || tried.customer.customerId !== customerId) return problem('invalid_credentials');

  const digest = digestUnder('codes', now, (key) => codeDigest(key, 'security', customerId, call.body.code));
  const guess = await spendAttempt({ customerId, epoch, purpose: 'security', digestUnder: digest }, now);
  if (guess.is === 'refused') {
    const refusal = stepUpRefusal(guess.customer, now);
    return problem(refusal.code, 'until' in refusal ? { retryAfter: secondsUntil(refusal.until, now) } : {});
  }
  if (!guess.right) return problem('invalid_code', { attemptsLeft: guess.attemptsLeft });

  const switched = await switchOff(guess.customer, 'email', session, now);
  if (!switched.held) return problem('not_enabled');
  await tellCustomer([seen.email], { kind: 'two_factor_off' }, seen.locale ?? call.locale, now);
  return noContent(clearedCookie);
});
