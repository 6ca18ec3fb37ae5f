/** A phone that is a customer's no longer is told so: whoever changed it may not be the customer. */
import { required, variables } from '../config/environment.ts';
import { log } from '../log/events.ts';
import type { Locale } from '../words/locale.ts';
import { noticeSms } from './notice-sms.ts';
import { sendSms } from './sms.ts';

const shopName = required(variables.shopName);

/**
 * One SMS to the number before the change; to one that was never verified goes none, as it may be anybody's. As with the notices by
 * e-mail the change is done by then: what cannot be sent fails nothing, and is logged.
 */
export async function tellOldPhone(
  before: { phone?: string; phoneVerified: boolean },
  phone: string | undefined,
  locale: Locale,
): Promise<void> {
  if (!before.phone || !before.phoneVerified || before.phone === phone) return;
  const delivery = await sendSms(before.phone, await noticeSms({ kind: 'phone_left', locale, shopName }));
  if (delivery.outcome !== 'accepted') {
    log({ event: 'notice_failed', notice: 'phone_left', outcome: delivery.outcome, reason: delivery.reason });
  }
}
