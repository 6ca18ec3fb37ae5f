import { readFlag } from '../shared/config/flag.ts';
import { sending } from '../shared/factors/sending.ts';
import { nextDispatchAt } from '../shared/flow/codes.ts';
import { rulesOf } from '../shared/flow/method.ts';
import { ok, problem, secondsUntil } from '../shared/http/answers.ts';
import { codeSent } from '../shared/http/code-sent.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { notDueProblem } from '../shared/http/refusals.ts';
import { stepUpCode } from '../shared/http/routes/security.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { maskEmail } from '../shared/send/mask.ts';

/** A code that confirms a change of the customer's security, by e-mail. */
export const handler = endpoint(stepUpCode, async (call) => {
  const { now } = call;
  const flagRead = readFlag(now);
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  if ((await flagRead).state === 'off') return problem('two_factor_unavailable');
  const { factor } = present.customer;
  if (!factor || !rulesOf(factor).dispatches) return problem('not_enabled');

  const sent = await sending[factor](present.customer, 'security', call);
  if (sent.is === 'failed') return problem('delivery_failed', { retryAfter: secondsUntil(sent.retryAt, now) });
  if (sent.is === 'ended') return problem('session_required');
  if (sent.is === 'not_due') return notDueProblem(sent.customer, sent.until, now);
  return ok(codeSent(maskEmail(sent.customer.email), sent.customer, nextDispatchAt(sent.customer, now)));
});
