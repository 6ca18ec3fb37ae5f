import { readFlag } from '../shared/config/flag.ts';
import { freshRecoveryCodes } from '../shared/factors/fresh-recovery-codes.ts';
import { ok, problem } from '../shared/http/answers.ts';
import { changeProblem } from '../shared/http/overtaken.ts';
import { missingPassword } from '../shared/http/password-problem.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { replaceRecoveryCodes as route } from '../shared/http/routes/security.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { stepUp } from '../shared/http/step-up.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { replaceRecoveryCodes } from '../shared/store/factor.ts';

/** Ten fresh recovery codes; those before them are worth nothing any more. */
export const handler = endpoint(route, async (call) => {
  const { now } = call;
  const flagRead = readFlag(now);
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const missing = missingPassword(call, present, call.body.password);
  if (missing) return missing;
  const { customer: seen } = present;
  const flag = await flagRead;
  if (flag.state === 'off') return problem('two_factor_unavailable');
  if (!seen.factor) return problem('not_enabled');

  // What may fail without the customer's doing comes before their code is spent.
  const codes = await freshRecoveryCodes(seen.customerId, now);
  const confirmed = await stepUp(call, present, call.body.password, call.body);
  if (confirmed.is === 'not') return confirmed.problem;

  if (!(await replaceRecoveryCodes(confirmed.customer, codes.kept, now))) return changeProblem(call);
  await tellCustomer(seen, { kind: 'recovery_codes_replaced' }, call);
  return ok({ recoveryCodes: codes.shown });
});
