import { dispatch } from '../shared/codes/dispatch.ts';
import { recoveryPlace } from '../shared/codes/recovery-place.ts';
import { ok, problem, secondsUntil } from '../shared/http/answers.ts';
import { codeSent } from '../shared/http/code-sent.ts';
import { openLink } from '../shared/http/link-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { refusalProblem } from '../shared/http/refusals.ts';
import { recoverySms } from '../shared/http/routes/recovery.ts';
import { maskPhone } from '../shared/send/mask.ts';
import { phoneNumber } from '../shared/send/phone-numbers.ts';
import { nextSmsAt, noteRefusal, readRecovering, smsRefusal } from '../shared/store/recoveries.ts';

/** The second step of a recovery: a code by SMS to the verified phone. */
export const handler = endpoint(recoverySms, async (call) => {
  const { now } = call;
  const link = await openLink(call.body.token, now);
  if (link?.kind !== 'recovery') return problem('invalid_token');
  const { customerId, recoveryId } = link;
  const seen = await readRecovering(customerId);
  const refused = smsRefusal(seen, recoveryId, now);
  if (refused) {
    await noteRefusal(customerId, refused, now);
    return refusalProblem(refused, now);
  }
  const phone = seen.customer?.phone ?? '';
  // An imported number was verified by somebody else: perhaps it is no mobile, or in a country that SMS do not go to.
  if (phoneNumber(phone).is !== 'usable') {
    const noMobile = { code: 'contact_incomplete', missing: ['phone'] } as const;
    await noteRefusal(customerId, noMobile, now);
    return problem(noMobile.code, { missing: ['phone'] });
  }

  const dispatched = await dispatch(recoveryPlace(customerId, recoveryId, seen, call), now);
  if (dispatched.is === 'refused') {
    await noteRefusal(customerId, dispatched.refusal, now);
    return refusalProblem(dispatched.refusal, now);
  }
  if (dispatched.is === 'used_up') return problem('too_many_attempts', { retryAfter: secondsUntil(dispatched.freeAt, now) });
  if (dispatched.is === 'failed') return problem('delivery_failed', { retryAfter: secondsUntil(dispatched.retryAt, now) });
  return ok(codeSent(maskPhone(phone), dispatched.item.recovery, nextSmsAt(dispatched.item, now)));
});
