/**
 * A contact that a customer is verifying: an item of its own with a round of its own, since its code goes to an address
 * that is not yet theirs. A customer has one at a time; a newer one takes its place.
 */
import { CONTACT_DISPATCHES_PER_DAY, DAY } from '../flow/budgets.ts';
import { adoption } from '../flow/contacts.ts';
import { nextDispatchTo, openedAt } from '../flow/place.ts';
import type { Opening } from '../flow/round.ts';
import { addressMoved } from './accounts.ts';
import { record } from './audit.ts';
import { type Customer, customerFrom, customerKey } from './customers.ts';
import { type Both, type GuessedAtPlace, guessAtPlace, movePlace, type StoredPlace, undoPlace } from './places.ts';
import { type DigestUnder, MOST_TURNS } from './rounds.ts';
import { get, getAll, type Key, type Written } from './table.ts';

export type ContactKind = 'email' | 'phone';

/** An address, or a number in E.164. */
export type Contact = { kind: ContactKind; value: string };

export type ContactCheck = StoredPlace &
  Partial<Contact> & {
    /** The customer's epoch when the code was asked for. */
    askedIn?: number;
    /** Times (ms) of the dispatches of the last 24 hours. */
    dispatchedAt: number[];
  };

const checkKey = (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'CONTACT' });

const checkFrom = (item: unknown): ContactCheck => (item as ContactCheck | undefined) ?? { dispatchedAt: [] };

export type ContactChecking = Both<ContactCheck>;

export async function readContactCheck(customer: Customer): Promise<ContactChecking> {
  return { customer, place: checkFrom(await get<ContactCheck>(checkKey(customer.customerId))) };
}

/** When the next code can be sent to a contact of this customer: as any code, and ten a day. */
export function contactDueAt({ customer, place }: ContactChecking, now: number): number {
  const today = place.dispatchedAt.filter((at) => at > now - DAY);
  const afterDay = today.length < CONTACT_DISPATCHES_PER_DAY ? 0 : (today[0] ?? now) + DAY;
  return Math.max(nextDispatchTo(place, customer, now), afterDay);
}

export type OpenedCheck =
  | { is: 'opened'; item: ContactChecking; before: ContactChecking }
  | { is: 'not_due'; item: ContactChecking }
  /** The customer's epoch is another than the one in which the code was asked for. */
  | { is: 'ended' };

/** Opens the round of a code to `contact`, in the place of any before it. */
export async function openContactCheck(seen: ContactChecking, contact: Contact, opening: Opening, now: number): Promise<OpenedCheck> {
  const { customerId, epoch } = seen.customer;
  const ttl = Math.ceil((now + 2 * DAY) / 1000);
  let both: ContactChecking | undefined = seen;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    if (contactDueAt(both, now) > now) return { is: 'not_due', item: both };
    const dispatchedAt = [...both.place.dispatchedAt.filter((at) => at > now - DAY), now];
    const change = { ...openedAt(opening, now), ...contact, askedIn: epoch, dispatchedAt, ttl };
    if (await movePlace(checkKey(customerId), both, { set: change }, [])) {
      const place = { ...both.place, ...change, version: (both.place.version ?? 0) + 1 };
      return { is: 'opened', item: { customer: both.customer, place }, before: both };
    }
    both = await readBoth(customerId);
    if (both?.customer.epoch !== epoch) return { is: 'ended' };
  }
  throw new Error('no contact could be checked: others kept writing to its items');
}

/** A contact that the customer had already is verified, and is no other. */
function storyOf(kind: ContactKind, value: string, before: Customer) {
  if (value === before[kind]) return 'contact_verified';
  return kind === 'email' ? 'email_changed' : 'phone_changed';
}

async function readBoth(customerId: string): Promise<ContactChecking | undefined> {
  const [item, check] = await getAll([customerKey(customerId), checkKey(customerId)]);
  const customer = customerFrom(item);
  return customer && { customer, place: checkFrom(check) };
}

export function undoContactCheck(customerId: string, opened: ContactCheck, before: ContactCheck): Promise<Written<ContactCheck>> {
  const { kind, value, askedIn, dispatchedAt } = before;
  return undoPlace<ContactCheck>(checkKey(customerId), opened, before, { kind, value, askedIn, dispatchedAt });
}

/**
 * A guess at the code. One asked for in an older epoch than `customer` was read in is not evaluated; a right one makes the contact
 * verified, and the customer's, in the same transaction.
 *
 * @param by the session that guesses: it goes on, should the epoch move
 */
export async function guessContactCode(
  customer: Customer,
  by: { jti: string },
  digestUnder: DigestUnder,
  now: number,
): Promise<GuessedAtPlace<ContactCheck>> {
  const { customerId, epoch } = customer;
  const goesOn = (both: ContactChecking | undefined) => (both?.customer.epoch === epoch && both.place.askedIn === epoch ? both : undefined);
  const seen = goesOn(await readContactCheck(customer));
  const guess = {
    key: checkKey(customerId),
    purpose: 'contact' as const,
    digestUnder,
    read: async () => goesOn(await readBoth(customerId)),
    whenRight: ({ customer: present, place: { kind = 'email', value = present.email } }: ContactChecking) => ({
      customer: adoption(present, { kind, value }, by.jti, now),
      place: {},
      also: [
        record(customerId, storyOf(kind, value, present), { customer: customerId }, now),
        ...(kind === 'email' ? addressMoved(customerId, present.email, value) : []),
      ],
    }),
  };
  return guessAtPlace<ContactCheck>(guess, seen, now);
}
