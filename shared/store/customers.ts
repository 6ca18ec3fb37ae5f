/**
 * The customer's item: contacts, factor, epoch and the round of codes together, so that one conditional write can decide
 * over all of them.
 */

import type { Codes } from '../flow/codes.ts';
import type { Method } from '../flow/method.ts';
import type { Locale } from '../words/locale.ts';
import { get, getAll, update } from './data.ts';
import { type Change, type Condition, condition } from './expressions.ts';
import { partitions } from './partitions.ts';
import type { Item, Key, Step, Written } from './table.ts';

/** Times in ms since 1970. */
export type Customer = Codes & {
  /** Raised by every write of the item: what was read is compared by it. */
  version: number;
  customerId: string;
  username: string;
  email: string;
  emailVerified: boolean;
  /** When the address last changed; absent while it is the one the customer was created with. */
  emailChangedAt?: number;
  /** E.164. */
  phone?: string;
  phoneVerified: boolean;
  phoneChangedAt?: number;
  locale?: Locale;
  createdAt: number;
  /** Moves with every change of the factor; sessions and challenges of an older one are dead. */
  epoch: number;
  /** `jti` of the session that moved the epoch. */
  epochMadeBy?: string;
  factor?: Method;
  factorSince?: number;
  /** Keyed digests of the recovery codes that are left, and the version of their key. */
  recoveryCodes?: Set<Uint8Array>;
  recoveryKey?: number;
  /** The active shared key, encrypted by KMS, and its name. */
  totpKey?: Uint8Array;
  totpKeyId?: string;
  /** The last accepted step: each next one must be greater. */
  totpLastStep?: number;
  /** A shared key that waits for its activation; it gates nothing. */
  pendingKey?: Uint8Array;
  pendingKeyId?: string;
  pendingKeyExpiresAt?: number;
  /** The epoch in which the enrolment began. */
  pendingKeyEpoch?: number;
  /** Which call took the pending key out to activate it, until it did or another key is pending. */
  pendingKeyTakenBy?: string;
};

/** Everything of a customer that is read by their id alone. */
export const customerPartition = (customerId: string): string => `${partitions.customer}${customerId}`;

export const customerKey = (customerId: string): Key => ({ pk: customerPartition(customerId), sk: 'CUSTOMER' });

export const readCustomer = async (customerId: string): Promise<Customer | undefined> =>
  customerFrom(await get<Item>(customerKey(customerId)));

/** Those of them who are there, up to a hundred in one call. */
export const readCustomers = async (customerIds: readonly string[]): Promise<Customer[]> =>
  (await getAll(customerIds.map(customerKey))).map(customerFrom).filter((customer) => customer !== undefined);

/** Whose partition it is. */
export const customerIdIn = (partition: string): string => partition.slice(partitions.customer.length);

/** The customer of an item. Their id is that of the key: written once, it leaves more of a write unit to what grows. */
export const customerFrom = (item: Item | undefined): Customer | undefined =>
  item && ({ ...item, customerId: customerIdIn(item.pk) } as Item & Customer);

/** A change of a customer's item, which raises its version like every one: part of a transaction. */
export const customerStep = (customerId: string, change: Change, conditions: Condition[]): Step => ({
  update: customerKey(customerId),
  change: versioned(change),
  if: conditions,
});

/** The same, by itself. */
export async function changeCustomer(customerId: string, change: Change, ...conditions: Condition[]): Promise<Written<Customer>> {
  const { held, item } = await update<Item>(customerKey(customerId), versioned(change), ...conditions);
  return { held, item: customerFrom(item) } as Written<Customer>;
}

const versioned = (change: Change): Change => ({ ...change, add: { ...change.add, version: 1 } });

// ---- what must hold of a customer ----

/** Nobody has written to the customer since they were read. */
export const customerIsAsRead = ({ version }: Customer): Condition =>
  condition('customerIsAsRead', 'version = :version', { ':version': version });
/** Nothing of an older epoch goes on. */
export const epochIs = (epoch: number): Condition => condition('epochIs', 'epoch = :epochIs', { ':epochIs': epoch });
/** The factor is the one that was asked for. */
export const factorIs = (factor: Method): Condition => condition('factorIs', 'factor = :factorIs', { ':factorIs': factor });
/** A session that proved no second factor goes on only while the customer has none. */
export const factorIsOff = condition('factorIsOff', 'attribute_not_exists(factor)');
/** The authenticator method needs a verified phone. */
export const phoneIsVerified = condition('phoneIsVerified', 'phoneVerified = :yes', { ':yes': true });
/** Either method needs a verified address. */
export const emailIsVerified = condition('emailIsVerified', 'emailVerified = :yes', { ':yes': true });
