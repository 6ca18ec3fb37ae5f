/** Ending sessions of a customer at once: the epoch moves, and nothing older counts. */
import { nextEpoch } from '../flow/session.ts';
import { record } from './audit.ts';
import { type Customer, customerStep, epochIs } from './customers.ts';
import { type Step, transact } from './table.ts';

/** After it no stay-logged-in session, challenge or access token of the customer counts any more, the caller's own included. */
export async function endEverySession(customer: Customer, now: number): Promise<boolean> {
  return moveEpoch(customer, undefined, [], now);
}

/** As `endEverySession`, but for the session with this token id, and for what `keep` carries over into the new epoch. */
export async function endOtherSessions(customer: Customer, jti: string, keep: (epoch: number) => Step[], now: number): Promise<boolean> {
  return moveEpoch(customer, jti, keep(customer.epoch + 1), now);
}

/** `false`: somebody else moved the epoch since the customer was read, so older sessions are dead as it is. */
async function moveEpoch(customer: Customer, epochMadeBy: string | undefined, also: Step[], now: number): Promise<boolean> {
  const { customerId } = customer;
  // Another transaction on the customer may be in the way for a moment.
  for (let tries = 0; tries < 3; tries++) {
    const done = await transact([
      customerStep(customerId, { set: nextEpoch(customer, epochMadeBy) }, [epochIs(customer.epoch)]),
      record(customerId, 'sessions_ended', { customer: customerId }, now),
      ...also,
    ]);
    if (done.held) return true;
    if (done.refusedBy >= 0) return false;
  }
  throw new Error('the epoch could not be moved');
}
