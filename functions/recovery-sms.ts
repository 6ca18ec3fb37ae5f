import { dispatchRecoveryCode } from '../shared/codes/dispatch-recovery-code.ts';
import { RECOVERY_CODE_LIFETIME } from '../shared/flow/budgets.ts';
import { contactsAreTooNew } from '../shared/flow/contacts.ts';
import { recoveryEnd } from '../shared/flow/recovery.ts';
import { ok, problem, rfc3339, secondsUntil } from '../shared/http/answers.ts';
import { openLink } from '../shared/http/link-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { notDueProblem } from '../shared/http/refusals.ts';
import { recoverySms } from '../shared/http/routes/recovery.ts';
import { maskPhone } from '../shared/send/mask.ts';
import { phoneNumber } from '../shared/send/phone-numbers.ts';
import { reserveSms } from '../shared/send/sms-caps.ts';
import { readCustomer } from '../shared/store/customers.ts';
import { nextSmsAt, readRecovery, smsIsLeft } from '../shared/store/recoveries.ts';

/** The second step of a recovery: a code by SMS to the verified phone. */
export const handler = endpoint(recoverySms, async (call) => {
  const { now } = call;
  const link = await openLink(call.body.token, now);
  if (link?.kind !== 'recovery') return problem('invalid_token');
  const { customerId, recoveryId } = link;
  const [customer, recovery] = await Promise.all([readCustomer(customerId), readRecovery(customerId)]);
  const end = recoveryEnd(recovery, recoveryId, customer);
  if (end || !customer?.phone) return problem(end ?? 'recovery_expired');
  if ((recovery.linkExpiresAt ?? 0) <= now) return problem('recovery_expired');
  if (contactsAreTooNew(customer, now)) return problem('contact_too_new');
  // An imported number was verified by somebody else, perhaps in a country that SMS do not go to.
  if (phoneNumber(customer.phone).is !== 'usable') return problem('contact_incomplete', { missing: ['phone'] });

  if (!smsIsLeft(recovery, now)) {
    return problem('too_many_attempts', { retryAfter: secondsUntil(recovery.linkExpiresAt ?? now, now) });
  }
  const dueAt = nextSmsAt(recovery, now);
  if (dueAt > now) return notDueProblem(recovery, dueAt, now);
  if (!(await reserveSms(customerId, customer.phone, now))) return problem('too_many_attempts', { retryAfter: 3600 });
  const dispatched = await dispatchRecoveryCode(customer, recoveryId, recovery, call);
  if (dispatched.is === 'failed') return problem('delivery_failed', { retryAfter: secondsUntil(dispatched.retryAt, now) });
  // The link ran out, the recovery ended, or it has had its three SMS.
  if (dispatched.is === 'ended') return problem('recovery_expired');
  const resendAt = nextSmsAt(dispatched.item, now);
  if (dispatched.is === 'not_due') return notDueProblem(dispatched.item, resendAt, now);
  return ok({ sentTo: maskPhone(customer.phone), resendAt: rfc3339(resendAt), codeExpiresAt: rfc3339(now + RECOVERY_CODE_LIFETIME) });
});
