import { readFlag } from '../shared/config/flag.ts';
import { freshRecoveryCodes } from '../shared/factors/fresh-recovery-codes.ts';
import { missingContacts } from '../shared/flow/contacts.ts';
import { stepOf } from '../shared/flow/totp.ts';
import { ok, problem } from '../shared/http/answers.ts';
import { missingPassword, passwordProblem } from '../shared/http/password-problem.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { rememberOrLog } from '../shared/http/remember-proof.ts';
import { activateTotp } from '../shared/http/routes/security.ts';
import { clearedCookie } from '../shared/http/session-cookie.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { openSharedKey } from '../shared/keyring/shared-keys.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { takePendingKey } from '../shared/store/authenticator.ts';
import { switchOnTotp } from '../shared/store/factor.ts';

/** Switches the authenticator method on: password, and a code that proves that the app has the key. */
export const handler = endpoint(activateTotp, async (call) => {
  const { now, body } = call;
  const flagRead = readFlag(now);
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const missing = missingPassword(call, present, call.body.password);
  if (missing) return missing;
  const { session, customer } = present;
  if (!(await flagRead).offers.includes('totp')) return problem('two_factor_unavailable');
  const { pendingKey, pendingKeyId, pendingKeyExpiresAt = 0, pendingKeyEpoch } = customer;
  if (!pendingKey || !pendingKeyId || pendingKeyExpiresAt <= now || pendingKeyEpoch !== customer.epoch) return problem('no_pending_key');
  // What may fail without the customer's doing comes before the key is taken out: it changes nothing.
  const sharedKey = await openSharedKey(pendingKey, customer.customerId);
  const codes = await freshRecoveryCodes(customer.customerId, now);

  // From here on the key is out: whatever goes wrong, its QR code is worth nothing any more.
  if (!(await takePendingKey(customer, pendingKeyId))) return problem('no_pending_key');
  const wrongPassword = await passwordProblem(call, present, body.password);
  if (wrongPassword) return wrongPassword;
  const step = stepOf(body.code, sharedKey, now);
  if (step === undefined) return problem('invalid_code', { attemptsLeft: 0 });
  const activated = { id: pendingKeyId, sealed: pendingKey, step };
  const switched = await switchOnTotp(customer, activated, codes.kept, session, now);
  if (!switched.held) {
    const contacts = switched.item ? missingContacts(switched.item, 'totp') : [];
    return contacts.length > 0 ? problem('contact_incomplete', { missing: contacts }) : problem('no_pending_key');
  }

  await rememberOrLog(session, 'totp', switched.epoch, now);
  await tellCustomer(customer, { kind: 'two_factor_on', method: 'totp' }, call);
  return ok({ method: 'totp', recoveryCodes: codes.shown }, clearedCookie);
});
