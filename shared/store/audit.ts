/**
 * The audit log: what happened to a customer's security. A change is written in the same transaction as its entry; what changes
 * nothing (a login, a limit that was reached) has a write of its own, before the answer.
 */
import { randomBytes } from 'node:crypto';
import { required, variables } from '../config/environment.ts';
import type { Actor, AuditEvent, FactsOf } from '../log/audit-events.ts';
import type { ClientAuditEvent, ClientFactsOf } from '../log/client-events.ts';
import { log } from '../log/events.ts';
import { type ServedCall, servedCall } from '../log/served-call.ts';
import type { LoggedOut } from '../log/told-events.ts';
import { type Customer, customerPartition } from './customers.ts';
import { transact } from './data.ts';
import { fewerThan, oneMore } from './lately.ts';
import { partitions } from './partitions.ts';
import { type Item, type Key, type Step, type Transacted, tableNamed } from './table.ts';

/** The facts of an event, for those that have any. */
export type Facts<E extends AuditEvent> = E extends keyof FactsOf ? [FactsOf[E]] : [];
type ClientFacts<E extends ClientAuditEvent> = E extends keyof ClientFactsOf ? [ClientFactsOf[E]] : [];

/** An entry as the table has it. `at`: ms since 1970; `customerId`: whose it is, in a log that is not one customer's. */
export type Entry<Event = AuditEvent> = Key & { event: Event; by: Actor; at: number; customerId?: string } & Partial<ServedCall> &
  Partial<UnionOf<FactsOf[keyof FactsOf]>>;
/** Whatever any of them may say. */
type UnionOf<F> = { [Name in F extends F ? keyof F : never]: F extends Record<Name, infer Value> ? Value : never };

/** A table of its own, which functions may add to; none may change or delete anything in it. */
const auditTable = required(variables.auditTable);
const { put, query } = tableNamed(auditTable);
const entryPrefix = 'AUDIT#';

export const customerLog = (customerId: string): string => customerPartition(customerId);
/** Where single logouts stand, of which there may be as many as somebody likes. */
export const logoutLog = (customerId: string): string => `LOGGED_OUT#${customerId}`;

let entries = 0;
/** In the order in which a function wrote them, also within a millisecond; of two functions there is no order then. */
function placeInLog(at: number): string {
  entries = (entries + 1) % 1e6;
  return `${entryPrefix}${new Date(at).toISOString()}#${String(entries).padStart(6, '0')}${randomBytes(6).toString('base64url')}`;
}

/** The entry in the log of this partition, with where the call that is being served came from. `at`: ms since 1970. */
export const entryIn = <E extends AuditEvent>(pk: string, event: E, by: Actor, at: number, ...facts: Facts<E>) => ({
  pk,
  sk: placeInLog(at),
  event,
  by,
  at,
  ...servedCall(),
  ...facts[0],
});

/** The step that writes the entry in the transaction of what it tells. */
export const record = <E extends AuditEvent>(
  customerId: string,
  event: E,
  by: Actor,
  at: number,
  ...facts: Facts<E>
): { in: string; put: Item } => ({
  in: auditTable,
  put: entryIn(customerLog(customerId), event, by, at, ...facts),
});

/** The same of a client, in the log that has its key. */
export const recordOfClient = <E extends ClientAuditEvent>(
  clientId: string,
  event: E,
  by: Actor,
  at: number,
  ...facts: ClientFacts<E>
): { in: string; put: Item } => ({
  in: auditTable,
  put: { pk: `${partitions.client}${clientId}`, sk: placeInLog(at), event, by, at, ...servedCall(), ...facts[0] },
});

/** The same of a logout, which is no entry of the customer's own log: as many as they like, they push nothing out of it. */
export const recordOfLogout = (customerId: string, session: string, at: number): { in: string; put: Item } => ({
  in: auditTable,
  put: {
    pk: logoutLog(customerId),
    sk: placeInLog(at),
    event: 'logged_out' satisfies LoggedOut,
    by: { customer: customerId },
    at,
    customerId,
    session,
    ...servedCall(),
  },
});

/** An entry by itself, of what may not happen without it. @throws when it cannot be written */
export async function enter<E extends AuditEvent>(customerId: string, event: E, by: Actor, at: number, ...facts: Facts<E>): Promise<void> {
  // Written again after a lost answer, it is the same entry.
  await put(record(customerId, event, by, at, ...facts).put);
}

/** An entry by itself, of what has happened already: nothing is undone because it cannot be written, and an alarm watches for it. */
export async function note<E extends AuditEvent>(customerId: string, event: E, by: Actor, at: number, ...facts: Facts<E>): Promise<void> {
  try {
    await enter(customerId, event, by, at, ...facts);
  } catch (error) {
    missed(event, error);
  }
}

type WholeEntry = Item & { event: AuditEvent; at: number };

const onceADay = (kind: string, entry: WholeEntry): Step[] => [
  oneMore({ pk: entry.pk, sk: `NOTED#${kind}` }, 1, [fewerThan(1, entry.at)], entry.at),
  { in: auditTable, put: entry },
];

/**
 * As `note`, of what somebody can reach or have refused as often as they like: once in 24 hours of each `kind`, or whoever has the
 * password could drown the rest of the log in it.
 */
export async function noteOnceADay(kind: string, entry: WholeEntry): Promise<void> {
  try {
    await transact(onceADay(kind, entry));
  } catch (error) {
    missed(entry.event, error);
  }
}

/**
 * As `record`, of what somebody can do as often as they like: `steps` in one transaction with the entry; and without it where one of
 * this `kind` was written in the last 24 hours.
 */
export async function transactAndNote(steps: readonly Step[], kind: string, entry: WholeEntry): Promise<Transacted> {
  const done = await transact([...steps, ...onceADay(kind, entry)]);
  return !done.held && done.refusedBy === steps.length ? transact(steps) : done;
}

function missed(of: AuditEvent, error: unknown): void {
  log({ event: 'entry_not_kept', of, error: error instanceof Error ? error.name : 'unknown' });
}

/** The newest entries of these logs together, newest first. `after`: only such as are older than this place. */
export async function newestOf(logs: readonly string[], most: number, after?: string): Promise<Entry[]> {
  const found = await Promise.all(logs.map((pk) => query(pk, entryPrefix, most, { backwards: true, after })));
  const newest = found.flatMap(({ items }) => items).sort((one, other) => (one.sk < other.sk ? 1 : -1));
  return newest.slice(0, most) as unknown as Entry[];
}

/** Is it a place in a log, as `sk` of an entry names one? */
export const isPlaceInLog = (place: string): boolean => place.startsWith(entryPrefix);

/**
 * Is it of this customer, and of nobody who had the id or the username before? A log outlives its customer, and names move on. What was
 * tried by a username that nobody had is nobody's.
 */
export const isOf =
  ({ customerId, createdAt }: Pick<Customer, 'customerId' | 'createdAt'>) =>
  ({ pk, at, customerId: of }: Pick<Entry, 'pk' | 'at' | 'customerId'>): boolean =>
    at >= createdAt && (pk === customerLog(customerId) || of === customerId);
