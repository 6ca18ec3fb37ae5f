import { readFlag } from '../shared/config/flag.ts';
import { freshRecoveryCodes } from '../shared/factors/fresh-recovery-codes.ts';
import { ok, problem } from '../shared/http/answers.ts';
import { exchangeProblem } from '../shared/http/overtaken.ts';
import { missingPassword } from '../shared/http/password-problem.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { enableEmail } from '../shared/http/routes/security.ts';
import { clearedCookie } from '../shared/http/session-cookie.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { hasProof, stepUp } from '../shared/http/step-up.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import type { Customer } from '../shared/store/customers.ts';
import { switchOnEmail } from '../shared/store/factor.ts';

/** Switches the e-mail method on, from the next login; in the place of an app, if a code of the app comes with it. */
export const handler = endpoint(enableEmail, async (call) => {
  const { now, body } = call;
  const flagRead = readFlag(now);
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const missing = missingPassword(call, present, call.body.password);
  if (missing) return missing;
  const { session, customer: seen } = present;
  if (!(await flagRead).offers.includes('email')) return problem('two_factor_unavailable');
  const refused = whyNot(seen, hasProof(body));
  if (refused) return refused;

  // What may fail without the customer's doing comes before their code is spent.
  const codes = await freshRecoveryCodes(seen.customerId, now);
  const confirmed = await stepUp(call, present, body.password, body);
  if (confirmed.is === 'not') return confirmed.problem;

  const switched = await switchOnEmail(confirmed.customer, codes.kept, session, now);
  if (!switched.held) return exchangeProblem(call, seen.factor !== undefined, 'email');

  await tellCustomer(seen, { kind: 'two_factor_on', method: 'email' }, call);
  return ok({ method: 'email', recoveryCodes: codes.shown }, clearedCookie);
});

function whyNot(customer: Customer, confirms: boolean) {
  if (customer.factor === 'email' || (customer.factor && !confirms)) return problem('already_enabled');
  if (!customer.emailVerified) return problem('contact_incomplete', { missing: ['email'] });
  return undefined;
}
