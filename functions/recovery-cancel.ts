import { randomUUID } from 'node:crypto';
import { noContent, problem } from '../shared/http/answers.ts';
import type { Call } from '../shared/http/call.ts';
import { passwordLinkTo, sealLink } from '../shared/http/link-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { cancelRecovery as route } from '../shared/http/routes/recovery.ts';
import { log } from '../shared/log/events.ts';
import { newPasswordPage, passwordsAreKeptElsewhere } from '../shared/send/new-password-page.ts';
import { openNotMe } from '../shared/send/not-me.ts';
import { sendPasswordLink } from '../shared/send/password-link.ts';
import type { Customer } from '../shared/store/customers.ts';
import { askForLink, endPasswordByOwner, undoLink } from '../shared/store/passwords.ts';
import { cancelRecovery } from '../shared/store/recoveries.ts';
import { cancelRequestsOf } from '../shared/store/support-queue.ts';

/**
 * "This wasn't me", by whichever e-mail: the password ends and every session and flow with it, whatever recovery or support request is
 * under way is over, and an e-mail leads to a new password. Said once more it does what is left to do.
 */
export const handler = endpoint(route, async (call) => {
  const { now } = call;
  const said = await openNotMe(call.body.token, now);
  if (!said) return problem('invalid_token');
  const { customerId } = said;
  const ended = await endPasswordByOwner(customerId, said, now);
  if (ended.is === 'word over') return problem('link_expired');

  // What began after the word has e-mails of its own, and no old one ends it again and again.
  await cancelRecovery(customerId, ended.saidAt, now);
  await cancelRequestsOf(customerId, ended.saidAt, now);
  // Since an earlier word the owner may have set a new one, and needs none. And who has the address now may not be the owner.
  if (ended.customer.passwordEndedAt !== undefined && !ended.isDisputed)
    await leadToNewPassword(ended.customer, ended.is === 'ended', call);
  return noContent();
});

/** By a link, if one is due; who hears of it for the first time is told in any case, and where to ask for a new password. */
async function leadToNewPassword(customer: Customer, isNews: boolean, call: Call): Promise<void> {
  const asked = passwordsAreKeptElsewhere ? undefined : await freshLink(customer, call);
  // Another customer may have the id by now.
  const isOther = asked !== undefined && asked.customer.createdAt !== customer.createdAt;
  if (isOther || (!asked && !(isNews && customer.emailVerified))) return;
  const link = asked?.link ?? newPasswordPage(call.publicUrl);
  const delivery = await sendPasswordLink(
    asked?.customer ?? customer,
    { link, leadsTo: asked ? 'password' : 'page', after: 'not me' },
    call,
  );
  if (delivery.outcome === 'accepted') return;
  // The page says where to ask for another.
  log({ event: 'delivery_failed', outcome: delivery.outcome, reason: delivery.reason });
  if (asked && delivery.outcome === 'refused') await undoLink(customer.customerId, asked.linkId, call.now).catch(() => undefined);
}

/** `undefined`: none is due yet. */
async function freshLink(customer: Customer, { now, publicUrl }: Call) {
  const { customerId, username } = customer;
  const linkId = randomUUID();
  const token = await sealLink({ kind: 'password', customerId, linkId }, now);
  const asked = await askForLink(customer, username, linkId, now);
  return asked && { customer: asked.customer, linkId, link: passwordLinkTo(publicUrl, token) };
}
