/**
 * Support requests: the items of those who have neither e-mail nor phone left. A request is moved by `flow/support-request.ts` on the
 * state that was read, and written while that is its version; what the customer's item has to say is asked of it in the same transaction.
 */

import { SUPPORT_REQUESTS_PER_ACCOUNT } from '../flow/budgets.ts';
import { fewerAgainAt } from '../flow/lately.ts';
import { nextEpoch } from '../flow/session.ts';
import {
  type FactorSeen,
  filed,
  type RefusalOf,
  type SupportEvent,
  type SupportMove,
  type SupportRequest,
  type Typed,
  transition,
} from '../flow/support-request.ts';
import type { Actor, AuditEvent } from '../log/audit-events.ts';
import { customerLog, entryIn, noteOnceADay, record } from './audit.ts';
import { type Customer, customerKey, customerPartition, customerStep, epochIs, factorIs } from './customers.ts';
import { get, getAll, transact } from './data.ts';
import { type Condition, condition } from './expressions.ts';
import { noFactor } from './factor.ts';
import { fewerThan, latelyFrom, oneMore } from './lately.ts';
import { usernameId } from './logins.ts';
import { partitions } from './partitions.ts';
import type { Item, Key, Step } from './table.ts';

/** As the table has it: every write raises the version. */
export type StoredRequest = SupportRequest & { version: number };

export const requestKey = (requestId: string): Key => ({ pk: `${partitions.supportRequest}${requestId}`, sk: 'REQUEST' });

/** Where a request is listed: under the customer it is about, and under what was typed. */
export const accountOf = (of: { customerId: string } | { typed: string }): string =>
  'customerId' in of ? customerPartition(of.customerId) : `${partitions.asked}${usernameId(of.typed)}`;
/** The sort keys of an account's requests, oldest first. */
export const listed = 'SUPPORT#';
export const listedAt = (createdAt: number, requestId: string): string => `${listed}${new Date(createdAt).toISOString()}#${requestId}`;

export const limitKey = (account: string): Key => ({ pk: account, sk: 'ASKED' });

const isThere = (item: Item | undefined) => item as unknown as StoredRequest | undefined;

export const readSupportRequest = async (requestId: string): Promise<StoredRequest | undefined> =>
  isThere(await get(requestKey(requestId)));

export async function readSupportRequests(requestIds: readonly string[]): Promise<StoredRequest[]> {
  const items = await getAll(requestIds.map(requestKey));
  return items.map(isThere).filter((request) => request !== undefined);
}

// ---- what must hold ----

/** The request is the one that was read. */
const versionIs = (version: number): Condition => condition('versionIs', 'version = :version', { ':version': version });
/** The customer is the one who was read, or had the factor, and not the next one with the same id. */
const createdIs = (at: number): Condition => condition('createdIs', 'createdAt = :createdIs', { ':createdIs': at });
const noneIsRight = '(completedRounds = :completed AND NOT contains(round.guesses, round.digest))';
const lastIsRight = '(completedRounds = :oneLess AND contains(round.guesses, round.digest))';
/** So many right codes have come, and no more: those of settled rounds, and the one of the present round. */
const completedIs = (rounds: number): Condition =>
  condition('completedIs', `(${noneIsRight} OR ${lastIsRight})`, { ':completed': rounds, ':oneLess': rounds - 1 });

/** The factor that was approved is there, unchanged and unproved. */
const factorStands = ({ createdAt, epoch, factor, completedRounds }: FactorSeen): Condition[] => [
  createdIs(createdAt),
  epochIs(epoch),
  factorIs(factor),
  completedIs(completedRounds),
];

/** The factor that was approved is there no more, or another one, or has been proved. */
const factorIsAnother = (seen: FactorSeen): Condition => {
  const stands = factorStands(seen);
  const values = Object.assign({}, ...stands.map((each) => each.values)) as Record<string, unknown>;
  return condition('factorIsAnother', `NOT (${stands.map(({ text }) => text).join(' AND ')})`, values);
};

// ---- filing ----

/** `too_many`: of what was typed, free again at `until` (ms). `account_full`: of the account, under whatever name. */
type Filed = { is: 'filed'; request: SupportRequest } | { is: 'too_many'; until: number } | { is: 'account_full' };

/**
 * Puts the request into the queue: with its place in the lists, the limits and the audit entry in one transaction.
 *
 * @param about the customer whom it is about, as they were read. Of one who is deleted meanwhile nothing is left behind: it is filed
 * as about nobody.
 */
export async function fileSupportRequest(
  typed: Typed,
  about: Pick<Customer, 'customerId' | 'createdAt'> | undefined,
  now: number,
): Promise<Filed> {
  const customerId = about?.customerId;
  const request = filed({ ...typed, customerId }, now);
  const { requestId } = request;
  const accounts = [accountOf({ typed: request.username }), ...(customerId ? [accountOf({ customerId })] : [])];
  const limits = [fewerThan(SUPPORT_REQUESTS_PER_ACCOUNT, now)];
  const steps: Step[] = [
    ...accounts.map((account) => oneMore(limitKey(account), SUPPORT_REQUESTS_PER_ACCOUNT, limits, now)),
    ...(about ? [{ check: customerKey(about.customerId), if: [createdIs(about.createdAt)] }] : []),
    { put: { ...requestKey(requestId), ...request, version: 1 } },
    ...accounts.map((account) => ({ put: { pk: account, sk: listedAt(now, requestId), requestId } })),
    ...(customerId ? [record(customerId, 'support_requested', 'service', now, { supportRequest: requestId })] : []),
  ];
  const [TYPED, ACCOUNT, CUSTOMER] = [0, 1, 2];
  for (let tries = 0; tries < 5; tries++) {
    const done = await transact(steps);
    if (done.held) return { is: 'filed', request };
    if (done.refusedBy === TYPED) return { is: 'too_many', until: fewerAgainAt(SUPPORT_REQUESTS_PER_ACCOUNT, latelyFrom(done.item)) };
    if (done.refusedBy === ACCOUNT && customerId) return accountFull(request.username, customerId, now);
    if (done.refusedBy === CUSTOMER) return fileSupportRequest(typed, undefined, now);
  }
  throw new Error('the request could not be filed: others kept asking about the same account');
}

/** What was typed counts all the same: else it would tell that it is another name of the account. */
async function accountFull(typed: string, customerId: string, now: number): Promise<Filed> {
  const limits = [fewerThan(SUPPORT_REQUESTS_PER_ACCOUNT, now)];
  const one = oneMore(limitKey(accountOf({ typed })), SUPPORT_REQUESTS_PER_ACCOUNT, limits, now);
  for (let tries = 0; tries < 5; tries++) {
    // Alone in a transaction: repeated after a lost answer it counts once.
    const counted = await transact([one]);
    if (!counted.held && counted.refusedBy < 0) continue;
    if (!counted.held) return { is: 'too_many', until: fewerAgainAt(SUPPORT_REQUESTS_PER_ACCOUNT, latelyFrom(counted.item)) };
    await noteOnceADay('support_refused', entryIn(customerLog(customerId), 'support_refused', 'service', now));
    return { is: 'account_full' };
  }
  throw new Error('the request could not be counted: others kept asking about the same account');
}

// ---- moving ----

/** An event, as callers know it: what the customer is by now, the table says. */
export type AskedMove = Exclude<SupportEvent, { is: 'attach' | 'execute' | 'supersede' }> | WithoutSeen<'attach' | 'execute' | 'supersede'>;
type WithoutSeen<E extends SupportEvent['is']> = E extends unknown ? Omit<Extract<SupportEvent, { is: E }>, 'seen'> : never;
type Name = AskedMove['is'];

export type Moved<Why = RefusalOf[Name]> =
  | { is: 'moved'; request: StoredRequest }
  | { is: 'refused'; why: Why; request: StoredRequest }
  | { is: 'not_found' };

/**
 * Moves the request by an event. Whoever loses a race meets the request as the winner left it, and asks the rules again. Where the
 * customer's factor has to be the one that was approved, the table compares it, and `superseded` says that it is not.
 */
export async function moveSupportRequest<E extends Name>(
  requestId: string,
  event: Extract<AskedMove, { is: E }>,
  now: number,
): Promise<Moved<RefusalOf[E]>> {
  for (let tries = 0; tries < 8; tries++) {
    const request = await readSupportRequest(requestId);
    if (!request) return { is: 'not_found' };
    const moved = await moveFrom(request, event, now);
    // What the rules refuse an event with, they say of that event.
    if (moved) return moved as Moved<RefusalOf[E]>;
  }
  throw new Error('the support request could not be moved: others kept moving it');
}

/** As `moveSupportRequest`, from the request as it was read. `undefined`: it was moved meanwhile. */
export async function moveFrom(request: StoredRequest, event: AskedMove, now: number): Promise<Moved | undefined> {
  const move: SupportMove = transition(request, supposing(event, request), now);
  if ('refused' in move) return { is: 'refused', why: move.refused, request };
  const next: StoredRequest = { ...move.next, version: request.version + 1 };
  const done = await transact([
    { put: { ...requestKey(request.requestId), ...next }, if: [versionIs(request.version)] },
    ...besides(request, event),
    ...story(next, event, now),
  ]);
  if (done.held) return { is: 'moved', request: next };
  if (done.refusedBy !== 1) return undefined;
  return { is: 'refused', why: whyOfCustomer[event.is as keyof typeof whyOfCustomer], request };
}

/** What it means that the customer is not as an event needs them. */
const whyOfCustomer = { attach: 'not_found', execute: 'superseded', supersede: 'not_yet' } as const satisfies Partial<Record<Name, string>>;

/** The rules are asked as if the customer were as they have to be; whether they are, `besides` asks the table. */
function supposing(event: AskedMove, { goodFor }: StoredRequest): SupportEvent {
  if (event.is === 'attach') return { ...event, seen: event };
  if (event.is === 'execute') return { ...event, seen: goodFor };
  if (event.is === 'supersede') return { ...event, seen: undefined };
  return event;
}

/** What moves with the request. */
function besides({ requestId, createdAt, customerId, goodFor }: StoredRequest, event: AskedMove): Step[] {
  switch (event.is) {
    case 'attach':
      return [
        { check: customerKey(event.customerId), if: [createdIs(event.createdAt)] },
        { put: { pk: accountOf(event), sk: listedAt(createdAt, requestId), requestId } },
      ];
    case 'execute': {
      if (!customerId || !goodFor) return [];
      const change = { set: { ...noFactor, ...nextEpoch(goodFor, undefined) } };
      return [customerStep(customerId, change, factorStands(goodFor))];
    }
    case 'supersede':
      return customerId && goodFor ? [{ check: customerKey(customerId), if: [factorIsAnother(goodFor)] }] : [];
    default:
      return [];
  }
}

/** The steps by which a request about this customer goes without a trace: itself, its places in the lists, and what was counted of its name. */
export function requestGone({ requestId, createdAt, username }: StoredRequest, customerId: string): Step[] {
  const typed = accountOf({ typed: username });
  const places = [typed, accountOf({ customerId })].map((pk) => ({ remove: { pk, sk: listedAt(createdAt, requestId) } }));
  return [{ remove: requestKey(requestId) }, ...places, { remove: limitKey(typed) }];
}

/** The entry in the customer's audit log; a request about no account has no log to be in. */
function story(request: SupportRequest, event: AskedMove, at: number): Step[] {
  const { customerId, requestId, requestStatus } = request;
  // Of who asks again the log says it once a day (`support_refused`), the request each time.
  if (!customerId || event.is === 'ask again') return [];
  const entry = requestStatus === 'open' && event.is === 'approve' ? 'support_first_approved' : entries[event.is];
  const reason = 'reason' in event ? { reason: event.reason } : {};
  return [record(customerId, entry, actorOf(event, customerId), at, { supportRequest: requestId, ...reason })];
}

const entries = {
  attach: 'support_attached',
  note: 'support_noted',
  approve: 'support_approved',
  announce: 'support_announced',
  reopen: 'support_reopened',
  reject: 'support_rejected',
  cancel: 'support_cancelled',
  execute: 'support_executed',
  supersede: 'support_superseded',
} as const satisfies Record<Exclude<SupportEvent['is'], 'ask again'>, AuditEvent>;

function actorOf(event: AskedMove, customer: string): Actor {
  if ('by' in event) return { admin: event.by };
  return event.is === 'cancel' ? { customer } : 'service';
}
