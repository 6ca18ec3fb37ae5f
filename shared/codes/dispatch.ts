/**
 * One dispatch of a code: reserved by a conditional write, taken from the budgets that its place has, then handed to the provider. Of
 * any number of parallel ones a single one gets so far; the others learn when the next is due.
 */

import type { Reached } from '../flow/limits-reached.ts';
import type { Opening, Purpose } from '../flow/round.ts';
import { freeAt } from '../flow/sliding-budget.ts';
import { currentKey } from '../keyring/secret-keys.ts';
import type { Limit } from '../log/audit-events.ts';
import { log } from '../log/events.ts';
import type { Delivery } from '../send/message.ts';
import { note } from '../store/audit.ts';
import { newRoundId } from '../store/rounds.ts';
import { type Budget, giveBackTo, readBudgets, takeFrom } from '../store/sliding-budget.ts';
import { codeDigest, makeCode } from './code.ts';

/** The round of a code, open: it is the caller's to send. */
type Opened<T> = {
  is: 'opened';
  item: T;
  /** The earliest next dispatch (ms), should this one stand. */
  dueAt: number;
  /** The round before it stands again. `false`: somebody has moved on. */
  undo: () => Promise<boolean>;
};

/** Where a code goes. A place has rounds of its own, and its own reasons not to open one. */
export type CodePlace<T, Refused> = {
  customerId: string;
  purpose: Purpose;
  open: (opening: Opening) => Promise<Opened<T> | Refused>;
  send: (item: T, code: string) => Promise<Delivery>;
  /** The limit of its own that this dispatch has reached; `item`: as it left them. */
  limitAfter?: (item: T) => Reached<Limit> | undefined;
};

/** A place whose messages are taken from budgets, by the one dispatch that sends; what the provider refuses is given back. */
export type MeteredPlace<T, Refused> = CodePlace<T, Refused> & { budgets: readonly Budget[] };

type Dispatched<T> =
  | { is: 'sent'; item: T }
  /** The provider did not take it, or did not say. `retryAt`: ms since 1970. */
  | { is: 'failed'; retryAt: number };

/** One of the budgets has none left before `freeAt` (ms since 1970); nothing was sent, and nothing taken. */
type UsedUp = { is: 'used_up'; freeAt: number };

type Outcome<T, Refused> = Dispatched<T> | Exclude<Refused, { is: 'opened' }>;

export function dispatch<T, Refused extends { is: string }>(
  place: MeteredPlace<T, Refused>,
  now: number,
): Promise<Outcome<T, Refused> | UsedUp>;
export function dispatch<T, Refused extends { is: string }>(place: CodePlace<T, Refused>, now: number): Promise<Outcome<T, Refused>>;
export async function dispatch<T, Refused extends { is: string }>(
  place: CodePlace<T, Refused> & Partial<MeteredPlace<T, Refused>>,
  now: number,
): Promise<Outcome<T, Refused> | UsedUp> {
  const { version, key } = await currentKey('codes', now);
  const { purpose, customerId, budgets = [] } = place;
  const code = makeCode();
  const digest = codeDigest(key, purpose, customerId, code);
  const taking = { id: newRoundId(), at: now };
  const opened = await place.open({ id: taking.id, digest, keyVersion: version, purpose });
  if (!isOpened<T>(opened)) return opened as Exclude<Refused, { is: 'opened' }>;
  const undo = () => opened.undo().catch(() => false);

  const taken = await takeFrom(budgets, taking).catch(async (error: unknown) => {
    // Nothing was sent. What may have been taken, its answer lost, stays taken.
    await undo();
    throw error;
  });
  if (!taken.held) return { is: 'used_up', freeAt: (await undo()) ? taken.freeAt : Math.max(taken.freeAt, opened.dueAt) };

  // Whoever dies from here on has sent, as far as anybody knows: it counts.
  const delivery = await place.send(opened.item, code);
  if (delivery.outcome === 'accepted') {
    await noteLimits(place, opened.item, now);
    return { is: 'sent', item: opened.item };
  }

  log({ event: 'delivery_failed', outcome: delivery.outcome, reason: delivery.reason });
  // Perhaps it went out after all: then it counts, and the interval with it.
  if (delivery.outcome === 'unknown') return { is: 'failed', retryAt: opened.dueAt };
  // Before the round, so that whoever sends next finds both.
  await giveBackTo(budgets, taking).catch(() => false);
  return { is: 'failed', retryAt: (await undo()) ? now : opened.dueAt };
}

/** What was reached is in the audit log. Of several takers of the last one each may find its budget used up, and then says so. */
async function noteLimits<T>(place: CodePlace<T, unknown> & { budgets?: readonly Budget[] }, item: T, now: number): Promise<void> {
  const { customerId, limitAfter, budgets = [] } = place;
  const own = limitAfter?.(item);
  const full = await usedUp(budgets, now).catch(() => []);
  for (const reached of [...(own ? [own] : []), ...full]) await note(customerId, 'limit_reached', 'service', now, reached);
}

async function usedUp(budgets: readonly Budget[], now: number): Promise<Reached<Limit>[]> {
  const ofPeople = budgets.flatMap((budget) => (budget.limit === undefined ? [] : [{ budget, limit: budget.limit }]));
  if (ofPeople.length === 0) return [];
  const accounts = await readBudgets(ofPeople.map(({ budget }) => budget));
  return accounts.flatMap((account, nth) => {
    const until = freeAt([account], now);
    const limit = ofPeople[nth]?.limit;
    return until > now && limit !== undefined ? [{ limits: [limit], until }] : [];
  });
}

const isOpened = <T>(answer: { is: string }): answer is Opened<T> => answer.is === 'opened';
