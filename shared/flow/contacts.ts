/** Contacts: which are missing for the authenticator method, whose recovery needs both; which are too new for it. */
import { CONTACT_TOO_NEW } from './budgets.ts';

/** Times in ms since 1970; absent: the contact is the one the customer was created with. */
export type Contacts = {
  emailVerified: boolean;
  emailChangedAt?: number;
  phone?: string;
  phoneVerified: boolean;
  phoneChangedAt?: number;
};

export function missingContacts(customer: Contacts): ('email' | 'phone')[] {
  const missing: ('email' | 'phone')[] = [];
  if (!customer.emailVerified) missing.push('email');
  if (!customer.phoneVerified) missing.push('phone');
  return missing;
}

/** Was a contact changed so lately that somebody may have done it to recover an account that is not theirs? */
export function contactsAreTooNew(
  { emailChangedAt = Number.NEGATIVE_INFINITY, phoneChangedAt = Number.NEGATIVE_INFINITY }: Contacts,
  now: number,
): boolean {
  return Math.max(emailChangedAt, phoneChangedAt) > now - CONTACT_TOO_NEW;
}
