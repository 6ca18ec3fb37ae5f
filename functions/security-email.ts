import { readFlag } from '../shared/flag.ts';
import { ok, problem, secondsUntil } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { enableEmail } from '../shared/http/routes.ts';
import { clearedCookie } from '../shared/http/session-cookie.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { currentKey } from '../shared/keyring/secret-keys.ts';
import { makeRecoveryCodes, recoveryCodeDigest } from '../shared/recovery-codes.ts';
import type { Customer } from '../shared/store/customers.ts';
import { switchOn } from '../shared/store/factor.ts';
import { tellCustomer } from '../shared/tell-customer.ts';
import { tryPassword } from '../shared/try-password.ts';

/** Switches the e-mail method on, from the next login. */
export const handler = endpoint(enableEmail, async (call) => {
  const { now } = call;
  const flagRead = readFlag(now);
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const { session, customer: seen } = present;
  if (!(await flagRead).offers.includes('email')) return problem('two_factor_unavailable');
  const refused = whyNot(seen);
  if (refused) return refused;

  const tried = await tryPassword(seen.username, call.body.password, call.network, now);
  if (tried.is === 'blocked') return problem('too_many_attempts', { retryAfter: secondsUntil(tried.until, now) });
  if (tried.is === 'wrong' || tried.customer.customerId !== seen.customerId) return problem('invalid_credentials');

  const { version, key } = await currentKey('recovery-codes', now);
  const recoveryCodes = makeRecoveryCodes();
  const digests = new Set(recoveryCodes.map((code) => recoveryCodeDigest(key, seen.customerId, code)));
  const switched = await switchOn(seen, 'email', { digests, key: version }, session, now);
  if (!switched.held) return (switched.item && whyNot(switched.item)) ?? problem('unavailable', { retryAfter: 1 });

  await tellCustomer([seen.email], { kind: 'two_factor_on', method: 'email' }, seen.locale ?? call.locale, now);
  return { ...ok({ method: 'email', recoveryCodes }), setCookie: clearedCookie };
});

function whyNot(customer: Customer) {
  if (customer.factor) return problem('already_enabled');
  if (!customer.emailVerified) return problem('contact_incomplete', { missing: ['email'] });
  return undefined;
}
