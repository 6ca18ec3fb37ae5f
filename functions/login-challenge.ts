import { challengeEnd, viewOf } from '../shared/flow/challenge.ts';
import { ok, problem } from '../shared/http/answers.ts';
import { challengeAnswer } from '../shared/http/challenge-answer.ts';
import { openChallenge } from '../shared/http/challenge-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { showChallenge } from '../shared/http/routes/login.ts';
import { readCustomer } from '../shared/store/customers.ts';

/** A pending challenge as it stands, for a page that was handed its token, or was loaded again. Nothing is sent, and nothing changes. */
export const handler = endpoint(showChallenge, async ({ body, now }) => {
  const challenge = await openChallenge(body.challenge, now);
  if (!challenge) return problem('invalid_challenge');
  const customer = await readCustomer(challenge.customerId);
  const end = challengeEnd(challenge, customer, now);
  if (end || !customer) return problem(end ?? 'invalid_challenge');
  return ok(challengeAnswer(body.challenge, viewOf(challenge, customer, false, now), customer.email));
});
