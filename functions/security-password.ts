import { variables } from '../shared/config/environment.ts';
import { flagChallenges, readFlag } from '../shared/config/flag.ts';
import { nextEpoch } from '../shared/flow/session.ts';
import { noContent, problem } from '../shared/http/answers.ts';
import { choiceProblem } from '../shared/http/chosen-password.ts';
import { deviceCookie } from '../shared/http/device-cookie.ts';
import { keptElsewhere } from '../shared/http/kept-elsewhere.ts';
import { passwordChangeProblem } from '../shared/http/overtaken.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { changePassword as route } from '../shared/http/routes/security.ts';
import { clearedCookie } from '../shared/http/session-cookie.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { stepUp, stepUpByPassword } from '../shared/http/step-up.ts';
import { hashPassword } from '../shared/passwords/hashes.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { changePassword } from '../shared/store/passwords.ts';

const elsewhere = keptElsewhere(variables.changePasswordUrl);

/** Another password: the old one, and a code or a recovery code where a factor is on and asked for. */
export const handler = endpoint(route, async (call) => {
  if (elsewhere) return elsewhere;

  const { now } = call;
  const { password, newPassword } = call.body;
  const flagRead = readFlag(now);
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  const { session, customer: seen } = present;

  // Asked before the code is spent, so that it is not spent for nothing.
  const unusable = choiceProblem(newPassword, seen);
  if (unusable) return unusable;
  if (newPassword.normalize('NFC') === password.normalize('NFC')) return problem('password_unusable', { reason: 'same' });
  const isChallenging = flagChallenges(await flagRead);
  const confirmed = isChallenging ? await stepUp(call, present, password, call.body) : await stepUpByPassword(call, present, password);
  if (confirmed.is === 'not') return confirmed.problem;

  const { customer } = confirmed;
  if (!(await changePassword(customer, await hashPassword(newPassword), session, now)))
    return passwordChangeProblem(call, isChallenging && customer.factor !== undefined);
  const [device] = await Promise.all([
    // The cookie of before went with the epoch.
    deviceCookie({ ...customer, ...nextEpoch(customer, session.jti) }, now),
    tellCustomer(seen, { kind: 'password_changed' }, call),
  ]);
  return noContent(clearedCookie, device);
});
