/** A code to a contact that is being verified: by e-mail to an address, by SMS to a phone. */
import { required, variables } from '../config/environment.ts';
import { CODE_LIFETIME, MINUTE } from '../flow/budgets.ts';
import { checkDueAt } from '../flow/contact-check.ts';
import type { Contact } from '../flow/contacts.ts';
import { limitAfterCheck } from '../flow/limits-reached.ts';
import type { Call } from '../http/call.ts';
import { codeMail } from '../send/code-mail.ts';
import { codeSms } from '../send/code-sms.ts';
import { sendMail } from '../send/mail.ts';
import { sendSms } from '../send/sms.ts';
import { contactBudgets } from '../send/sms-budgets.ts';
import { type ContactChecking, openContactCheck, undoContactCheck } from '../store/contacts.ts';
import type { MeteredPlace } from './dispatch.ts';

const shopName = required(variables.shopName);

type Refused =
  /** The interval, the wait of the row, the ledger or the ten of the day forbid it. */
  | { is: 'not_due'; item: ContactChecking }
  /** The customer is another than the one who asked. */
  | { is: 'ended' };

export function contactPlace(seen: ContactChecking, contact: Contact, call: Call): MeteredPlace<ContactChecking, Refused> {
  const { now } = call;
  const { customerId, locale = call.locale } = seen.customer;
  const validMinutes = CODE_LIFETIME / MINUTE;
  return {
    customerId,
    purpose: 'contact',
    budgets: contactBudgets(contact),
    open: async (opening) => {
      const opened = await openContactCheck(seen, contact, opening, now);
      if (opened.is !== 'opened') return opened;
      const { item, before } = opened;
      const undo = async () => (await undoContactCheck(customerId, item.place, before.place)).held;
      return { is: 'opened', item, dueAt: checkDueAt(item.place, item.customer, now), undo };
    },
    limitAfter: ({ place }) => limitAfterCheck(place.dispatchedAt, now),
    send: async (_, code) =>
      contact.kind === 'email'
        ? sendMail(contact.value, await codeMail({ code, purpose: 'contact', validMinutes, from: call }, { locale, shopName }))
        : sendSms(contact.value, await codeSms({ code, validMinutes, locale, shopName, host: new URL(call.publicUrl).host })),
  };
}
