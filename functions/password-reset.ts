import { variables } from '../shared/config/environment.ts';
import { nextEpoch } from '../shared/flow/session.ts';
import { noContent, problem } from '../shared/http/answers.ts';
import { choiceProblem } from '../shared/http/chosen-password.ts';
import { deviceCookie } from '../shared/http/device-cookie.ts';
import { keptElsewhere } from '../shared/http/kept-elsewhere.ts';
import { openLink } from '../shared/http/link-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { resetPassword as route } from '../shared/http/routes/recovery.ts';
import { clearedCookie } from '../shared/http/session-cookie.ts';
import { comparePassword, hashPassword } from '../shared/passwords/hashes.ts';
import { tellCustomer } from '../shared/send/tell-customer.ts';
import { readLoginOf } from '../shared/store/administration.ts';
import { readByLink, resetPassword } from '../shared/store/passwords.ts';

const elsewhere = keptElsewhere(variables.forgotPasswordUrl);

/** A new password by the link of an e-mail. What cannot be chosen costs the link nothing. */
export const handler = endpoint(route, async (call) => {
  if (elsewhere) return elsewhere;

  const { now, body } = call;
  const link = await openLink(body.token, now);
  if (link?.kind !== 'password') return problem('invalid_token');
  const linked = await readByLink(link.customerId, link.linkId, now);
  if (!linked) return problem('link_expired');

  const { newPassword } = body;
  const { customer } = linked;
  const unusable = choiceProblem(newPassword, customer);
  if (unusable) return unusable;
  const before = (await readLoginOf(customer))?.passwordHash;
  if ((await comparePassword(newPassword, before)) !== 'wrong') return problem('password_unusable', { reason: 'same' });

  const owner = await resetPassword(linked, link.linkId, await hashPassword(newPassword), now);
  if (!owner) return problem('link_expired');
  const [device] = await Promise.all([
    // Whoever has the mailbox has proved no factor, and needs none: all that it lets them guess at is the password that they have just set.
    deviceCookie({ ...owner, ...nextEpoch(owner, undefined) }, now),
    tellCustomer(customer, { kind: 'password_changed' }, call),
  ]);
  return noContent(clearedCookie, device);
});
