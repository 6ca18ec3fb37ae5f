/** A code to a customer, at their verified address: it confirms a login, or a change of their security. */
import { required, variables } from '../config/environment.ts';
import { CODE_LIFETIME, MINUTE } from '../flow/budgets.ts';
import { nextDispatchAt } from '../flow/codes.ts';
import { limitAfterDispatch } from '../flow/limits-reached.ts';
import { codeMail } from '../send/code-mail.ts';
import { sendMail } from '../send/mail.ts';
import type { Customer } from '../store/customers.ts';
import { openCustomerRound, undoCustomerRound } from '../store/rounds.ts';
import type { Locale } from '../words/locale.ts';
import type { Whence } from '../words/whence.ts';
import type { CodePlace } from './dispatch.ts';

const shopName = required(variables.shopName);

type Refused =
  /** The interval, the wait of the row or the ledger forbids it; the customer is as they stand. */
  | { is: 'not_due'; item: Customer }
  /** The factor was changed meanwhile. */
  | { is: 'ended' };

/** @param asked in which language the e-mail is to be, whatever the customer has */
export function customerPlace(
  seen: Customer,
  purpose: 'login' | 'security',
  from: Whence & { locale: Locale; now: number },
  asked?: Locale | undefined,
): CodePlace<Customer, Refused> {
  const { now } = from;
  return {
    customerId: seen.customerId,
    purpose,
    open: async (opening) => {
      const opened = await openCustomerRound(seen, opening, now);
      if (opened.is !== 'opened') return opened;
      const { item, before } = opened;
      return { is: 'opened', item, dueAt: nextDispatchAt(item, now), undo: async () => (await undoCustomerRound(item, before)).held };
    },
    limitAfter: (customer) => limitAfterDispatch(customer, now),
    send: async (customer, code) =>
      sendMail(
        customer.email,
        await codeMail(
          { code, purpose, validMinutes: CODE_LIFETIME / MINUTE, from },
          { locale: asked ?? customer.locale ?? from.locale, shopName },
        ),
      ),
  };
}
