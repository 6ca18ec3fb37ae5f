import { readFlag } from '../shared/config/flag.ts';
import { noContent, problem } from '../shared/http/answers.ts';
import { changeProblem } from '../shared/http/overtaken.ts';
import { missingPassword } from '../shared/http/password-problem.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { disable } from '../shared/http/routes/security.ts';
import { clearedCookie } from '../shared/http/session-cookie.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { stepUp } from '../shared/http/step-up.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { switchOff } from '../shared/store/factor.ts';

/** Switches the second factor off: password, and a code or a recovery code. */
export const handler = endpoint(disable, async (call) => {
  const { now } = call;
  const flagRead = readFlag(now);
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const missing = missingPassword(call, present, call.body.password);
  if (missing) return missing;
  const { session, customer: seen } = present;
  if ((await flagRead).state === 'off') return problem('two_factor_unavailable');
  if (!seen.factor) return problem('not_enabled');

  const confirmed = await stepUp(call, present, call.body.password, call.body);
  if (confirmed.is === 'not') return confirmed.problem;

  const switched = await switchOff(confirmed.customer, session, now);
  if (!switched.held) return changeProblem(call);
  await tellCustomer(seen, { kind: 'two_factor_off' }, call);
  return noContent(clearedCookie);
});
