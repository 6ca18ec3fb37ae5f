/** Ending every session of a customer at once: the epoch moves, and nothing older counts. */
import { record } from './audit.ts';
import { type Customer, customerKey } from './customers.ts';
import { exists } from './expressions.ts';
import { transact } from './table.ts';

/** After it no stay-logged-in session, challenge or access token of the customer counts any more, the caller's own included. */
export async function endEverySession(customer: Pick<Customer, 'customerId'>, now: number): Promise<void> {
  const { customerId } = customer;
  const ended = () =>
    transact([
      { update: customerKey(customerId), change: { increment: ['epoch'], set: { epochMadeBy: undefined } }, if: [exists] },
      record(customerId, 'sessions_ended', { customer: customerId }, now),
    ]);
  // Another transaction on the customer may be in the way for a moment; a customer who is gone has no sessions.
  for (let tries = 0; tries < 3; tries++) {
    const done = await ended();
    if (done.held || done.refusedBy === 0) return;
  }
  throw new Error('the epoch could not be moved');
}
