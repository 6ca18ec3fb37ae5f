import { randomUUID } from 'node:crypto';
import { required, variables } from '../shared/config/environment.ts';
import { MINUTE, RECOVERY_LINK_LIFETIME } from '../shared/flow/budgets.ts';
import { challengeEnd } from '../shared/flow/challenge.ts';
import { limitAfterLink } from '../shared/flow/limits-reached.ts';
import { type BeginRefusal, nextLinkAt } from '../shared/flow/recovery.ts';
import { accepted, problem, rfc3339, secondsUntil } from '../shared/http/answers.ts';
import { openChallenge } from '../shared/http/challenge-token.ts';
import { recoveryLinkTo, sealLink } from '../shared/http/link-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { refusalProblem } from '../shared/http/refusals.ts';
import { startRecovery } from '../shared/http/routes/recovery.ts';
import { asFarAsKnown } from '../shared/http/shop-server.ts';
import { log } from '../shared/log/events.ts';
import { sendMail } from '../shared/send/mail.ts';
import { maskEmail } from '../shared/send/mask.ts';
import { notMeLink } from '../shared/send/not-me.ts';
import { recoveryMail } from '../shared/send/recovery-mail.ts';
import { note } from '../shared/store/audit.ts';
import { readCustomer } from '../shared/store/customers.ts';
import { beginRecovery, noteRefusal, undoRecovery } from '../shared/store/recoveries.ts';

const shopName = required(variables.shopName);

/** "I lost my OTP keycard", said at the code step: a link goes to the verified e-mail address. */
export const handler = endpoint(startRecovery, async (call) => {
  const { now } = call;
  const challenge = await openChallenge(call.body.challenge, now);
  if (!challenge) return problem('invalid_challenge');
  const customer = await readCustomer(challenge.customerId);
  const end = challengeEnd(challenge, customer, now);
  if (end || !customer) return problem(end ?? 'invalid_challenge');

  // Sealed first: a key that cannot be had must not cost the minute.
  const { customerId } = customer;
  const recoveryId = randomUUID();
  const token = await sealLink({ kind: 'recovery', customerId, recoveryId }, now);
  const notMe = await notMeLink(customer, call);
  const began = await beginRecovery(customerId, recoveryId, now);
  if (began.is === 'refused') {
    await noteRefusal(customerId, began.refusal, now);
    return refusalProblem(began.refusal as BeginRefusal, now);
  }
  const { linkExpiresAt = now } = began.recovery;

  const told = {
    link: recoveryLinkTo(call.publicUrl, token),
    notMe,
    validMinutes: RECOVERY_LINK_LIFETIME / MINUTE,
    at: now,
    from: asFarAsKnown(call, challenge),
  };
  const mail = await recoveryMail(told, { locale: customer.locale ?? call.locale, shopName });
  const delivery = await sendMail(customer.email, mail);
  if (delivery.outcome !== 'accepted') {
    log({ event: 'delivery_failed', outcome: delivery.outcome, reason: delivery.reason });
    const undone = delivery.outcome === 'refused' && (await undoRecovery(customerId, recoveryId, now).catch(() => false));
    return problem('delivery_failed', { retryAfter: secondsUntil(undone ? now : nextLinkAt(began.recovery, began.customer, now), now) });
  }
  const reached = limitAfterLink(began.recovery, began.customer, now);
  if (reached) await note(customerId, 'limit_reached', 'service', now, reached);
  return accepted({ sentTo: maskEmail(customer.email), expiresAt: rfc3339(linkExpiresAt) });
});
