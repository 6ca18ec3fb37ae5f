import { flagChallenges, readFlag } from '../shared/config/flag.ts';
import { type Acr, isHandedOver, nameOfAcr } from '../shared/flow/session.ts';
import { ok, problem, rfc3339 } from '../shared/http/answers.ts';
import { openSessions } from '../shared/http/open-sessions.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { security } from '../shared/http/routes/security.ts';
import { provedUntilOf, signedIn } from '../shared/http/signed-in.ts';
import { maskEmail, maskPhone } from '../shared/send/mask.ts';
import { familiesOf } from '../shared/store/staying-sessions.ts';
import { emailIsUndeliverable } from '../shared/store/undeliverable.ts';

/** Who is logged in, and the state of their security; contacts masked. */
export const handler = endpoint(security, async (call) => {
  const flagRead = readFlag(call.now);
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const { customer, session } = present;
  const [staying, isUndeliverable] = await Promise.all([
    familiesOf(customer.customerId, customer.epoch, call.now),
    emailIsUndeliverable(customer),
  ]);
  const flag = await flagRead;
  const provedUntil = provedUntilOf(present, flagChallenges(flag), call.now);
  return ok({
    username: customer.username,
    login: { at: rfc3339(session.authTime), by: nameOfAcr(session.acr) as Acr },
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
    sessions: openSessions(present, staying, call),
    ...(provedUntil !== undefined && { provedUntil: rfc3339(provedUntil) }),
    ...(isHandedOver(session) && { handedOver: true as const }),
  });
});
