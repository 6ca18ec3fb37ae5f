/** What follows on a right password where the customer has a second factor: a challenge, and with the method `email` a code on its way. */
import { sending } from '../factors/sending.ts';
import { issueChallenge, viewOf } from '../flow/challenge.ts';
import type { Method } from '../flow/method.ts';
import type { Customer } from '../store/customers.ts';
import { type Answer, ok, type Problem, problem, secondsUntil } from './answers.ts';
import type { Call } from './call.ts';
import { challengeAnswer } from './challenge-answer.ts';
import { type SealedChallenge, sealChallenge } from './challenge-token.ts';

type Begun = Answer<200, ReturnType<typeof challengeAnswer>> | Problem<'delivery_failed' | 'unavailable'>;

/** Whoever calls has seen to the password, and to the switch. */
export async function beginChallenge(
  call: Pick<Call, 'locale' | 'now' | 'device' | 'network' | 'near'>,
  customer: Customer & { factor: Method },
  { locale: asked, ...wanted }: Pick<SealedChallenge, 'stayLoggedIn' | 'clientId' | 'locale'>,
): Promise<Begun> {
  const { now } = call;
  const { factor, email } = customer;
  const sent = await sending[factor](customer, 'login', call, asked);
  if (sent.is === 'failed') return problem('delivery_failed', { retryAfter: secondsUntil(sent.retryAt, now) });
  // The factor was changed between the password and the code: the same login, tried again, meets the new state.
  if (sent.is === 'ended') return problem('unavailable', { retryAfter: 1 });

  const challenge = issueChallenge({ ...sent.customer, factor }, wanted, now);
  const token = await sealChallenge({ ...challenge, ...(asked && { locale: asked }) }, now);
  return ok(challengeAnswer(token, viewOf(challenge, sent.customer, sent.is === 'sent', now), email));
}
