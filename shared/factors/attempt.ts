/**
 * One attempt at what the table cannot compare: reserved first, compared then, and used up if it was right. What could not be
 * compared was no attempt and is given back.
 */

import type { Customer } from '../store/customers.ts';
import type { Change, Condition } from '../store/expressions.ts';
import { giveBack, takeAttempt, useUp } from '../store/rounds.ts';
import type { Proved, Prover } from './factor.ts';
import { refused, wrong } from './refusal.ts';

/** What a right code writes with its attempt, and what must hold for it. */
export type Right = { change: Pick<Change, 'set' | 'take'>; conditions: readonly Condition[] };

/** @param compare `undefined`: the code is wrong. @throws what `compare` throws */
export async function attempt(of: Prover, compare: (customer: Customer) => Promise<Right | undefined>, now: number): Promise<Proved> {
  const reserved = await takeAttempt(of, now, of.seen);
  if (reserved.is === 'refused') return refused(of, reserved.customer, true, now);
  const { attempt: taken } = reserved;
  let right: Right | undefined;
  try {
    right = await compare(taken.customer);
  } catch (error) {
    await giveBack(taken, now).catch(() => undefined);
    throw error;
  }
  if (!right) return wrong(taken.customer, now);
  // A replayed step, or a recovery code used a moment ago, answers exactly as a wrong one.
  const used = await useUp(taken, right.change, right.conditions);
  return used.held ? { is: 'right', customer: used.item } : wrong(used.item ?? taken.customer, now);
}
