import { now as clock } from '../shared/config/clock.ts';
import { log } from '../shared/log/events.ts';
import { mailFeedbackIn } from '../shared/send/mail-feedback.ts';
import { customersAt } from '../shared/store/accounts.ts';
import { markUndeliverable } from '../shared/store/undeliverable.ts';

/**
 * An e-mail bounced, or somebody complained about it: the address is marked as undeliverable for every customer who has it. Called by an
 * event of the stack's configuration set; called again for the same one, it finds its marks.
 */
export const handler = async (event: unknown): Promise<{ marked: number }> => {
  const now = clock();
  const mail = mailFeedbackIn(event);
  if (!mail) return { marked: 0 };
  let marked = 0;
  for (const customerId of await customersAt(mail.to)) {
    if (await markUndeliverable(customerId, mail.to, mail, now)) marked++;
  }
  log({ event: 'mail_feedback', why: mail.why, marked });
  return { marked };
};
