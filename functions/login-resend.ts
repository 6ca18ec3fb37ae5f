import { sending } from '../shared/factors/sending.ts';
import { challengeEnd, viewOf } from '../shared/flow/challenge.ts';
import { ok, problem, secondsUntil } from '../shared/http/answers.ts';
import { challengeAnswer } from '../shared/http/challenge-answer.ts';
import { openChallenge } from '../shared/http/challenge-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { notDueProblem } from '../shared/http/refusals.ts';
import { resend } from '../shared/http/routes/login.ts';
import { asFarAsKnown } from '../shared/http/shop-server.ts';
import { readCustomer } from '../shared/store/customers.ts';

/** A fresh code for a pending challenge; the older one is dead from then on. Where none is sent: when it can be tried again. */
export const handler = endpoint(resend, async (call) => {
  const { now } = call;
  const challenge = await openChallenge(call.body.challenge, now);
  if (!challenge) return problem('invalid_challenge');
  const seen = await readCustomer(challenge.customerId);
  const end = challengeEnd(challenge, seen, now);
  if (end || !seen) return problem(end ?? 'invalid_challenge');

  const sent = await sending[challenge.method](seen, 'login', asFarAsKnown(call, challenge), challenge.locale);
  if (sent.is === 'failed') return problem('delivery_failed', { retryAfter: secondsUntil(sent.retryAt, now) });
  if (sent.is === 'ended') return problem('invalid_challenge');
  const { customer } = sent;
  if (sent.is === 'not_due') {
    // Meanwhile another guess may have locked the flow, or finished it.
    const endedMeanwhile = challengeEnd(challenge, customer, now);
    return endedMeanwhile ? problem(endedMeanwhile) : notDueProblem(customer, sent.until, now);
  }
  return ok(challengeAnswer(call.body.challenge, viewOf(challenge, customer, sent.is === 'sent', now), customer.email));
});
