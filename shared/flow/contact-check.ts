/** The check of a contact: its code goes to an address or number that somebody says is theirs, so many times in 24 hours. */
import { CONTACT_DISPATCHES_PER_DAY } from './budgets.ts';
import type { Codes } from './codes.ts';
import type { Contact } from './contacts.ts';
import { afterOneMore, fewerAgainAt, type Lately } from './lately.ts';
import { nextDispatchTo, openedAt, type Place } from './place.ts';
import type { Opening } from './round.ts';

export type ContactCheck = Place &
  Partial<Contact> & {
    /** The customer's epoch when the code was asked for. */
    askedIn?: number;
    /** The dispatches that may count, to whatever contacts. */
    dispatchedAt: Lately;
  };

export const nothingChecked: ContactCheck = { dispatchedAt: [] };

/** When the next code can be sent to a contact of this customer: as any code, and ten in 24 hours. */
export const checkDueAt = (check: ContactCheck, codes: Codes, now: number): number =>
  Math.max(nextDispatchTo(check, codes, now), fewerAgainAt(CONTACT_DISPATCHES_PER_DAY, check.dispatchedAt));

/** A code is sent to `contact`, in the place of whatever was checked before; `undefined`: it is not due yet. */
export function checkOpened(
  check: ContactCheck,
  { contact, opening }: { contact: Contact; opening: Opening },
  customer: Codes & { epoch: number },
  now: number,
) {
  if (checkDueAt(check, customer, now) > now) return undefined;
  const dispatchedAt = afterOneMore(check.dispatchedAt, CONTACT_DISPATCHES_PER_DAY, now);
  return { ...openedAt(opening, now), ...contact, askedIn: customer.epoch, dispatchedAt };
}
