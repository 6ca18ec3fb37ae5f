/**
 * What a username leads to, and how often its password was tried. The tries are kept whether or not the username exists,
 * so an unknown one behaves like a known one.
 */

import { createHash } from 'node:crypto';
import { ENTRY_OF_USERNAME_KEPT_FOR, FAILURES_FORGOTTEN_AFTER } from '../flow/budgets.ts';
import {
  type Budgets,
  type Moved,
  type NotTried,
  type Row,
  type Tries,
  transition,
  waitsBegin,
  workBegins,
} from '../flow/password-tries.ts';
import type { Limit } from '../log/audit-events.ts';
import { entryIn, noteOnceADay } from './audit.ts';
import { type Customer, customerFrom, customerKey } from './customers.ts';
import { get, getAll, getAtOnce, transact } from './data.ts';
import { type Change, type Condition, condition, stillIs } from './expressions.ts';
import { slowestHashFrom, slowestHashKey } from './imported-hashes.ts';
import { partitions } from './partitions.ts';
import type { Item, Key } from './table.ts';

export type Login = { customerId: string; passwordHash?: string };

/** Names one person types in several ways: case, Unicode form and spaces around it do not matter. */
export function usernameId(username: string): string {
  return createHash('sha256').update(username.normalize('NFKC').trim().toLowerCase()).digest('base64url');
}

/** A username's item and the tries of its password. `id`: of `usernameId`. */
export const loginPartition = (id: string): string => `${partitions.login}${id}`;

/** Where the limits of a username's password are written down. */
export const passwordLog = (username: string): string => loginPartition(usernameId(username));

/**
 * Where a try of a password comes from: a session that asks for it again, by its name; or the login, from a network, and perhaps from a
 * device that says whose it is. Nobody has to have looked at what it says.
 */
export type From = { session: string } | { network: string; device?: { id: string; customerId: string } | undefined };

const keyOf = (username: string, sk: string): Key => ({ pk: loginPartition(usernameId(username)), sk });
export const loginKey = (username: string): Key => keyOf(username, 'LOGIN');
export const triesKey = (username: string): Key => keyOf(username, 'TRIES');
export const networkTriesKey = (username: string, network: string): Key => keyOf(username, `TRIES#${network}`);
export const deviceTriesKey = (username: string, id: string): Key => keyOf(username, `TRIES#DEVICE#${id}`);
export const sessionTriesKey = (username: string, session: string): Key => keyOf(username, `TRIES#SESSION#${session}`);

/** Of the session or the device; one that names none has none. */
function ownTriesKey(username: string, from: From): Key {
  return 'session' in from ? sessionTriesKey(username, from.session) : deviceTriesKey(username, from.device?.id ?? '');
}

function keysOfTries(username: string, from: From): Key[] {
  if ('session' in from) return [ownTriesKey(username, from)];
  const shared = [networkTriesKey(username, from.network), triesKey(username)];
  return from.device ? [...shared, ownTriesKey(username, from)] : shared;
}

/** The rows that there are where a try comes from. */
type Found = { ofOwn: Tries | undefined; ofNetwork: Tries | undefined; ofUsername: Row | undefined };

function foundIn(from: From, items: readonly (Item | undefined)[]): Found {
  const [first, second, third] = items as [Item & Tries, Item & Row, Item & Tries];
  return 'session' in from
    ? { ofOwn: first, ofNetwork: undefined, ofUsername: undefined }
    : { ofOwn: third, ofNetwork: first, ofUsername: second };
}

/** @param isOwn whether the device, if there is one, is the customer's */
export function budgetsOf({ ofOwn, ofNetwork, ofUsername }: Found, from: From, isOwn: boolean): Budgets {
  if ('session' in from) return { own: { tries: ofOwn } };
  return { own: isOwn ? { tries: ofOwn } : undefined, shared: { ofNetwork, ofUsername } };
}

/** One read for everything that decides over a password, and over the time of its answer. `deviceOwner`: the customer that the device names. */
export async function readLogin(
  username: string,
  from: From,
): Promise<Found & { login: Login | undefined; slowestHash: number | undefined; deviceOwner: Customer | undefined }> {
  const tries = keysOfTries(username, from);
  const owner = 'device' in from && from.device ? [customerKey(from.device.customerId)] : [];
  const [login, slowestHash, ...items] = await getAll([loginKey(username), slowestHashKey, ...tries, ...owner]);
  return {
    login: login as (Item & Login) | undefined,
    slowestHash: slowestHashFrom(slowestHash),
    deviceOwner: owner.length > 0 ? customerFrom(items.at(-1)) : undefined,
    ...foundIn(from, items.slice(0, tries.length)),
  };
}

/**
 * The customer behind a right password, and the rows as they stand after it was compared. `alone`: no try was being written down meanwhile.
 * `login`: whose username it is and with which hash, no earlier than the customer: a password that was set before the customer was read
 * shows in it.
 */
export async function readCustomerAfterPassword(
  customerId: string,
  username: string,
  from: From,
): Promise<Found & { customer: Customer | undefined; login: Login | undefined; alone: boolean }> {
  const tries = keysOfTries(username, from);
  const keys = [customerKey(customerId), ...tries];
  const atOnce = await getAtOnce([...keys, loginKey(username)]);
  const [customer, ...items] = atOnce ?? (await getAll(keys));
  const login = atOnce ? (atOnce.at(-1) as (Item & Login) | undefined) : await get<Login>(loginKey(username));
  return { customer: customerFrom(customer), login, alone: atOnce !== undefined, ...foundIn(from, items.slice(0, tries.length)) };
}

// ---- what must hold of the budgets ----

const versionIs = (row: Row | undefined) => {
  const { text, values } = stillIs('version', row?.version);
  return [text, values] as const;
};
/** Nobody's try from this device, or in this session, was written since it was read. */
const ownIsAsRead = ({ own }: Budgets): Condition => condition('ownIsAsRead', ...versionIs(own?.tries));
/** Nobody's try from this network was written since it was read. */
const networkIsAsRead = ({ shared }: Budgets): Condition => condition('networkIsAsRead', ...versionIs(shared?.ofNetwork));
/** Nobody's wrong password for this username was written since it was read. */
const usernameIsAsRead = ({ shared }: Budgets): Condition => condition('usernameIsAsRead', ...versionIs(shared?.ofUsername));

/** `ttl`: from then on the row means nothing. */
const written = (row: Row): Change => ({ set: { ...row, ttl: Math.ceil((row.lastFailureAt + FAILURES_FORGOTTEN_AFTER) / 1000) } });

/** Kept with the username's tries, which are there for names that nobody has, too; `customerId`: whose name it is, if anybody's. */
const reached = (username: string, customerId: string | undefined, limit: Limit, row: Row | Tries, now: number) => ({
  ...entryIn(passwordLog(username), 'limit_reached', 'service', now, {
    limits: [limit],
    row: row.failures,
    ...('nextTryAt' in row && { until: row.nextTryAt }),
  }),
  customerId,
  ttl: Math.ceil((now + ENTRY_OF_USERNAME_KEPT_FOR) / 1000),
});

/**
 * Counts one wrong password, on the budgets as they were read. `overtaken`: another try came first, so this one was not
 * counted, and its result must not be told.
 *
 * @param work what was done for the try: how many times the plain work
 * @param customerId whose username it is, if anybody's
 */
export async function countWrongPassword(
  username: string,
  from: From,
  seen: Budgets,
  work: number,
  now: number,
  customerId?: string,
): Promise<{ is: 'counted' } | { is: 'overtaken' } | NotTried> {
  const next = transition(seen, { password: 'wrong', seen, work }, now);
  if (next.is !== 'moved') return next.is === 'unmoved' ? { is: 'overtaken' } : next;
  const steps = stepsOf(username, from, seen, next);
  if (!(await transact(steps)).held) return { is: 'overtaken' };
  // Whether or not there is such a customer: strangers learn nothing from what it costs.
  const note = (limit: Limit, row: Row | Tries) => noteOnceADay(limit, reached(username, customerId, limit, row, now));
  if (next.own) {
    if (waitsBegin(next.own)) await note('session' in from ? 'wrong_passwords_in_session' : 'wrong_passwords_on_device', next.own);
    return { is: 'counted' };
  }
  await Promise.all([
    waitsBegin(next.ofNetwork) && note('wrong_passwords_in_row', next.ofNetwork),
    next.ofUsername && workBegins(next.ofUsername) && note('wrong_passwords_everywhere', next.ofUsername),
  ]);
  return { is: 'counted' };
}

/**
 * A right password takes its place in the budgets, and ends the row of where it came from. `overtaken`: another try came first, and this
 * one's result must not be told.
 *
 * @param alone nobody was writing to the budgets when they were read
 */
export async function takePlace(
  username: string,
  from: From,
  seen: Budgets,
  work: number,
  alone: boolean,
  now: number,
): Promise<{ is: 'taken' } | { is: 'overtaken' } | NotTried> {
  const next = transition(seen, { password: 'right', seen, work, alone }, now);
  if (next.is === 'unmoved') return { is: 'taken' };
  if (next.is !== 'moved') return next;
  // By the same kind of write as a wrong one: in a race neither has the better chance, nor looks another.
  return (await transact(stepsOf(username, from, seen, next))).held ? { is: 'taken' } : { is: 'overtaken' };
}

type Written = { update: Key; change: Change; if: Condition[] };

function stepsOf(username: string, from: From, seen: Budgets, next: Moved): [Written, ...Written[]] {
  if (next.own) return [{ update: ownTriesKey(username, from), change: written(next.own), if: [ownIsAsRead(seen)] }];
  const { ofNetwork, ofUsername } = next;
  if ('session' in from) throw new Error('a session has a budget of its own');
  return [
    { update: networkTriesKey(username, from.network), change: written(ofNetwork), if: [networkIsAsRead(seen)] },
    ...(ofUsername ? [{ update: triesKey(username), change: written(ofUsername), if: [usernameIsAsRead(seen)] }] : []),
  ];
}
