/**
 * Who is meant by what somebody types who is not logged in: a username, or an e-mail address. Each customer's address leads to them by
 * an item of its own, written in the same transaction as the address. It decides nothing: whoever follows it compares the customer.
 */

import { type Customer, customerIdIn, customerPartition, readCustomer } from './customers.ts';
import { get, query } from './data.ts';
import { type Login, loginKey, usernameId } from './logins.ts';
import { partitions } from './partitions.ts';
import type { Key, Step } from './table.ts';

/** An address may belong to several customers; so many of them are looked at. */
const MOST_AT_ONE_ADDRESS = 20;

const addressId = (email: string) => `${partitions.email}${usernameId(email)}`;
export const addressKey = (email: string, customerId: string): Key => ({ pk: addressId(email), sk: customerPartition(customerId) });

/** A customer's address, as its own item has it; `flow/undeliverable.ts` says what the times (ms) mean. */
export type Address = { customerId: string; since: number; undeliverableSince?: number };

/** The steps by which the customer is found at their address, and no more at the one before it. One that stays is left as it is. */
export function addressMoved(customerId: string, before: string | undefined, after: string | undefined, now: number): Step[] {
  const [gone, come] = [before, after].map((email) => (email === undefined ? undefined : addressKey(email, customerId)));
  if (gone?.pk === come?.pk) return [];
  return [...(gone ? [{ remove: gone }] : []), ...(come ? [put(come, customerId, now)] : [])];
}

/** The same for one whose code was right: whatever was said of it before counts no more. */
export function addressProved(customerId: string, before: string, after: string, now: number): Step[] {
  const moved = addressMoved(customerId, before, after, now);
  return moved.length > 0 ? moved : [put(addressKey(after, customerId), customerId, now)];
}

const put = (key: Key, customerId: string, since: number) => ({ put: { ...key, customerId, since } satisfies Key & Address });

/** The ids of all whose address it is. */
export async function customersAt(email: string): Promise<string[]> {
  const ids: string[] = [];
  let page: Awaited<ReturnType<typeof customersAtAddress>>;
  do {
    page = await customersAtAddress(email, MOST_AT_ONE_ADDRESS, ids.at(-1));
    ids.push(...page.ids);
  } while (page.more);
  return ids;
}

/** A page of them, in the order of the ids. */
export async function customersAtAddress(email: string, limit: number, after?: string): Promise<{ ids: string[]; more: boolean }> {
  const from = after === undefined ? {} : { after: customerPartition(after) };
  const { items, more } = await query(addressId(email), customerPartition(''), limit, from);
  return { ids: items.map(({ sk }) => customerIdIn(sk)), more };
}

/** The ids of those who may be meant: whose username it is, and whose address. */
export async function customersMeant(typed: string): Promise<{ byUsername: string | undefined; byAddress: string[] }> {
  const [login, { items }] = await Promise.all([
    // The support form may read nothing else of it.
    get<Pick<Login, 'customerId'>>(loginKey(typed), 'customerId'),
    query(addressId(typed), customerPartition(''), MOST_AT_ONE_ADDRESS),
  ]);
  return { byUsername: login?.customerId, byAddress: items.map(({ sk }) => customerIdIn(sk)) };
}

/**
 * The one customer who is meant. A username goes before an address, as it belongs to one alone; an address of several leads to none.
 * What is not there takes as many calls as what is.
 */
export async function customerMeant(typed: string): Promise<Customer | undefined> {
  const { byUsername, byAddress } = await customersMeant(typed);
  const ids = byUsername === undefined ? byAddress : [byUsername];
  const customers = await Promise.all((ids.length > 0 ? ids : ['']).map(readCustomer));
  const meant = customers.filter(
    (customer) => customer && usernameId(byUsername === undefined ? customer.email : customer.username) === usernameId(typed),
  );
  return meant.length === 1 ? meant[0] : undefined;
}
