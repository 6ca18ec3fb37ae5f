import { readFlag } from '../shared/config/flag.ts';
import { showKey } from '../shared/factors/authenticator-key.ts';
import { ok, problem } from '../shared/http/answers.ts';
import { missingPassword } from '../shared/http/password-problem.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { revealTotp } from '../shared/http/routes/security.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { stepUp } from '../shared/http/step-up.ts';
import { openSharedKey } from '../shared/keyring/shared-keys.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { enter } from '../shared/store/audit.ts';

/** The active shared key once more, for a further device. */
export const handler = endpoint(revealTotp, async (call) => {
  const { now } = call;
  const flagRead = readFlag(now);
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const missing = missingPassword(call, present, call.body.password);
  if (missing) return missing;
  if ((await flagRead).state === 'off') return problem('two_factor_unavailable');
  if (present.customer.factor !== 'totp') return problem('not_enabled');

  const confirmed = await stepUp(call, present, call.body.password, call.body);
  if (confirmed.is === 'not') return confirmed.problem;

  const { totpKey, customerId, username } = confirmed.customer;
  if (!totpKey) return problem('not_enabled');
  const sharedKey = await openSharedKey(totpKey, customerId);
  // Not without a trace: whoever sees the key has every code that is to come.
  await enter(customerId, 'shared_key_shown', { customer: customerId }, now);
  await tellCustomer(confirmed.customer, { kind: 'shared_key_shown' }, call);
  return ok(showKey(sharedKey, username));
});
