/** Notices: the customer is told of every change of their security, at every address it concerns. */
import { required, variables } from '../config/environment.ts';
import { log } from '../log/events.ts';
import type { Locale } from '../words/locale.ts';
import { sendMail } from './mail.ts';
import { type Notice, noticeMail } from './notice-mail.ts';

const shopName = required(variables.shopName);

/**
 * The change is done by the time it is told, so a notice that cannot be sent fails nothing: it is logged, and an alarm
 * watches for it.
 *
 * @returns whether all of them were told
 */
export async function tellCustomer(addresses: readonly string[], notice: Notice, locale: Locale, at: number): Promise<boolean> {
  let isTold = true;
  const mail = noticeMail({ notice, at, locale, shopName });
  for (const to of new Set(addresses)) {
    const delivery = await sendMail(to, mail);
    if (delivery.outcome !== 'accepted') {
      isTold = false;
      log({ event: 'notice_failed', notice: notice.kind, outcome: delivery.outcome, reason: delivery.reason });
    }
  }
  return isTold;
}
