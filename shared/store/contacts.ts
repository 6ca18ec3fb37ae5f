/**
 * A contact that a customer is verifying: an item of its own with a round of its own, since its code goes to an address
 * that is not yet theirs. A customer has one at a time; a newer one takes its place.
 */
import { CONTACT_DISPATCHES_PER_DAY, DAY } from '../flow/budgets.ts';
import { nextDispatchAt, type Opening, type Round, untouchedRound } from '../flow/code-round.ts';
import { record } from './audit.ts';
import { type Customer, customerKey, epochIs } from './customers.ts';
import { condition, exists } from './expressions.ts';
import { type DigestUnder, type Guess, guessCode, openRound, undoRound } from './rounds.ts';
import { get, type Key, transact, type Written } from './table.ts';

export type ContactKind = 'email' | 'phone';

/** An address, or a number in E.164. */
export type Contact = { kind: ContactKind; value: string };

export type ContactCheck = Round &
  Partial<Contact> & {
    /** The customer's epoch when the code was asked for. */
    askedIn?: number;
    /** Times (ms) of the dispatches of the last 24 hours. */
    dispatchedAt: number[];
  };

const checkKey = (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'CONTACT' });

export async function readContactCheck(customerId: string): Promise<ContactCheck> {
  return (await get<ContactCheck>(checkKey(customerId))) ?? { ...untouchedRound, dispatchedAt: [] };
}

/** When the next code can be sent to a contact of this customer: as any code, and ten a day. */
export function contactDueAt(check: ContactCheck, now: number): number {
  const today = check.dispatchedAt.filter((at) => at > now - DAY);
  const afterDay = today.length < CONTACT_DISPATCHES_PER_DAY ? 0 : (today[0] ?? now) + DAY;
  return Math.max(nextDispatchAt(check, now), afterDay);
}

export function openContactCheck(
  customer: Customer,
  contact: Contact,
  before: ContactCheck,
  opening: Opening,
  now: number,
): Promise<Written<ContactCheck>> {
  const dispatchedAt = [...before.dispatchedAt.filter((at) => at > now - DAY), now];
  const ttl = Math.ceil((now + 2 * DAY) / 1000);
  const also = { ...contact, askedIn: customer.epoch, dispatchedAt, ttl };
  return openRound<ContactCheck>(checkKey(customer.customerId), before, opening, now, [], also);
}

export function undoContactCheck(customerId: string, opened: ContactCheck, before: ContactCheck): Promise<Written<ContactCheck>> {
  const { kind, value, askedIn, dispatchedAt } = before;
  return undoRound<ContactCheck>(checkKey(customerId), opened, before, { kind, value, askedIn, dispatchedAt });
}

/** A guess at the code; one asked for in an older epoch is not evaluated. */
export function guessContactCode(customer: Customer, digestUnder: DigestUnder, now: number): Promise<Guess<ContactCheck>> {
  const askedInThisEpoch = condition('askedInThisEpoch', 'askedIn = :askedIn', { ':askedIn': customer.epoch });
  return guessCode<ContactCheck>(checkKey(customer.customerId), 'contact', digestUnder, now, [askedInThisEpoch]);
}

/**
 * The contact is verified, and the customer's. Its change is remembered: for a day it is too new for a recovery. A code on
 * its way to the older address opens nothing any more.
 */
export async function adoptContact(customer: Customer, { kind, value }: Contact, now: number): Promise<boolean> {
  const changes =
    kind === 'email'
      ? { email: value, emailVerified: true, ...(value !== customer.email && { emailChangedAt: now, codeExpiresAt: now }) }
      : { phone: value, phoneVerified: true, ...(value !== customer.phone && { phoneChangedAt: now }) };
  const done = await transact([
    { update: customerKey(customer.customerId), change: { set: changes }, if: [exists, epochIs(customer.epoch)] },
    record(customer.customerId, kind === 'email' ? 'email_changed' : 'phone_changed', { customer: customer.customerId }, now),
  ]);
  return done.held;
}
