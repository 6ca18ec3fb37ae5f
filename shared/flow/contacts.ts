/** Contacts: which are missing for a method; which are too new for a recovery. */
import { CONTACT_TOO_NEW } from './budgets.ts';
import { type ContactKind, type Method, rulesOf } from './method.ts';
import type { Round } from './round.ts';
import { nextEpoch } from './session.ts';

/** An address, or a number in E.164. */
export type Contact = { kind: ContactKind; value: string };

/** Times in ms since 1970; absent: the contact is the one the customer was created with. */
export type Contacts = {
  emailVerified: boolean;
  emailChangedAt?: number;
  phone?: string;
  phoneVerified: boolean;
  phoneChangedAt?: number;
};

/** The contacts that `method` needs and this customer has not verified. */
export function missingContacts(customer: Pick<Contacts, 'emailVerified' | 'phoneVerified'>, method: Method): ContactKind[] {
  const verified = { email: customer.emailVerified, phone: customer.phoneVerified };
  return rulesOf(method).needs.filter((contact) => !verified[contact]);
}

/** Was a contact changed so lately that somebody may have done it to recover an account that is not theirs? */
export function contactsAreTooNew(
  { emailChangedAt = Number.NEGATIVE_INFINITY, phoneChangedAt = Number.NEGATIVE_INFINITY }: Contacts,
  now: number,
): boolean {
  return isTooNew(Math.max(emailChangedAt, phoneChangedAt), now);
}

export const isTooNew = (changedAt: number, now: number): boolean => changedAt > now - CONTACT_TOO_NEW;

/** What of a customer decides over a contact that becomes theirs. */
export type Reached = { epoch: number; email: string; phone?: string | undefined; factor?: Method; round?: Round | undefined };

/** What another address brings with it: a code on its way to the older one opens nothing any more. */
export const atAnotherAddress = ({ round }: Pick<Reached, 'round'>, now: number) => ({
  emailChangedAt: now,
  ...(round && { round: { ...round, expiresAt: now } }),
});

/** Does the account's address become another one by this contact? */
export const isAnotherAddress = ({ kind, value }: Contact, { email }: Pick<Reached, 'email'>): boolean =>
  kind === 'email' && value !== email;

/**
 * What a verified contact changes of the customer whose it becomes. When it changed is remembered: for a day it is too new for a
 * recovery. Codes that are dispatched to another address are another factor: then the epoch moves, and the session `by` (its
 * token's id) goes on.
 */
export function adoption(customer: Reached, contact: Contact, by: string, now: number) {
  const { epoch, phone, factor } = customer;
  const { kind, value } = contact;
  if (kind === 'phone') return { phone: value, phoneVerified: true, ...(value !== phone && { phoneChangedAt: now }) };
  if (!isAnotherAddress(contact, customer)) return { email: value, emailVerified: true };
  const isAnotherFactor = factor !== undefined && rulesOf(factor).dispatches;
  return { email: value, emailVerified: true, ...atAnotherAddress(customer, now), ...(isAnotherFactor && nextEpoch({ epoch }, by)) };
}
