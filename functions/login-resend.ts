import { dispatchCode } from '../shared/codes/dispatch-code.ts';
import { challengeEnd, viewOf } from '../shared/flow/challenge.ts';
import { nextDispatchAt, nextRoundAt } from '../shared/flow/code-round.ts';
import { ok, problem, secondsUntil } from '../shared/http/answers.ts';
import { challengeAnswer } from '../shared/http/challenge-answer.ts';
import { openChallenge } from '../shared/http/challenge-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { notDueProblem } from '../shared/http/refusals.ts';
import { resend } from '../shared/http/routes/login.ts';
import { readCustomer } from '../shared/store/customers.ts';

/** A fresh code for a pending challenge; the older one is dead from then on. */
export const handler = endpoint(resend, async (call) => {
  const { now } = call;
  const challenge = await openChallenge(call.body.challenge, now);
  if (!challenge) return problem('invalid_challenge');
  const seen = await readCustomer(challenge.customerId);
  const end = challengeEnd(challenge, seen, now);
  if (end || !seen) return problem(end ?? 'invalid_challenge');

  // An app needs no dispatch: its challenge can be tried again once the wait after a lock is over.
  if (challenge.method === 'totp') {
    if (nextRoundAt(seen, now) > now) return notDueProblem(seen, nextRoundAt(seen, now), now);
    return ok(challengeAnswer(call.body.challenge, challenge, viewOf(challenge, seen, false, now), seen.email));
  }
  const dispatched = await dispatchCode(seen, 'login', call.locale, now);
  if (dispatched.is === 'failed') return problem('delivery_failed', { retryAfter: secondsUntil(dispatched.retryAt, now) });
  if (dispatched.is === 'ended') return problem('invalid_challenge');
  const { item: customer } = dispatched;
  if (dispatched.is === 'not_due') {
    // Meanwhile another guess may have locked the flow, or finished it.
    const endedMeanwhile = challengeEnd(challenge, customer, now);
    return endedMeanwhile ? problem(endedMeanwhile) : notDueProblem(customer, nextDispatchAt(customer, now), now);
  }
  return ok(challengeAnswer(call.body.challenge, challenge, viewOf(challenge, customer, true, now), customer.email));
});
