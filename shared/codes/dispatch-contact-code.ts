/** A code to a contact that is being verified: by e-mail to an address, by SMS to a phone. */

import { required, variables } from '../config/environment.ts';
import { CODE_LIFETIME, MINUTE } from '../flow/budgets.ts';
import type { Call } from '../http/call.ts';
import { codeMail } from '../send/code-mail.ts';
import { codeSms } from '../send/code-sms.ts';
import { sendMail } from '../send/mail.ts';
import { sendSms } from '../send/sms.ts';
import { type Contact, type ContactCheck, contactDueAt, openContactCheck, undoContactCheck } from '../store/contacts.ts';
import type { Customer } from '../store/customers.ts';
import { type Dispatched, dispatch } from './dispatch.ts';

const shopName = required(variables.shopName);

export function dispatchContactCode(
  customer: Customer,
  contact: Contact,
  seen: ContactCheck,
  call: Call,
): Promise<Dispatched<ContactCheck>> {
  const { now } = call;
  const locale = customer.locale ?? call.locale;
  const validMinutes = CODE_LIFETIME / MINUTE;
  return dispatch<ContactCheck>(
    seen,
    {
      customerId: customer.customerId,
      purpose: 'contact',
      dueAt: (check) => contactDueAt(check, now),
      open: (before, opening) => openContactCheck(customer, contact, before, opening, now),
      undo: (opened, before) => undoContactCheck(customer.customerId, opened, before),
      // Another contact in its place is nothing new: the newest code is the one that counts.
      isOver: () => false,
      send: (_, code) =>
        contact.kind === 'email'
          ? sendMail(contact.value, codeMail({ code, purpose: 'contact', validMinutes, locale, shopName }))
          : sendSms(contact.value, codeSms({ code, validMinutes, locale, shopName, host: new URL(call.publicUrl).host })),
    },
    now,
  );
}
