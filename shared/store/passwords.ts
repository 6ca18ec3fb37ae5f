/**
 * Setting a password, and the link by which a forgotten one is replaced: `flow/password-link.ts` on an item of its own beside the
 * customer's, which is full.
 */
import { randomBytes } from 'node:crypto';
import { DAY } from '../flow/budgets.ts';
import { untouchedCodes } from '../flow/codes.ts';
import { afterNewPassword, afterNotMe, afterPut, type Put } from '../flow/customer.ts';
import { afterPasswordSet, type NotMe, type PasswordLink, type PasswordOwner, transition } from '../flow/password-link.ts';
import { record } from './audit.ts';
import { type Customer, customerFrom, customerIsAsRead, customerKey, customerPartition, customerStep, readCustomer } from './customers.ts';
import { get, getAll, transact } from './data.ts';
import { loginKey, usernameId } from './logins.ts';
import { changePlace, placeStep, placeSteps, type StoredPlace } from './places.ts';
import { MOST_TURNS } from './rounds.ts';
import type { Item, Key, Step } from './table.ts';

type Stored = PasswordLink & Pick<StoredPlace, 'version'>;

/** A customer and their link, as they were read. */
export type Linked = { customer: Customer; link: Stored };

const linkKey = (customerId: string): Key => ({ pk: customerPartition(customerId), sk: 'PASSWORD' });

export async function readLinked(customerId: string): Promise<Linked | undefined> {
  const [item, link] = await getAll([customerKey(customerId), linkKey(customerId)]);
  const customer = customerFrom(item);
  return customer && { customer, link: linkFrom(link) };
}

const linkFrom = (item: Item | undefined): Stored => (item as Stored | undefined) ?? {};

// ---- the link ----

/**
 * Reserves the next e-mail with a link; `undefined`: none is to be sent. Where nobody is meant it takes the same calls, waits and races,
 * on an item of what was typed; and where none is due yet, the same calls on items of nobody. Who asks is not to notice.
 *
 * @param meant whoever is to get it; `undefined`: nobody is, by what was `typed`
 */
export async function askForLink(meant: Customer | undefined, typed: string, linkId: string, now: number): Promise<Linked | undefined> {
  const customerId = meant?.customerId ?? `nobody-${usernameId(typed)}`;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const [item, stored] = await getAll([customerKey(customerId), linkKey(customerId)]);
    const [customer, link] = [customerFrom(item), linkFrom(stored)];
    const owner = meant ? customer : nobody;
    const next = owner && transition(link, { is: 'ask', linkId }, owner, now);
    if (next?.is !== 'moved') return askForNobody(now);
    const change = { set: changed(next.to) };
    const steps = customer
      ? placeSteps(linkKey(customerId), { customer, place: link }, change)
      : stepsOfNobody(customerId, link, change, now);
    if ((await transact(steps)).held) return customer && { customer, link };
  }
  throw new Error('the link could not be reserved: others kept writing to its items');
}

/** As an owner to whom nothing has happened. */
const nobody: PasswordOwner = { ...untouchedCodes, createdAt: 0, emailVerified: true };

/** As many items as of a customer. What they hold means nothing once the row is over. */
function stepsOfNobody(customerId: string, link: Stored, { set }: { set: object }, now: number): Step[] {
  const ttl = Math.ceil((now + DAY) / 1000);
  const key = linkKey(customerId);
  return [placeStep(key, link, { set: { ...set, ttl } }), { put: { ...key, sk: 'NOBODY', ttl } }];
}

/** A transaction like that, which nothing comes of and nobody waits for. */
async function askForNobody(now: number): Promise<undefined> {
  await transact(stepsOfNobody(`nobody-${randomBytes(9).toString('base64url')}`, {}, { set: {} }, now));
}

function changed({ linkId, linkSentAt, linksInRow, rightCodesAtLink, createdAt, emailChangedAt, notMeAt, disputed, ...at }: PasswordLink) {
  const { setAt, vouchedAt } = at;
  return { linkId, linkSentAt, linksInRow, rightCodesAtLink, createdAt, emailChangedAt, setAt, notMeAt, disputed, vouchedAt };
}

/** Takes back an e-mail that was refused, so that the next can go out at once. */
export async function undoLink(customerId: string, linkId: string, now: number): Promise<void> {
  const linked = await readLinked(customerId);
  if (!linked) return;
  const next = transition(linked.link, { is: 'undo ask', linkId }, linked.customer, now);
  if (next.is === 'moved') await changePlace(linkKey(customerId), linked.link, { set: changed(next.to) });
}

/** Whose password this link sets; `undefined`: it leads nowhere. */
export async function readByLink(customerId: string, linkId: string, now: number): Promise<Linked | undefined> {
  const linked = await readLinked(customerId);
  return linked && usedBy(linked, linkId, now) ? linked : undefined;
}

function usedBy({ customer, link }: Linked, linkId: string, now: number): PasswordLink | undefined {
  const next = transition(link, { is: 'use', linkId }, customer, now);
  return next.is === 'moved' ? next.to : undefined;
}

// ---- setting a password ----

/** In the transaction of a password that is set without a link: none that was sent before leads anywhere. */
const linkIsOver = (customerId: string, now: number): Step => ({
  update: linkKey(customerId),
  change: { set: afterPasswordSet(now), add: { version: 1 } },
  if: [],
});

/** In the transaction of what an administrator puts in: a password, for which it is the same, or another address. On what was read. */
export const linkAfterPut = (customerId: string, link: Stored, put: Put, now: number): Step =>
  placeStep(linkKey(customerId), link, { set: afterPut(put, now) });

/** Does who had the address before say that the present one is not the owner's? */
export const addressIsDisputed = async (customerId: string): Promise<boolean> =>
  (await get<Stored>(linkKey(customerId)))?.disputed === true;

/** In the transaction of one that a customer is put in with: when it was set in the shop. */
export const passwordIsFrom = (customerId: string, setAt: number): Step => ({
  update: linkKey(customerId),
  change: { set: { setAt }, add: { version: 1 } },
  if: [],
});

/**
 * A password, and what follows from it for a customer who is as they were read, their username among it: every session and flow ends, but
 * for the session `by`.
 */
const newPassword = (customer: Customer, passwordHash: string, by: string | undefined, now: number): Step[] => [
  customerStep(customer.customerId, { set: afterNewPassword(customer, by, now) }, [customerIsAsRead(customer)]),
  { update: loginKey(customer.username), change: { set: { passwordHash } }, if: [] },
];

/** Sets the password in the account, by the session `by`. `false`: the epoch is another by now, and the session was ended. */
export async function changePassword(seen: Customer, passwordHash: string, by: { jti: string }, now: number): Promise<boolean> {
  const { customerId } = seen;
  let customer: Customer | undefined = seen;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    if (customer?.epoch !== seen.epoch) return false;
    const done = await transact([
      ...newPassword(customer, passwordHash, by.jti, now),
      linkIsOver(customerId, now),
      record(customerId, 'password_changed', { customer: customerId }, now),
    ]);
    if (done.held) return true;
    customer = await readCustomer(customerId);
  }
  throw new Error('the password could not be changed: others kept writing to the customer');
}

/** Sets the password by a link. `undefined`: it leads nowhere by now. */
export async function resetPassword(seen: Linked, linkId: string, passwordHash: string, now: number): Promise<Customer | undefined> {
  let linked: Linked | undefined = seen;
  for (let turn = 0; linked && turn < MOST_TURNS; turn++) {
    const { customer, link }: Linked = linked;
    const { customerId } = customer;
    const used = usedBy(linked, linkId, now);
    if (!used) return undefined;
    const done = await transact([
      ...newPassword(customer, passwordHash, undefined, now),
      placeStep(linkKey(customerId), link, { set: changed(used) }),
      record(customerId, 'password_reset', { customer: customerId }, now),
    ]);
    if (done.held) return customer;
    linked = await readLinked(customerId);
  }
  if (!linked) return undefined;
  throw new Error('the password could not be set: others kept writing to its items');
}

// ---- ending a password ----

/**
 * `customer`: as they were read, their password ended. `said before`: since the e-mail was written, so it has ended since then.
 * `saidAt`: when it was said, now or before. `isDisputed`: the present address is called not the owner's.
 */
export type NotMeSaid = { is: 'ended' | 'said before'; customer: Customer; saidAt: number; isDisputed: boolean } | { is: 'word over' };

/** "This wasn't me": the password of the customer ends, and every session and flow with it. */
export async function endPasswordByOwner(customerId: string, said: NotMe, now: number): Promise<NotMeSaid> {
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const linked = await readLinked(customerId);
    if (!linked) return { is: 'word over' };
    const { customer, link } = linked;
    const next = transition(link, { is: 'not me', said }, customer, now);
    if (next.is === 'refused') {
      if (next.why !== 'said before') return { is: 'word over' };
      return { is: 'said before', customer, saidAt: link.notMeAt ?? now, isDisputed: link.disputed === true };
    }
    const isDisputed = next.to.disputed === true;
    const done = await transact([
      customerStep(customerId, { set: afterNotMe(customer, now) }, [customerIsAsRead(customer)]),
      placeStep(linkKey(customerId), link, { set: changed(next.to) }),
      record(customerId, 'password_ended', { customer: customerId }, now, isDisputed ? { addressDisputed: true } : {}),
    ]);
    if (done.held) return { is: 'ended', customer: { ...customer, passwordEndedAt: now }, saidAt: now, isDisputed };
  }
  throw new Error('the password could not be ended: others kept writing to its items');
}
