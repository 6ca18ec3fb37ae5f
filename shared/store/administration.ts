/** Customers as administrators put them in, change them and take them out. */

import { begun, consequences } from '../flow/customer.ts';
import type { ChangedField } from '../log/audit-events.ts';
import { addressMoved } from './accounts.ts';
import { record } from './audit.ts';
import type { Customer } from './customers.ts';
import { customerIsAsRead, customerKey, customerStep, readCustomer } from './customers.ts';
import { get, transact } from './data.ts';
import { checkNothingIsLeft, finishErasure, leaveNote } from './erasure.ts';
import { type Condition, condition, isNew, stillIs } from './expressions.ts';
import { type Login, loginKey, usernameId } from './logins.ts';
import { shopPutsIn } from './passwords.ts';
import type { Step, Transacted } from './table.ts';

/** What an administrator decides about a customer; times and the second factor are not among it. */
export type CustomerFacts = Pick<Customer, 'username' | 'email' | 'emailVerified' | 'phoneVerified'> & {
  phone: string | undefined;
  locale: Customer['locale'];
  /** PHC string; `undefined` leaves the password as it is. */
  passwordHash: string | undefined;
};

type CustomerPut = { is: 'put'; before: Customer | undefined } | { is: 'username_taken' } | { is: 'contended' };

/** A username is one customer's. */
const usernameIsFree = (customerId: string): Condition =>
  condition('usernameIsFree', '(attribute_not_exists(pk) OR customerId = :owner)', { ':owner': customerId });

export const readLoginOf = (customer: Customer): Promise<Login | undefined> => get<Login>(loginKey(customer.username));

/** Which step of the transactions below refuses a username that another has, and (of the first) an id of which something is left to erase. */
const [NAME, LEFT] = [1, 2];

/** Creates the customer, or changes their facts, on whatever others who came first have left. */
export async function putCustomer(
  customerId: string,
  factsFor: (before: Customer | undefined) => CustomerFacts,
  admin: string,
  now: number,
): Promise<CustomerPut> {
  for (let tries = 0; tries < 5; tries++) {
    const before = await readCustomer(customerId);
    const facts = factsFor(before);
    const done = await (before ? changeFacts(before, facts, admin, now) : createCustomer(customerId, facts, admin, now));
    if (done.held) return { is: 'put', before };
    if (done.refusedBy === NAME) return { is: 'username_taken' };
    if (done.refusedBy === LEFT) await finishErasure(customerId);
  }
  return { is: 'contended' };
}

/** Customer, username and audit entry in one transaction. */
export function createCustomer(
  customerId: string,
  { passwordHash, ...facts }: CustomerFacts,
  admin: string,
  now: number,
): Promise<Transacted> {
  return transact([
    { put: { ...customerKey(customerId), ...begun(facts, now), createdAt: now }, if: [isNew] },
    claimUsername(customerId, facts.username, passwordHash),
    checkNothingIsLeft(customerId),
    record(customerId, 'customer_created', { admin }, now),
    ...addressMoved(customerId, undefined, facts.email, now),
  ]);
}

/** The same for a customer who was read as `before`. The password moves along to another username. */
export async function changeFacts(before: Customer, changed: CustomerFacts, admin: string, now: number): Promise<Transacted> {
  const { passwordHash, ...facts } = changed;
  const { customerId } = before;
  const moves = usernameId(before.username) !== usernameId(facts.username);
  const kept = passwordHash === undefined && moves ? (await readLoginOf(before))?.passwordHash : passwordHash;
  return transact([
    customerStep(customerId, { set: { ...facts, ...consequences(before, facts, passwordHash !== undefined, now) } }, [
      customerIsAsRead(before),
    ]),
    claimUsername(customerId, facts.username, kept),
    record(customerId, 'customer_changed', { admin }, now, { fields: changedFields(before, changed) }),
    ...(moves ? [{ remove: loginKey(before.username) }] : []),
    ...shopPutsIn(customerId, { password: passwordHash !== undefined, address: facts.email !== before.email }, now),
    ...addressMoved(customerId, before.email, facts.email, now),
  ]);
}

/** By their names: what they were and are is in nobody's log. */
function changedFields(before: Customer, { passwordHash, ...facts }: CustomerFacts): ChangedField[] {
  const fields = (Object.keys(facts) as (keyof typeof facts)[]).filter((name) => facts[name] !== before[name]);
  return passwordHash === undefined ? fields : [...fields, 'password'];
}

const claimUsername = (customerId: string, username: string, passwordHash: string | undefined): Step => ({
  update: loginKey(username),
  change: { set: { customerId, ...(passwordHash && { passwordHash }) } },
  if: [usernameIsFree(customerId)],
});

/**
 * Removes the customer and the username; sessions and challenges end with them. Then erases what belonged to the customer: all
 * but their own audit log. Called again after it broke off, it finishes.
 */
export async function deleteCustomer(customerId: string, admin: string, now: number): Promise<'deleted' | 'not_found'> {
  for (let tries = 0; tries < 5; tries++) {
    const customer = await readCustomer(customerId);
    if (!customer) return (await finishErasure(customerId)) ? 'deleted' : 'not_found';
    if (!(await takeCustomerOut(customer, admin, now)).held) continue;
    await finishErasure(customerId);
    return 'deleted';
  }
  throw new Error('the customer could not be deleted: others kept changing it');
}

/** Customer and username are gone, and a note tells what is left to erase. */
export function takeCustomerOut(customer: Customer, admin: string, now: number): Promise<Transacted> {
  const { customerId, username, email } = customer;
  return transact([
    { remove: customerKey(customerId), if: [stillIs('username', username)] },
    { remove: loginKey(username) },
    leaveNote(customer, now),
    record(customerId, 'customer_deleted', { admin }, now),
    ...addressMoved(customerId, email, undefined, now),
  ]);
}
