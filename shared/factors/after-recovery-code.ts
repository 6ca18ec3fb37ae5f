/**
 * What follows on a used recovery code, whatever it was for: an entry in the audit log, and an e-mail to its owner with how many are left.
 * A change that it confirms is told by itself beside it: whether that comes about is not known yet, and the code is gone either way.
 */
import type { Writing } from '../send/not-me.ts';
import { tellCustomer } from '../send/tell-customer.ts';
import { note } from '../store/audit.ts';
import type { Customer } from '../store/customers.ts';
import type { Locale } from '../words/locale.ts';

/** @param customer as the code left them */
export async function afterRecoveryCode(customer: Customer, from: Writing & { locale: Locale }): Promise<void> {
  const { customerId, recoveryCodes } = customer;
  const left = recoveryCodes?.size ?? 0;
  await Promise.all([
    note(customerId, 'recovery_code_used', { customer: customerId }, from.now, { left }),
    tellCustomer(customer, { kind: 'recovery_code_used', left }, from),
  ]);
}
