/**
 * One dispatch of a code: reserved by a conditional write, then handed to the provider. Of any number of parallel ones a
 * single one gets so far; the others learn when the next is due.
 */
import { randomUUID } from 'node:crypto';
import type { Opening, Purpose, Round } from '../flow/code-round.ts';
import { currentKey } from '../keyring/secret-keys.ts';
import { log } from '../log/events.ts';
import type { Delivery } from '../send/message.ts';
import type { Written } from '../store/table.ts';
import { codeDigest, makeCode } from './code.ts';

export type Dispatched<T> =
  | { is: 'sent'; item: T }
  /** The interval, the wait after a lock or a budget forbids it; the item is as it stands. */
  | { is: 'not_due'; item: T }
  /** The provider did not take it, or did not say. `retryAt`: ms since 1970. */
  | { is: 'failed'; retryAt: number }
  /** What the code is for was changed meanwhile. */
  | { is: 'ended' };

/** Where a code goes, and how the store opens and undoes the round it begins. */
export type Letterbox<T extends Round> = {
  customerId: string;
  purpose: Purpose;
  dueAt: (item: T) => number;
  open: (before: T, opening: Opening) => Promise<Written<T>>;
  undo: (opened: T, before: T) => Promise<Written<T>>;
  /** Has the item that refused a reservation become another matter than the one that was read? */
  isOver: (item: T | undefined) => boolean;
  send: (item: T, code: string) => Promise<Delivery>;
};

export async function dispatch<T extends Round>(seen: T, box: Letterbox<T>, now: number): Promise<Dispatched<T>> {
  const { version, key } = await currentKey('codes', now);
  const code = makeCode();
  const digest = codeDigest(key, box.purpose, box.customerId, code);
  const opening: Opening = { id: randomUUID(), digest, key: version, purpose: box.purpose };

  let before = seen;
  let opened: T | undefined;
  while (!opened) {
    if (box.dueAt(before) > now) return { is: 'not_due', item: before };
    const written = await box.open(before, opening);
    if (written.held) opened = written.item;
    else if (!written.item || box.isOver(written.item)) return { is: 'ended' };
    else before = written.item;
  }

  const delivery = await box.send(opened, code);
  if (delivery.outcome === 'accepted') return { is: 'sent', item: opened };

  log({ event: 'delivery_failed', outcome: delivery.outcome, reason: delivery.reason });
  // Perhaps it went out after all: then it counts, and the interval with it.
  if (delivery.outcome === 'unknown') return { is: 'failed', retryAt: box.dueAt(opened) };
  const undone = await box.undo(opened, before).catch(() => ({ held: false }));
  return { is: 'failed', retryAt: undone.held ? now : box.dueAt(opened) };
}
