/** A code to a customer with the e-mail method, at their verified address. */

import { required, variables } from '../config/environment.ts';
import { CODE_LIFETIME, MINUTE } from '../flow/budgets.ts';
import { nextDispatchAt } from '../flow/code-round.ts';
import { codeMail } from '../send/code-mail.ts';
import { sendMail } from '../send/mail.ts';
import type { Customer } from '../store/customers.ts';
import { openCustomerRound, undoCustomerRound } from '../store/rounds.ts';
import type { Locale } from '../words/locale.ts';
import { type Dispatched, dispatch } from './dispatch.ts';

const shopName = required(variables.shopName);

export function dispatchCode(seen: Customer, purpose: 'login' | 'security', locale: Locale, now: number): Promise<Dispatched<Customer>> {
  const { customerId, epoch, factor } = seen;
  return dispatch<Customer>(
    seen,
    {
      customerId,
      purpose,
      dueAt: (customer) => nextDispatchAt(customer, now),
      open: (before, opening) => openCustomerRound(before, opening, now),
      undo: undoCustomerRound,
      isOver: (customer) => customer?.epoch !== epoch || customer.factor !== factor,
      send: (customer, code) =>
        sendMail(
          customer.email,
          codeMail({ code, purpose, validMinutes: CODE_LIFETIME / MINUTE, locale: customer.locale ?? locale, shopName }),
        ),
    },
    now,
  );
}
