import { dispatchCode } from '../shared/codes/dispatch-code.ts';
import { readFlag } from '../shared/config/flag.ts';
import { CODE_LIFETIME } from '../shared/flow/budgets.ts';
import { nextDispatchAt } from '../shared/flow/code-round.ts';
import { ok, problem, rfc3339, secondsUntil } from '../shared/http/answers.ts';
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
  if (present.customer.factor !== 'email') return problem('not_enabled');

  const dispatched = await dispatchCode(present.customer, 'security', call.locale, now);
  if (dispatched.is === 'failed') return problem('delivery_failed', { retryAfter: secondsUntil(dispatched.retryAt, now) });
  if (dispatched.is === 'ended') return problem('session_required');
  const { item: customer } = dispatched;
  const resendAt = nextDispatchAt(customer, now);
  if (dispatched.is === 'not_due') return notDueProblem(customer, resendAt, now);
  return ok({ sentTo: maskEmail(customer.email), resendAt: rfc3339(resendAt), codeExpiresAt: rfc3339(now + CODE_LIFETIME) });
});
