/**
 * What a username leads to, and how often its password was tried. The tries are kept whether or not the username exists,
 * so an unknown one behaves like a known one.
 */

import { createHash } from 'node:crypto';
import { ENTRY_OF_USERNAME_KEPT_FOR, FAILURES_FORGOTTEN_AFTER, NETWORK_KNOWN_FOR } from '../flow/budgets.ts';
import { type BothTries, type Tries, transition, waitsBegin } from '../flow/password-tries.ts';
import { entryIn, noteOnceADay } from './audit.ts';
import { type Customer, customerFrom, customerKey } from './customers.ts';
import { getAll, transact, update } from './data.ts';
import { type Change, type Condition, condition, stillIs } from './expressions.ts';
import { slowestHashFrom, slowestHashKey } from './imported-hashes.ts';
import { partitions } from './partitions.ts';
import type { Item, Key, Step } from './table.ts';

export type Login = { customerId: string; passwordHash?: string };

/** Names one person types in several ways: case, Unicode form and spaces around it do not matter. */
export function usernameId(username: string): string {
  return createHash('sha256').update(username.normalize('NFKC').trim().toLowerCase()).digest('base64url');
}

/** A username's item and the tries of its password. `id`: of `usernameId`. */
export const loginPartition = (id: string): string => `${partitions.login}${id}`;

/** Where the limits of a username's password are written down. */
export const passwordLog = (username: string): string => loginPartition(usernameId(username));

const keyOf = (username: string, sk: string): Key => ({ pk: loginPartition(usernameId(username)), sk });
export const loginKey = (username: string): Key => keyOf(username, 'LOGIN');
export const triesKey = (username: string): Key => keyOf(username, 'TRIES');
export const networkTriesKey = (username: string, network: string): Key => keyOf(username, `TRIES#${network}`);

const triesFrom = (item: Item | undefined) => item as (Item & Tries) | undefined;

/** One read for everything that decides over a password, and over the time of its answer. */
export async function readLogin(
  username: string,
  network: string,
): Promise<BothTries & { login: Login | undefined; slowestHash: number | undefined }> {
  const keys = [loginKey(username), triesKey(username), networkTriesKey(username, network), slowestHashKey];
  const [login, ofUsername, ofNetwork, slowestHash] = await getAll(keys);
  return {
    login: login as (Item & Login) | undefined,
    ofUsername: triesFrom(ofUsername),
    ofNetwork: triesFrom(ofNetwork),
    slowestHash: slowestHashFrom(slowestHash),
  };
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

// ---- what must hold of the budgets ----

const versionIs = (tries: Tries | undefined) => {
  const { text, values } = stillIs('version', tries?.version);
  return [text, values] as const;
};
/** Nobody's try from this network was written since it was read. */
const networkIsAsRead = ({ ofNetwork }: BothTries): Condition => condition('networkIsAsRead', ...versionIs(ofNetwork));
/** Nobody's wrong password for this username was written since it was read. */
const usernameIsAsRead = ({ ofUsername }: BothTries): Condition => condition('usernameIsAsRead', ...versionIs(ofUsername));

/** `ttl`: from then on the facts mean nothing. */
const written = (tries: Tries): Change => {
  const meaningUntil = Math.max(tries.lastFailureAt + FAILURES_FORGOTTEN_AFTER, (tries.succeededAt ?? 0) + NETWORK_KNOWN_FOR);
  return { set: { ...tries, ttl: Math.ceil(meaningUntil / 1000) } };
};

/** Kept with the username's tries, which are there for names that nobody has, too; `customerId`: whose name it is, if anybody's. */
const reachedWaits = (username: string, customerId: string | undefined, { failures, nextTryAt }: Tries, now: number) => ({
  ...entryIn(passwordLog(username), 'limit_reached', 'service', now, {
    limits: ['wrong_passwords_in_row'],
    row: failures,
    until: nextTryAt,
  }),
  customerId,
  ttl: Math.ceil((now + ENTRY_OF_USERNAME_KEPT_FOR) / 1000),
});

/**
 * Counts one wrong password, on the budgets as they were read. `overtaken`: another try came first, so this one was not
 * counted, and its result must not be told.
 *
 * @param customerId whose username it is, if anybody's
 */
export async function countWrongPassword(
  username: string,
  network: string,
  seen: BothTries,
  now: number,
  customerId?: string,
): Promise<{ is: 'counted' | 'overtaken' } | { is: 'waiting'; until: number }> {
  const next = transition(seen, { password: 'wrong', seen }, now);
  if (next.is !== 'moved') return next.is === 'waiting' ? next : { is: 'overtaken' };
  const { ofNetwork, ofUsername } = next;
  const steps: Step[] = [{ update: networkTriesKey(username, network), change: written(ofNetwork), if: [networkIsAsRead(seen)] }];
  if (ofUsername) steps.push({ update: triesKey(username), change: written(ofUsername), if: [usernameIsAsRead(seen)] });
  if (!(await transact(steps)).held) return { is: 'overtaken' };
  // Whether or not there is such a customer: strangers learn nothing from what it costs.
  if (waitsBegin(ofNetwork)) await noteOnceADay('wrong_passwords_in_row', reachedWaits(username, customerId, ofNetwork, now));
  return { is: 'counted' };
}

/** Ends the row of wrong passwords of this network and gets to know it. A try counted meanwhile stays counted. */
export async function rememberRightPassword(username: string, network: string, seen: BothTries, now: number): Promise<void> {
  const next = transition(seen, { password: 'right', seen }, now);
  if (next.is === 'moved') await update(networkTriesKey(username, network), written(next.ofNetwork), networkIsAsRead(seen));
}
