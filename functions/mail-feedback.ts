import { now as clock } from '../shared/config/clock.ts';
import { log } from '../shared/log/events.ts';
import { returnedMail } from '../shared/send/returned-mail.ts';
import { customersAt } from '../shared/store/accounts.ts';
import { markFailing } from '../shared/store/mail-reach.ts';

/**
 * An e-mail came back, or somebody complained about it: the address is marked for every customer who has it. Called by an event of the
 * stack's configuration set; called again for the same one, it finds its marks.
 */
export const handler = async (event: unknown): Promise<{ marked: number }> => {
  const now = clock();
  const mail = returnedMail(event);
  if (!mail) return { marked: 0 };
  let marked = 0;
  for (const customerId of await customersAt(mail.to)) {
    if (await markFailing(customerId, mail.to, mail, now)) marked++;
  }
  log({ event: 'mail_returned', why: mail.why, marked });
  return { marked };
};
