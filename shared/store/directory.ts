/**
 * Everybody who is there, in the order of their ids: an item for each, written in the transaction that puts them in or takes them out. Unlike
 * an index of DynamoDB's, which follows its table, it is never behind, and a change, a login or a guess writes nothing to it.
 */
import { createHash } from 'node:crypto';
import { customersAtAddress } from './accounts.ts';
import { type Customer, customerIdIn, customerPartition, readCustomers } from './customers.ts';
import { get, query } from './data.ts';
import { type Login, loginKey, usernameId } from './logins.ts';
import { partitions } from './partitions.ts';
import type { Item, Key, Step } from './table.ts';

/**
 * So many partitions it is spread over, by a hash of the id: numbers that a shop gives one after the other are next to each other in none.
 * One takes a thousand write units a second, two for each customer who is put in: together 4,000 customers a second, where API Gateway
 * lets 50 calls through. It can never be another number, as what is there would not be found.
 */
const PARTS = 8;

const partitionOf = (part: number): string => `${partitions.directory}${part}`;
const partOf = (customerId: string): number => createHash('sha256').update(customerId).digest().readUInt8(0) % PARTS;

export const directoryKey = (customerId: string): Key => ({ pk: partitionOf(partOf(customerId)), sk: customerPartition(customerId) });

/** In the transaction that puts the customer in. */
export const listed = (customerId: string): Step => ({ put: { ...directoryKey(customerId), customerId } satisfies Item });
/** In the transaction that takes the customer out. */
export const unlisted = (customerId: string): Step => ({ remove: directoryKey(customerId) });

/** Whom somebody looks for: all whose id begins so, who has a username, or all who have an address. */
export type Search = { idPrefix: string } | { username: string } | { email: string };

/** `more`: there are others after the last of them. */
export type Found = { customers: Customer[]; last: string | undefined; more: boolean };

/**
 * A page of those who are found, in the order of their ids. It may hold fewer than there is room for, where some were taken out in the
 * very moment; `last`: the id that the page ends with, were they all there.
 *
 * @param after the id that the page before ended with
 */
export async function search(searched: Search, limit: number, after?: string): Promise<Found> {
  // One more than there is room for tells whether there are others.
  const ids = await idsOf(searched, limit + 1, after);
  const onPage = ids.slice(0, limit);
  const customers = (await readCustomers(onPage)).filter((customer) => isMeant(customer, searched));
  return { customers, last: onPage.at(-1), more: ids.length > limit };
}

async function idsOf(searched: Search, limit: number, after: string | undefined): Promise<string[]> {
  if ('username' in searched) {
    const login = await get<Pick<Login, 'customerId'>>(loginKey(searched.username), 'customerId');
    return login ? [login.customerId] : [];
  }
  if ('email' in searched) return (await customersAtAddress(searched.email, limit, after)).ids;
  const from = after === undefined ? {} : { after: customerPartition(after) };
  const parts = Array.from({ length: PARTS }, (_, part) => query(partitionOf(part), customerPartition(searched.idPrefix), limit, from));
  const items = (await Promise.all(parts)).flatMap((part) => part.items);
  // Ids are ASCII: here and in DynamoDB they have the same order.
  return items.map(({ sk }) => customerIdIn(sk)).sort();
}

/** What leads to a customer decides nothing: another may have the name by now. */
function isMeant(customer: Customer, searched: Search): boolean {
  if ('username' in searched) return usernameId(customer.username) === usernameId(searched.username);
  return 'email' in searched ? usernameId(customer.email) === usernameId(searched.email) : true;
}
