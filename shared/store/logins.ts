/**
 * What a username leads to, and how often its password was tried. The tries are kept whether or not the username exists,
 * so an unknown one behaves like a known one.
 */
import { createHash } from 'node:crypto';
import {
  afterWrongPassword,
  FAILURES_FORGOTTEN_AFTER,
  NETWORK_KNOWN_FOR,
  narrow,
  networkIsKnown,
  type Tries,
  wide,
} from '../flow/password-tries.ts';
import { type Customer, customerFrom, customerKey } from './customers.ts';
import { stillIs } from './expressions.ts';
import { getAll, type Item, type Key, type Step, transact, update } from './table.ts';

export type Login = { customerId: string; passwordHash?: string };

/** Names one person types in several ways: case, Unicode form and spaces around it do not matter. */
export function usernameId(username: string): string {
  return createHash('sha256').update(username.normalize('NFKC').trim().toLowerCase()).digest('base64url');
}

export const loginKey = (username: string): Key => ({ pk: `LOGIN#${usernameId(username)}`, sk: 'LOGIN' });
const triesKey = (username: string): Key => ({ pk: `LOGIN#${usernameId(username)}`, sk: 'TRIES' });
const networkTriesKey = (username: string, network: string): Key => ({ pk: `LOGIN#${usernameId(username)}`, sk: `TRIES#${network}` });

/** Both budgets of a username at a network. */
export type BothTries = { ofNetwork: Tries | undefined; ofUsername: Tries | undefined };

const triesFrom = (item: Item | undefined) => item as (Item & Tries) | undefined;

/** One read for everything that decides over a password. */
export async function readLogin(username: string, network: string): Promise<BothTries & { login: Login | undefined }> {
  const [login, ofUsername, ofNetwork] = await getAll([loginKey(username), triesKey(username), networkTriesKey(username, network)]);
  return { login: login as (Item & Login) | undefined, ofUsername: triesFrom(ofUsername), ofNetwork: triesFrom(ofNetwork) };
}

/** The customer behind a right password, and the budgets as they stand after it was compared. */
export async function readCustomerAfterPassword(
  customerId: string,
  username: string,
  network: string,
): Promise<BothTries & { customer: Customer | undefined }> {
  const [customer, ofUsername, ofNetwork] = await getAll([customerKey(customerId), triesKey(username), networkTriesKey(username, network)]);
  return { customer: customerFrom(customer), ofUsername: triesFrom(ofUsername), ofNetwork: triesFrom(ofNetwork) };
}

/**
 * Counts one wrong password in both budgets, on the state that was read. Not held when another try came first: then this
 * one was not counted, and its result must not be told.
 */
export async function countWrongPassword(username: string, network: string, seen: BothTries, now: number): Promise<boolean> {
  const counted = (key: Key, tries: Tries | undefined, budget: typeof wide): Step => {
    const next = afterWrongPassword(tries, budget, now);
    const keptUntil = Math.max(now + FAILURES_FORGOTTEN_AFTER, (next.succeededAt ?? 0) + NETWORK_KNOWN_FOR);
    return {
      update: key,
      change: { set: { ...next, ttl: Math.ceil(keptUntil / 1000) } },
      if: [stillIs('failures', tries?.failures), stillIs('lastFailureAt', tries?.lastFailureAt)],
    };
  };
  const ofNetwork = counted(networkTriesKey(username, network), seen.ofNetwork, narrow);
  // The owner's own network is not held by the wide budget, so it does not feed it either.
  const steps = networkIsKnown(seen.ofNetwork, now) ? [ofNetwork] : [ofNetwork, counted(triesKey(username), seen.ofUsername, wide)];
  return (await transact(steps)).held;
}

/** Ends the row of wrong passwords of this network and gets to know it. A try counted meanwhile stays counted. */
export async function rememberRightPassword(username: string, network: string, seen: BothTries, now: number): Promise<void> {
  const ttl = Math.ceil((now + NETWORK_KNOWN_FOR) / 1000);
  await update(
    networkTriesKey(username, network),
    { set: { failures: 0, lastFailureAt: 0, nextTryAt: 0, succeededAt: now, ttl } },
    stillIs('failures', seen.ofNetwork?.failures),
    stillIs('lastFailureAt', seen.ofNetwork?.lastFailureAt),
  );
}
