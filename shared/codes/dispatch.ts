/**
 * One dispatch of a code: reserved by a conditional write, taken from the budgets that its place has, then handed to the provider. Of
 * any number of parallel ones a single one gets so far; the others learn when the next is due.
 */

import type { Opening, Purpose } from '../flow/round.ts';
import { currentKey } from '../keyring/secret-keys.ts';
import { log } from '../log/events.ts';
import type { Delivery } from '../send/message.ts';
import { newRoundId } from '../store/rounds.ts';
import { type Budget, giveBackTo, takeFrom } from '../store/sliding-budget.ts';
import { codeDigest, makeCode } from './code.ts';

/** The round of a code, open: it is the caller's to send. */
export type Opened<T> = {
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
};

/** A place whose messages are taken from budgets, by the one dispatch that sends; what the provider refuses is given back. */
export type MeteredPlace<T, Refused> = CodePlace<T, Refused> & { budgets: readonly Budget[] };

export type Dispatched<T> =
  | { is: 'sent'; item: T }
  /** The provider did not take it, or did not say. `retryAt`: ms since 1970. */
  | { is: 'failed'; retryAt: number };

/** One of the budgets has none left before `freeAt` (ms since 1970); nothing was sent, and nothing taken. */
export type UsedUp = { is: 'used_up'; freeAt: number };

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
  if (delivery.outcome === 'accepted') return { is: 'sent', item: opened.item };

  log({ event: 'delivery_failed', outcome: delivery.outcome, reason: delivery.reason });
  // Perhaps it went out after all: then it counts, and the interval with it.
  if (delivery.outcome === 'unknown') return { is: 'failed', retryAt: opened.dueAt };
  // Before the round, so that whoever sends next finds both.
  await giveBackTo(budgets, taking).catch(() => false);
  return { is: 'failed', retryAt: (await undo()) ? now : opened.dueAt };
}

const isOpened = <T>(answer: { is: string }): answer is Opened<T> => answer.is === 'opened';
