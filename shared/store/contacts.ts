/**
 * A contact that a customer is verifying: an item of its own with a round of its own, since its code goes to an address
 * that is not yet theirs. A customer has one at a time; a newer one takes its place.
 */
import { type ContactCheck as Check, checkOpened, nothingChecked } from '../flow/contact-check.ts';
import { adoption, type Contact } from '../flow/contacts.ts';
import type { ContactKind } from '../flow/method.ts';
import type { Opening } from '../flow/round.ts';
import { addressProved } from './accounts.ts';
import { record } from './audit.ts';
import { type Customer, customerFrom, customerKey, customerPartition } from './customers.ts';
import { get, getAll } from './data.ts';
import { ttlOfLately } from './lately.ts';
import { type Both, type GuessedAtPlace, guessAtPlace, movePlace, type StoredPlace, undoPlace } from './places.ts';
import { type DigestUnder, MOST_TURNS } from './rounds.ts';
import type { Key, Written } from './table.ts';

export type ContactCheck = Check & StoredPlace;

const checkKey = (customerId: string): Key => ({ pk: customerPartition(customerId), sk: 'CONTACT' });

const checkFrom = (item: unknown): ContactCheck => (item as ContactCheck | undefined) ?? nothingChecked;

export type ContactChecking = Both<ContactCheck>;

export async function readContactCheck(customer: Customer): Promise<ContactChecking> {
  return { customer, place: checkFrom(await get<ContactCheck>(checkKey(customer.customerId))) };
}

type OpenedCheck =
  | { is: 'opened'; item: ContactChecking; before: ContactChecking }
  | { is: 'not_due'; item: ContactChecking }
  /** The customer's epoch is another than the one in which the code was asked for; or their address, by which it was judged what that took. */
  | { is: 'ended' };

/** Opens the round of a code to `contact`, in the place of any before it. */
export async function openContactCheck(seen: ContactChecking, contact: Contact, opening: Opening, now: number): Promise<OpenedCheck> {
  const { customerId, epoch, email } = seen.customer;
  let both: ContactChecking | undefined = seen;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const opened = checkOpened(both.place, { contact, opening }, both.customer, now);
    if (!opened) return { is: 'not_due', item: both };
    const change = { ...opened, ttl: ttlOfLately(now) };
    if (await movePlace(checkKey(customerId), both, { set: change })) {
      const place = { ...both.place, ...change, version: (both.place.version ?? 0) + 1 };
      return { is: 'opened', item: { customer: both.customer, place }, before: both };
    }
    both = await readBoth(customerId);
    if (both?.customer.epoch !== epoch || both.customer.email !== email) return { is: 'ended' };
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
        ...(kind === 'email' ? addressProved(customerId, present.email, value, now) : []),
      ],
    }),
  };
  return guessAtPlace<ContactCheck>(guess, seen, now);
}
