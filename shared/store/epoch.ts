/** Ending sessions of a customer at once: the epoch moves, and nothing older counts. */
import { nextEpoch, type SessionClaims } from '../flow/session.ts';
import type { Actor } from '../log/audit-events.ts';
import { customerLog, entryIn, record, transactAndNote } from './audit.ts';
import { type Customer, customerStep, epochIs, readCustomer } from './customers.ts';
import { transact } from './data.ts';
import type { Step, Transacted } from './table.ts';

/** After it no stay-logged-in session, challenge or access token of the customer counts any more, the caller's own included. */
export async function endEverySession(customer: Customer, now: number, by: Actor = { customer: customer.customerId }): Promise<boolean> {
  const ended = record(customer.customerId, 'sessions_ended', by, now);
  return moveEpoch(customer, undefined, (steps) => transact([...steps, ended]));
}

/**
 * The same, by an administrator. Whoever else moved the epoch meanwhile may have kept a session of their own, as who switches the factor
 * on does: that one ends too.
 */
export async function endSessionsOf(customerId: string, admin: string, now: number): Promise<'ended' | 'not_found'> {
  for (let tries = 0; tries < 5; tries++) {
    const customer = await readCustomer(customerId);
    if (!customer) return 'not_found';
    if (await endEverySession(customer, now, { admin })) return 'ended';
  }
  throw new Error('the sessions could not be ended: others kept moving the epoch');
}

/**
 * As `endEverySession`, but for the session `by`, and for what `keep` carries over into the new epoch. Unlike that it can be
 * repeated without another login: of each session it is written down once in 24 hours.
 */
export async function endOtherSessions(
  customer: Customer,
  by: Pick<SessionClaims, 'jti' | 'sid'>,
  keep: (epoch: number) => Step[],
  now: number,
): Promise<boolean> {
  const { customerId, epoch } = customer;
  const ended = entryIn(customerLog(customerId), 'sessions_ended', { customer: customerId }, now);
  // A refresh gives a session another token, and no other name.
  const kind = `sessions_ended ${by.sid ?? by.jti}`;
  return moveEpoch(customer, by.jti, (steps) => transactAndNote([...steps, ...keep(epoch + 1)], kind, ended));
}

/** `false`: somebody else moved the epoch since the customer was read, so older sessions are dead as it is. */
async function moveEpoch(customer: Customer, madeBy: string | undefined, write: (steps: Step[]) => Promise<Transacted>): Promise<boolean> {
  // Another transaction on the customer may be in the way for a moment.
  for (let tries = 0; tries < 3; tries++) {
    const done = await write([customerStep(customer.customerId, { set: nextEpoch(customer, madeBy) }, [epochIs(customer.epoch)])]);
    if (done.held) return true;
    if (done.refusedBy >= 0) return false;
  }
  throw new Error('the epoch could not be moved');
}
