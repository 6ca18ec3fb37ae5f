/** Customers as administrators put them in, change them and take them out. */

import { begun, changedTo } from '../flow/customer.ts';
import { type IfMatch, matches, mayBegin, type Precondition, type Tagged } from '../flow/customer-tag.ts';
import { type PasswordPut, setInShopAt, staysBefore } from '../flow/password-link.ts';
import type { ChangedField, FactsOf } from '../log/audit-events.ts';
import { addressMoved } from './accounts.ts';
import { record } from './audit.ts';
import { clientSessionsOf } from './client-sessions.ts';
import type { Customer } from './customers.ts';
import { customerIsAsRead, customerKey, customerStep, readCustomer } from './customers.ts';
import { get, transact } from './data.ts';
import { listed, unlisted } from './directory.ts';
import { checkNothingIsLeft, finishErasure, leaveNote } from './erasure.ts';
import { type Condition, condition, isNew, stillIs } from './expressions.ts';
import { type Login, loginKey, usernameId } from './logins.ts';
import { type Linked, linkAfterPut, passwordIsFrom, readLinked } from './passwords.ts';
import type { Step, Transacted } from './table.ts';

/** What an administrator decides about a customer; times and the second factor are not among it. */
export type CustomerFacts = Pick<Customer, 'username' | 'email' | 'emailVerified' | 'phoneVerified'> & {
  phone: string | undefined;
  locale: Customer['locale'];
  /** PHC string; `undefined` leaves the password as it is. */
  passwordHash: string | undefined;
  /** Of a hash that comes from the shop; `setAt`: when it was set there, in ms since 1970, if the shop says so. */
  imported?: { setAt: number | undefined } | undefined;
  /** Of a password that the shop keeps: when it became another, in ms since 1970. */
  changedElsewhere?: number | undefined;
};

/** What the customer is made, or why they are not. */
type Refused<Why> = { refused: Why };

/** A customer after the call. */
export type Changed = Tagged & { locale?: CustomerFacts['locale'] };

/** `password`: what became of the one that was given, if one was. */
type CustomerPut<Why> =
  | { is: 'put'; before: Customer | undefined; after: Changed; password: 'set' | 'kept' | undefined }
  | { is: 'refused'; why: Why }
  | { is: 'precondition_failed' }
  | { is: 'username_taken' }
  /** Keycard has a password of theirs, so one that is elsewhere says nothing. */
  | { is: 'password_is_here' }
  | { is: 'contended' };

/** A username is one customer's. */
const usernameIsFree = (customerId: string): Condition =>
  condition('usernameIsFree', '(attribute_not_exists(pk) OR customerId = :owner)', { ':owner': customerId });

export const readLoginOf = (customer: Customer): Promise<Login | undefined> => get<Login>(loginKey(customer.username));

/** Which step of the transactions below refuses a username that another has, and (of the first) an id of which something is left to erase. */
const [NAME, LEFT] = [1, 2];

/**
 * Creates the customer, or changes their facts, on whatever others who came first have left. Where nothing becomes another, nothing is
 * written. With `ifMatch` they are changed only if they are in that state, with `ifNoneMatch` created only: the write holds only on the
 * customer as they were compared, or on nobody.
 *
 * @param factsFor what they are made of what they are, or why not
 */
export async function putCustomer<Why = never>(
  customerId: string,
  factsFor: (before: Customer | undefined) => CustomerFacts | Refused<Why>,
  admin: string,
  now: number,
  asked: Precondition = {},
): Promise<CustomerPut<Why>> {
  for (let tries = 0; tries < 5; tries++) {
    const linked = await readLinked(customerId);
    const before = linked?.customer;
    // Done already or not (RFC 9110 §13.1.2), and before what is given is judged (§13.2.1).
    if (!mayBegin(asked, before)) return { is: 'precondition_failed' };
    const given = factsFor(before);
    if ('refused' in given) return { is: 'refused', why: given.refused };
    if (before && given.changedElsewhere !== undefined && (await readLoginOf(before))?.passwordHash !== undefined)
      return { is: 'password_is_here' };
    const facts = linked ? withoutOld(given, linked) : given;
    const password = passwordPut(given) && (passwordPut(facts) ? 'set' : 'kept');
    // What appears to have been done already is no reason to refuse (RFC 9110 §13.1.1): its answer may have been lost.
    if (before && changedFields(before, facts).length === 0) return { is: 'put', before, after: before, password };
    if (!matches(asked.ifMatch, before)) return { is: 'precondition_failed' };
    const done = await (linked ? changeFacts(linked, facts, admin, now) : createCustomer(customerId, facts, admin, now));
    if (done.held) return { is: 'put', before, after: afterPut(before, facts, now), password };
    if (done.refusedBy === NAME) return { is: 'username_taken' };
    if (done.refusedBy === LEFT) await finishErasure(customerId);
  }
  return { is: 'contended' };
}

function afterPut(before: Customer | undefined, given: CustomerFacts, now: number): Changed {
  const facts = withoutPassword(given);
  if (!before) return { ...begun(facts, now), createdAt: now };
  return { ...before, ...changedTo(before, facts, passwordPut(given) !== undefined, now) };
}

const withoutPassword = ({ passwordHash: _, imported: __, changedElsewhere: ___, ...facts }: CustomerFacts) => facts;

function passwordPut({ passwordHash, imported, changedElsewhere }: CustomerFacts): PasswordPut | undefined {
  if (passwordHash !== undefined) return imported ? { is: 'imported', ...imported } : { is: 'chosen' };
  return changedElsewhere === undefined ? undefined : { is: 'elsewhere', setAt: changedElsewhere };
}

/** Without a password that is older than the one that stands. */
export function withoutOld(facts: CustomerFacts, { customer, link }: Linked): CustomerFacts {
  const put = passwordPut(facts);
  return put && staysBefore(put, { ...customer, ...link }) ? { ...withoutPassword(facts), passwordHash: undefined } : facts;
}

/** Customer, username and audit entry in one transaction. */
export function createCustomer(customerId: string, given: CustomerFacts, admin: string, now: number): Promise<Transacted> {
  const facts = withoutPassword(given);
  const setAt = setInShopAt(passwordPut(given));
  return transact([
    { put: { ...customerKey(customerId), ...begun(facts, now), createdAt: now }, if: [isNew] },
    claimUsername(customerId, facts.username, given.passwordHash),
    checkNothingIsLeft(customerId),
    record(customerId, 'customer_created', { admin }, now),
    ...(setAt === undefined ? [] : [passwordIsFrom(customerId, setAt)]),
    listed(customerId),
    ...addressMoved(customerId, undefined, facts.email, now),
  ]);
}

/** The same for a customer who was read before. The password moves along to another username. */
export async function changeFacts(
  { customer: before, link }: Linked,
  changed: CustomerFacts,
  admin: string,
  now: number,
): Promise<Transacted> {
  const facts = withoutPassword(changed);
  const { passwordHash } = changed;
  const { customerId } = before;
  const moves = usernameId(before.username) !== usernameId(facts.username);
  const put = { password: passwordPut(changed), address: facts.email !== before.email };
  const kept = passwordHash === undefined && moves ? (await readLoginOf(before))?.passwordHash : passwordHash;
  return transact([
    customerStep(customerId, { set: changedTo(before, facts, put.password !== undefined, now) }, [customerIsAsRead(before)]),
    claimUsername(customerId, facts.username, kept),
    record(customerId, 'customer_changed', { admin }, now, { fields: changedFields(before, changed) }),
    ...(moves ? [{ remove: loginKey(before.username) }] : []),
    ...(put.password || put.address ? [linkAfterPut(customerId, link, put, now)] : []),
    ...addressMoved(customerId, before.email, facts.email, now),
  ]);
}

/** By their names: what they were and are is in nobody's log. */
function changedFields(before: Customer, given: CustomerFacts): ChangedField[] {
  const facts = withoutPassword(given);
  const fields = (Object.keys(facts) as (keyof typeof facts)[]).filter((name) => facts[name] !== before[name]);
  return passwordPut(given) ? [...fields, 'password'] : fields;
}

const claimUsername = (customerId: string, username: string, passwordHash: string | undefined): Step => ({
  update: loginKey(username),
  change: { set: { customerId, ...(passwordHash && { passwordHash }) } },
  if: [usernameIsFree(customerId)],
});

/** The newest: an event holds 256 KB, and an item 400. */
const MOST_TOLD = 500;

/**
 * Removes the customer and the username; sessions and challenges end with them. Then erases what belonged to the customer: all
 * but their own audit log. Called again after it broke off, it finishes. `ifMatch`: as for `putCustomer`.
 */
export async function deleteCustomer(
  customerId: string,
  admin: string,
  now: number,
  ifMatch?: IfMatch,
): Promise<'deleted' | 'not_found' | 'precondition_failed'> {
  for (let tries = 0; tries < 5; tries++) {
    const customer = await readCustomer(customerId);
    if (!customer) return (await finishErasure(customerId)) ? 'deleted' : 'not_found';
    if (!matches(ifMatch, customer)) return 'precondition_failed';
    // Their items are erased with all others: who has to be told stands in the entry.
    const clientSessions = (await clientSessionsOf(customerId, MOST_TOLD))
      .slice(0, MOST_TOLD)
      .map(({ clientId, sid }) => ({ clientId, sid }));
    if (!(await takeCustomerOut(customer, admin, now, { asRead: ifMatch !== undefined, clientSessions })).held) continue;
    await finishErasure(customerId);
    return 'deleted';
  }
  throw new Error('the customer could not be deleted: others kept changing it');
}

/** Customer and username are gone, and a note tells what is left to erase. `asRead`: only if nobody has written to the customer since. */
export function takeCustomerOut(
  customer: Customer,
  admin: string,
  now: number,
  { asRead = false, clientSessions = [] }: { asRead?: boolean } & FactsOf['customer_deleted'] = {},
): Promise<Transacted> {
  const { customerId, username, email } = customer;
  return transact([
    { remove: customerKey(customerId), if: [asRead ? customerIsAsRead(customer) : stillIs('username', username)] },
    { remove: loginKey(username) },
    unlisted(customerId),
    leaveNote(customer, now),
    record(customerId, 'customer_deleted', { admin }, now, clientSessions.length > 0 ? { clientSessions } : {}),
    ...addressMoved(customerId, email, undefined, now),
  ]);
}
