/**
 * One dispatch of a code: reserved by a conditional write, then handed to the provider. Of any number of parallel ones a
 * single one gets so far; the others learn when the next is due.
 */

import type { Opening, Purpose } from '../flow/round.ts';
import { currentKey } from '../keyring/secret-keys.ts';
import { log } from '../log/events.ts';
import type { Delivery } from '../send/message.ts';
import { newRoundId } from '../store/rounds.ts';
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

export type Dispatched<T> =
  | { is: 'sent'; item: T }
  /** The provider did not take it, or did not say. `retryAt`: ms since 1970. */
  | { is: 'failed'; retryAt: number };

export async function dispatch<T, Refused extends { is: string }>(
  place: CodePlace<T, Refused>,
  now: number,
): Promise<Dispatched<T> | Exclude<Refused, { is: 'opened' }>> {
  const { version, key } = await currentKey('codes', now);
  const { purpose, customerId } = place;
  const code = makeCode();
  const digest = codeDigest(key, purpose, customerId, code);
  const opened = await place.open({ id: newRoundId(), digest, keyVersion: version, purpose });
  if (!isOpened<T>(opened)) return opened as Exclude<Refused, { is: 'opened' }>;

  const delivery = await place.send(opened.item, code);
  if (delivery.outcome === 'accepted') return { is: 'sent', item: opened.item };

  log({ event: 'delivery_failed', outcome: delivery.outcome, reason: delivery.reason });
  // Perhaps it went out after all: then it counts, and the interval with it.
  if (delivery.outcome === 'unknown') return { is: 'failed', retryAt: opened.dueAt };
  const undone = await opened.undo().catch(() => false);
  return { is: 'failed', retryAt: undone ? now : opened.dueAt };
}

const isOpened = <T>(answer: { is: string }): answer is Opened<T> => answer.is === 'opened';
