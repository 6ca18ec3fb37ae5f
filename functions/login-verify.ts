import { codeDigest } from '../shared/codes.ts';
import { STAY_LOGGED_IN_LIFETIME } from '../shared/flow/budgets.ts';
import { challengeEndsAt, guessRefusal } from '../shared/flow/challenge.ts';
import { amr } from '../shared/flow/session.ts';
import { authenticated } from '../shared/http/access-token.ts';
import { ok, problem, secondsUntil } from '../shared/http/answers.ts';
import { openChallenge } from '../shared/http/challenge-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { verify } from '../shared/http/routes.ts';
import { sessionCookie } from '../shared/http/session-cookie.ts';
import { digestUnder } from '../shared/keyring/digest-under.ts';
import { signingKey } from '../shared/keyring/signing-keys.ts';
import { beginFamily } from '../shared/store/families.ts';
import { spendAttempt } from '../shared/store/rounds.ts';
import { tellCustomer } from '../shared/tell-customer.ts';

/** The second factor of a login: a right code becomes a session. */
export const handler = endpoint(verify, async (call) => {
  const { now } = call;
  const challenge = await openChallenge(call.body.challenge, now);
  if (!challenge) return problem('invalid_challenge');
  if (now >= challengeEndsAt(challenge)) return problem('challenge_expired');
  // Before the attempt is spent: a code must not be used up for a session that cannot be signed.
  const signer = await signingKey(now);

  const { customerId, epoch } = challenge;
  const digest = digestUnder('codes', now, (key) => codeDigest(key, 'login', customerId, call.body.code));
  const guess = await spendAttempt({ customerId, epoch, purpose: 'login', challenge, digestUnder: digest }, now);

  if (guess.is === 'refused') {
    const refusal = guessRefusal(challenge, guess.customer, now);
    return problem(refusal.code, 'until' in refusal ? { retryAfter: secondsUntil(refusal.until, now) } : {});
  }
  const { customer, right, attemptsLeft } = guess;
  if (!right) {
    const firstLock = attemptsLeft === 0 && customer.lockStreak === 0;
    if (firstLock) await tellCustomer([customer.email], { kind: 'codes_guessed' }, customer.locale ?? call.locale, now);
    return problem('invalid_code', { attemptsLeft });
  }

  const who = { customerId, epoch, amr: [...amr.secondFactor] };
  const cookie = challenge.stayLoggedIn
    ? sessionCookie(await beginFamily({ ...who, device: call.device }, now), STAY_LOGGED_IN_LIFETIME)
    : undefined;
  return ok(await authenticated(call, who, signer), cookie);
});
