import { flagChallenges, readFlag } from '../shared/config/flag.ts';
import { isHandedOver } from '../shared/flow/session.ts';
import { ok, problem, rfc3339 } from '../shared/http/answers.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { security } from '../shared/http/routes/security.ts';
import { provedUntilOf, signedIn } from '../shared/http/signed-in.ts';
import { maskEmail, maskPhone } from '../shared/send/mask.ts';
import { familiesOf } from '../shared/store/families.ts';
import { emailIsUndeliverable } from '../shared/store/undeliverable.ts';

/** The state of the customer's security, contacts masked. */
export const handler = endpoint(security, async (call) => {
  const flagRead = readFlag(call.now);
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const { customer } = present;
  const [sessions, isUndeliverable] = await Promise.all([
    familiesOf(customer.customerId, customer.epoch, call.now),
    emailIsUndeliverable(customer),
  ]);
  const flag = await flagRead;
  const provedUntil = provedUntilOf(present, flagChallenges(flag), call.now);
  return ok({
    twoFactor: {
      available: flag.state === 'on',
      methods: flag.offers,
      enabled: customer.factor !== undefined,
      ...(customer.factor && { method: customer.factor }),
      ...(customer.factorSince && { since: rfc3339(customer.factorSince) }),
      recoveryCodesLeft: customer.recoveryCodes?.size ?? 0,
    },
    contact: {
      email: maskEmail(customer.email),
      emailVerified: customer.emailVerified,
      ...(isUndeliverable && { emailUndeliverable: true as const }),
      ...(customer.phone && { phone: maskPhone(customer.phone) }),
      phoneVerified: customer.phoneVerified,
    },
    sessions: sessions.map(({ startedAt, expiresAt, device }) => ({
      startedAt: rfc3339(startedAt),
      expiresAt: rfc3339(expiresAt),
      device,
    })),
    ...(provedUntil !== undefined && { provedUntil: rfc3339(provedUntil) }),
    ...(isHandedOver(present.session) && { handedOver: true as const }),
  });
});
