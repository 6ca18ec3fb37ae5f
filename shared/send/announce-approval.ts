/** An approved support request, announced to every contact on file before anything is switched off. */
import { required, variables } from '../config/environment.ts';
import { log } from '../log/events.ts';
import type { Customer } from '../store/customers.ts';
import { sendMail } from './mail.ts';
import type { NotMeLink } from './not-me.ts';
import { noticeSms } from './notice-sms.ts';
import { sendSms } from './sms.ts';
import { supportAnnouncementMail } from './support-mail.ts';

const shopName = required(variables.shopName);

/**
 * By e-mail, with the time and "this wasn't me"; the SMS beside it may fail.
 *
 * @param executeAt in milliseconds since 1970-01-01 UTC
 * @returns whether SES has taken the e-mail for certain
 */
export async function announceApproval(
  { email, phone, locale = 'en' }: Pick<Customer, 'email' | 'phone' | 'locale'>,
  notMe: NotMeLink,
  executeAt: number,
): Promise<boolean> {
  const delivery = await sendMail(email, await supportAnnouncementMail({ notMe, executeAt }, { locale, shopName }));
  if (delivery.outcome !== 'accepted') {
    log({ event: 'notice_failed', notice: 'support_approved', outcome: delivery.outcome, reason: delivery.reason });
    return false;
  }
  if (phone) await sendSms(phone, await noticeSms({ kind: 'support_approved', locale, shopName }));
  return true;
}
