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
const addressKey = (email: string, customerId: string): Key => ({ pk: addressId(email), sk: customerPartition(customerId) });

/** The steps by which the customer is found at their address, and no more at the one before it. */
export function addressMoved(customerId: string, before: string | undefined, after: string | undefined): Step[] {
  const [gone, come] = [before, after].map((email) => (email === undefined ? undefined : addressKey(email, customerId)));
  return [...(gone && gone.pk !== come?.pk ? [{ remove: gone }] : []), ...(come ? [{ put: { ...come, customerId } }] : [])];
}

/** The ids of those who may be meant: whose username it is, and whose address. */
export async function customersMeant(typed: string): Promise<{ byUsername: string | undefined; byAddress: string[] }> {
  const [login, { items }] = await Promise.all([
    get<Login>(loginKey(typed)),
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
