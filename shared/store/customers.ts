/**
 * The customer's item: contacts, factor, epoch and the round of codes together, so that one conditional write can decide
 * over all of them.
 */
import type { Method } from '../flow/challenge.ts';
import { type Round, untouchedRound } from '../flow/code-round.ts';
import type { Locale } from '../words/locale.ts';
import type { Condition } from './expressions.ts';
import { get, type Item, type Key } from './table.ts';

/** Times in ms since 1970. */
export type Customer = Round & {
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
  recoveryCodes?: Set<string>;
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
};

export const customerKey = (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'CUSTOMER' });

export const readCustomer = (customerId: string): Promise<Customer | undefined> => get<Customer>(customerKey(customerId));

export const customerFrom = (item: Item | undefined): Customer | undefined => item as Customer | undefined;

/** The epoch begins with the time: no session or challenge of a deleted customer counts for the next one with the same id. */
export const newCustomer = (now: number) => ({ ...untouchedRound, epoch: now });

// ---- what must hold of a customer ----

export const epochIs = (epoch: number): Condition => ({ text: 'epoch = :epochIs', values: { ':epochIs': epoch } });
export const factorIs = (factor: Method): Condition => ({ text: 'factor = :factorIs', values: { ':factorIs': factor } });
export const factorIsOff: Condition = { text: 'attribute_not_exists(factor)' };
export const phoneIsVerified: Condition = { text: 'phoneVerified = :yes', values: { ':yes': true } };
export const emailIsVerified: Condition = { text: 'emailVerified = :yes', values: { ':yes': true } };
