/** A customer as administrators see them, by their own item. */

import type { InferOutput } from 'valibot';
import type { Customer } from '../store/customers.ts';
import { rfc3339 } from './answers.ts';
import type { customerInList } from './routes/admin.ts';

export function customerShown(customer: Customer): InferOutput<typeof customerInList> {
  const { customerId, username, email, emailVerified, phone, phoneVerified, locale, factor, factorSince, createdAt } = customer;
  return {
    customerId,
    username,
    email,
    emailVerified,
    ...(phone && { phone }),
    phoneVerified,
    ...(locale && { locale }),
    twoFactor: {
      enabled: factor !== undefined,
      ...(factor && { method: factor }),
      ...(factorSince && { since: rfc3339(factorSince) }),
      recoveryCodesLeft: customer.recoveryCodes?.size ?? 0,
    },
    createdAt: rfc3339(createdAt),
  };
}
