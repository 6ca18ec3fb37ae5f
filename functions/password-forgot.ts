import { randomUUID } from 'node:crypto';
import { stopwatch } from '../shared/config/clock.ts';
import { variables } from '../shared/config/environment.ts';
import { waitUntil } from '../shared/config/wait-until.ts';
import { FORGOTTEN_FOUND_AFTER } from '../shared/flow/budgets.ts';
import { accepted, problem } from '../shared/http/answers.ts';
import { keptElsewhere } from '../shared/http/kept-elsewhere.ts';
import { passwordLinkTo, sealLink } from '../shared/http/link-token.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { forgotPassword } from '../shared/http/routes/recovery.ts';
import { log } from '../shared/log/events.ts';
import { sendPasswordLink } from '../shared/send/password-link.ts';
import { customerMeant } from '../shared/store/accounts.ts';
import { askForLink, undoLink } from '../shared/store/passwords.ts';

const elsewhere = keptElsewhere(variables.forgotPasswordUrl);

/**
 * The password is forgotten. Whoever is meant gets an e-mail with a link, if one is due; and if nobody is meant, or none is due, the same
 * is done about nobody: calls, work and answer are those of an owner. From the e-mail on nothing differs; what comes before takes one time.
 */
export const handler = endpoint(forgotPassword, async (call) => {
  if (elsewhere) return elsewhere;

  const { now, body, publicUrl } = call;
  const passed = stopwatch();
  const customer = await customerMeant(body.username);
  const meant = customer?.emailVerified ? customer : undefined;
  const linkId = randomUUID();
  const token = await sealLink({ kind: 'password', customerId: meant?.customerId ?? randomUUID(), linkId }, now);
  const asked = await askForLink(meant, body.username, linkId, now);
  await waitUntil(passed, FORGOTTEN_FOUND_AFTER);

  const delivery = await sendPasswordLink(
    asked?.customer,
    { link: passwordLinkTo(publicUrl, token), leadsTo: 'password', after: 'forgotten' },
    call,
  );
  if (delivery.outcome === 'accepted') return accepted({});
  log({ event: 'delivery_failed', outcome: delivery.outcome, reason: delivery.reason });
  if (asked && delivery.outcome === 'refused') await undoLink(asked.customer.customerId, linkId, now).catch(() => undefined);
  // An address that SES does not take is the owner's secret; that it takes none is nobody's.
  return isAboutAddress(delivery.reason) ? accepted({}) : problem('delivery_failed', { retryAfter: 60 });
});

/** SES API v2 Reference, `SendEmail`: the message, its recipient among it, was not accepted. */
const isAboutAddress = (reason: string): boolean => ['MessageRejected', 'BadRequestException', 'InvalidAddress'].includes(reason);
