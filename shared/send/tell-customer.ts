/** Notices: the customer is told of every change of their security, at every address it concerns. */
import { required, variables } from '../config/environment.ts';
import { log } from '../log/events.ts';
import type { Customer } from '../store/customers.ts';
import type { Locale } from '../words/locale.ts';
import type { Notice } from '../words/notice.ts';
import { sendMail } from './mail.ts';
import { newPasswordPage } from './new-password-page.ts';
import { notMeLink, type Writing } from './not-me.ts';
import { noticeMail } from './notice-mail.ts';

const shopName = required(variables.shopName);

/** Who is told; after a change, as it left them. */
type Told = Pick<Customer, 'customerId' | 'createdAt' | 'email' | 'locale'>;

/** @param locale where the customer has none */
type From = Writing & { locale: Locale };

/**
 * The change is done by the time it is told, so a notice that cannot be sent fails nothing: it is logged, and an alarm
 * watches for it.
 *
 * @returns whether all of them were told
 */
export async function tellCustomer(customer: Told, notice: Notice, from: From): Promise<boolean> {
  const locale = customer.locale ?? from.locale;
  let isTold = true;
  for (const to of addressesOf(customer, notice)) {
    const link = await linkFor(customer, notice, to, from);
    const delivery = await sendMail(to, await noticeMail({ notice, link, at: from.now, from }, { locale, shopName }));
    if (delivery.outcome !== 'accepted') {
      isTold = false;
      log({ event: 'notice_failed', notice: notice.kind, outcome: delivery.outcome, reason: delivery.reason });
    }
  }
  return isTold;
}

const addressesOf = ({ email }: Told, notice: Notice): Set<string> =>
  new Set(notice.kind === 'email_changed' ? [notice.oldEmail, notice.newEmail] : [email]);

/** Who has left an address says by its e-mail that the next one is not theirs; where the shop has changed it, it knows whose it is. */
function linkFor(customer: Told, notice: Notice, to: string, from: Writing) {
  if (notice.kind === 'password_ended') return { leadsTo: 'new password', url: newPasswordPage(from.publicUrl) } as const;
  const isFormer = notice.kind === 'email_changed' && notice.by === 'customer' && to === notice.oldEmail;
  return notMeLink(customer, from, isFormer);
}
