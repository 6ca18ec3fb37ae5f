/** Customers as administrators put them in, change them and take them out. */

import { addressMoved } from './accounts.ts';
import { record } from './audit.ts';
import type { Customer } from './customers.ts';
import { customerFrom, customerIsAsRead, customerKey, customerStep, newCustomer, readCustomer } from './customers.ts';
import { type Condition, condition, either, exists, isNew, stillIs } from './expressions.ts';
import { type Login, loginKey, usernameId } from './logins.ts';
import { get, type Step, transact } from './table.ts';

/** What an administrator decides about a customer; times and the second factor are not among it. */
export type CustomerFacts = Pick<Customer, 'username' | 'email' | 'emailVerified' | 'phoneVerified'> & {
  phone: string | undefined;
  locale: Customer['locale'];
  /** PHC string; `undefined` leaves the password as it is. */
  passwordHash: string | undefined;
};

export type CustomerPut = { is: 'put'; before: Customer | undefined } | { is: 'username_taken' } | { is: 'contended' };

const belongsTo = (customerId: string): Condition => condition('belongsTo', 'customerId = :owner', { ':owner': customerId });

export const readLoginOf = (customer: Customer): Promise<Login | undefined> => get<Login>(loginKey(customer.username));

/**
 * Creates the customer, or changes their facts: customer, username and audit entry in one transaction. A new password
 * or address ends every session and pending login, as whoever knew the old one may hold some.
 */
export async function putCustomer(
  customerId: string,
  factsFor: (before: Customer | undefined) => CustomerFacts,
  admin: string,
  now: number,
): Promise<CustomerPut> {
  for (let tries = 0; tries < 5; tries++) {
    const before = await readCustomer(customerId);
    const { passwordHash, ...facts } = factsFor(before);
    const moved = before !== undefined && usernameId(before.username) !== usernameId(facts.username);
    const kept = before && passwordHash === undefined && moved ? (await readLoginOf(before))?.passwordHash : passwordHash;
    const steps: Step[] = [
      before ? changed(before, facts, passwordHash !== undefined, now) : created(customerId, facts, now),
      {
        update: loginKey(facts.username),
        change: { set: { customerId, ...(kept && { passwordHash: kept }) } },
        if: [either(isNew, belongsTo(customerId))],
      },
      record(customerId, before ? 'customer_changed' : 'customer_created', { admin }, now),
      ...(moved ? [{ remove: loginKey(before.username), if: [belongsTo(customerId)] }] : []),
      ...addressMoved(customerId, before?.email, facts.email),
    ];
    const done = await transact(steps);
    if (done.held) return { is: 'put', before };
    if (done.refusedBy === 1) return { is: 'username_taken' };
  }
  return { is: 'contended' };
}

type Facts = Omit<CustomerFacts, 'passwordHash'>;

function created(customerId: string, facts: Facts, now: number): Step {
  return { put: { ...customerKey(customerId), customerId, ...newCustomer(now), ...facts, createdAt: now }, if: [isNew] };
}

function changed(before: Customer, facts: Facts, endSessions: boolean, now: number): Step {
  const moves = facts.email !== before.email;
  const change = {
    ...facts,
    // A code on its way to the older address must open nothing either, not even a later login.
    ...(moves && { emailChangedAt: now, ...(before.round && { 'round.expiresAt': now }) }),
    ...(facts.phone !== before.phone && { phoneChangedAt: now }),
    ...((endSessions || moves) && { epoch: before.epoch + 1, epochMadeBy: undefined }),
  };
  return customerStep(before.customerId, { set: change }, [customerIsAsRead(before)]);
}

/** Removes the customer and the username. Sessions and challenges end with them; the audit log stays. */
export async function deleteCustomer(customerId: string, admin: string, now: number): Promise<'deleted' | 'not_found'> {
  for (let tries = 0; tries < 5; tries++) {
    const customer = await readCustomer(customerId);
    if (!customer) return 'not_found';
    const done = await transact([
      { remove: customerKey(customerId), if: [exists, stillIs('username', customer.username)] },
      { remove: loginKey(customer.username), if: [either(isNew, belongsTo(customerId))] },
      record(customerId, 'customer_deleted', { admin }, now),
      ...addressMoved(customerId, customer.email, undefined),
    ]);
    if (done.held) return 'deleted';
    if (done.refusedBy === 0 && !customerFrom(done.item)) return 'not_found';
  }
  throw new Error('the customer could not be deleted: others kept changing it');
}
