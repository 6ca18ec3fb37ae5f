/** Contacts: which are missing for a method; which are too new for a recovery. */
import { CONTACT_TOO_NEW } from './budgets.ts';
import { type Method, rulesOf } from './method.ts';

/** Times in ms since 1970; absent: the contact is the one the customer was created with. */
export type Contacts = {
  emailVerified: boolean;
  emailChangedAt?: number;
  phone?: string;
  phoneVerified: boolean;
  phoneChangedAt?: number;
};

/** The contacts that `method` needs and this customer has not verified. */
export function missingContacts(customer: Pick<Contacts, 'emailVerified' | 'phoneVerified'>, method: Method): ('email' | 'phone')[] {
  const verified = { email: customer.emailVerified, phone: customer.phoneVerified };
  return rulesOf(method).needs.filter((contact) => !verified[contact]);
}

/** Was a contact changed so lately that somebody may have done it to recover an account that is not theirs? */
export function contactsAreTooNew(
  { emailChangedAt = Number.NEGATIVE_INFINITY, phoneChangedAt = Number.NEGATIVE_INFINITY }: Contacts,
  now: number,
): boolean {
  return Math.max(emailChangedAt, phoneChangedAt) > now - CONTACT_TOO_NEW;
}
