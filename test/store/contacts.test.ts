import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { budgetLeft } from '../../shared/flow/codes.ts';
import { checkDueAt } from '../../shared/flow/contact-check.ts';
import type { Contact } from '../../shared/flow/contacts.ts';
import { wrongCodesIn } from '../../shared/flow/ledger.ts';
import { stateOf } from '../../shared/flow/round.ts';
import type { ContactChecking } from '../../shared/store/contacts.ts';
import type { Customer } from '../../shared/store/customers.ts';
import {
  anEmail,
  auditOf,
  bytes,
  customerWithFactor,
  customerWithoutFactor,
  dispatched,
  guess,
  inAnyVersion,
  present,
  start,
  times,
} from './customer.ts';
import * as store from './store.ts';

const phone: Contact = { kind: 'phone', value: '+420601123456' };
const opening = (digest: string) => ({ id: randomUUID(), digest: bytes(digest), keyVersion: 1, purpose: 'contact' as const });

const dueAt = ({ place, customer }: ContactChecking, now: number) => checkDueAt(place, customer, now);
const checkOf = async ({ customerId }: Customer) => (await store.readContactCheck(await present(customerId))).place;

/** A code to a contact, on the present state; its digest is `right` unless told otherwise. */
async function sent({ customerId }: Customer, contact: Contact, at: number, digest = 'right') {
  const opened = await store.openContactCheck(await store.readContactCheck(await present(customerId)), contact, opening(digest), at);
  if (opened.is !== 'opened') throw new Error('the code was not sent');
  return opened;
}

/** A guess of the customer as they are. */
const guessContact = async ({ customerId }: Customer, digest: string, at: number) =>
  store.guessContactCode(await present(customerId), { jti: 'j' }, async (key = 1) => ({ key, digest: bytes(digest) }), at);

describe('a code to a contact', () => {
  it('is right once, however often it is sent in parallel', async () => {
    const customer = await customerWithoutFactor();
    await sent(customer, phone, start);
    const guesses = await times(20, () => guessContact(customer, 'right', start + SECOND));
    expect(guesses.filter(({ is }) => is === 'right')).toMatchObject([{ place: phone }]);
    expect(guesses.filter(({ is }) => is === 'wrong')).toEqual([]);
  });

  it('takes five guesses of thirty in parallel, and the right one after them is refused', async () => {
    const customer = await customerWithoutFactor();
    await sent(customer, phone, start);
    const guesses = await times(30, () => guessContact(customer, 'wrong', start + SECOND));
    expect(guesses.flatMap((each) => (each.is === 'wrong' ? [each.attemptsLeft] : [])).toSorted()).toEqual([0, 1, 2, 3, 4]);
    expect(await guessContact(customer, 'right', start + DAY)).toEqual({ is: 'refused', refusal: { code: 'challenge_locked' } });
    expect(stateOf((await checkOf(customer)).round, start + SECOND).is).toBe('locked');
  });

  it('is good for less than five minutes', async () => {
    const customer = await customerWithoutFactor();
    await sent(customer, phone, start);
    expect(await guessContact(customer, 'right', start + 5 * MINUTE)).toEqual({ is: 'refused', refusal: { code: 'code_expired' } });
    expect(await guessContact(customer, 'right', start + 299_900)).toMatchObject({ is: 'right' });
  });

  it('is nothing before one was sent, nor for another customer', async () => {
    const [customer, other] = [await customerWithoutFactor(), await customerWithoutFactor()];
    await sent(other, phone, start);
    expect(await guessContact(customer, 'right', start)).toEqual({ is: 'over' });
  });

  it('is not evaluated in a later epoch than the one it was asked for in', async () => {
    const customer = await customerWithoutFactor();
    await sent(customer, phone, start);
    await store.endEverySession(customer, start);
    expect(await guessContact(customer, 'right', start + SECOND)).toEqual({ is: 'over' });
    expect(await checkOf(customer)).toMatchObject({ askedIn: customer.epoch, round: { guesses: [] } });
  });

  it('has a round of its own, whose guesses and locks end no login, and counts in the customer’s one ledger and row', async () => {
    const customer = await customerWithFactor();
    const { round } = await dispatched(customer.customerId, start);
    await guess(customer, 'wrong', start);
    await sent(customer, phone, start);
    await times(4, () => guessContact(customer, 'wrong', start));
    const after = await present(customer.customerId);
    expect(after).toMatchObject({ lockedRounds: 0, wrongInRow: 5, round: { id: round?.id, expiresAt: round?.expiresAt } });
    expect(wrongCodesIn(after.ledger)).toEqual([{ at: start, count: 4 }]);
    expect(budgetLeft(after, start)).toBe(95);

    // The row's wait is everybody's.
    expect(await guess(customer, 'right', start + MINUTE - 1)).toMatchObject({ is: 'refused' });
    expect(await guessContact(customer, 'right', start + MINUTE - 1)).toEqual({
      is: 'refused',
      refusal: { code: 'too_soon', until: start + MINUTE },
    });
    expect(await guess(customer, 'right', start + MINUTE, { purpose: 'contact' })).toMatchObject({ is: 'refused' });
    expect(await guess(customer, 'right', start + MINUTE)).toMatchObject({ is: 'evaluated', right: true });
  });

  it('that is right ends no row: it went to whoever typed the address', async () => {
    const customer = await customerWithoutFactor();
    await sent(customer, phone, start);
    await times(4, () => guessContact(customer, 'wrong', start));
    expect(await guessContact(customer, 'right', start)).toMatchObject({ is: 'right' });
    expect(await present(customer.customerId)).toMatchObject({ wrongInRow: 4, pauseAt: 5 });
    expect(budgetLeft(await present(customer.customerId), start)).toBe(96);
  });

  it('to another contact takes the place of the one before: the older code is a wrong guess', async () => {
    const customer = await customerWithoutFactor();
    const email: Contact = { kind: 'email', value: anEmail() };
    await sent(customer, phone, start, 'older');
    await sent(customer, email, start + MINUTE, 'newer');
    expect(await guessContact(customer, 'older', start + MINUTE)).toMatchObject({ is: 'wrong', attemptsLeft: 4 });
    expect(await guessContact(customer, 'newer', start + MINUTE)).toMatchObject({ is: 'right', place: email });
  });

  it('of fifty in parallel is one, and the others see what it left', async () => {
    const customer = await customerWithoutFactor();
    const seen = await store.readContactCheck(customer);
    const all = await times(50, () => store.openContactCheck(seen, phone, opening(randomUUID()), start));
    expect(all.filter(({ is }) => is === 'opened')).toHaveLength(1);
    for (const each of all) expect('item' in each && dueAt(each.item, start)).toBe(start + MINUTE);
  });

  it('is sent ten times in any 24 hours', async () => {
    const customer = await customerWithoutFactor();
    const sentAt: number[] = [];
    let now = start;
    while (now < start + 2 * DAY) {
      await sent(customer, phone, now);
      sentAt.push(now);
      now = Math.max(now + MINUTE, dueAt(await store.readContactCheck(customer), now));
    }
    expect(sentAt.filter((at) => at < start + DAY)).toHaveLength(10);
    for (const at of sentAt) expect(sentAt.filter((other) => other >= at && other < at + DAY).length).toBeLessThanOrEqual(10);
  });

  it('that the provider refused is undone, and is none of the ten', async () => {
    const customer = await customerWithoutFactor();
    await sent(customer, phone, start);
    const { item, before } = await sent(customer, { kind: 'email', value: anEmail() }, start + MINUTE, 'newer');
    expect(await store.undoContactCheck(customer.customerId, item.place, before.place)).toMatchObject({ held: true });
    // When the item may go is not set back: that would be nobody's gain.
    const { ttl } = item.place as { ttl?: number };
    expect(await checkOf(customer)).toEqual(inAnyVersion({ ...before.place, ttl }));
    expect((await store.undoContactCheck(customer.customerId, item.place, before.place)).held).toBe(false);
    expect(await guessContact(customer, 'right', start + MINUTE)).toMatchObject({ is: 'right', place: phone });
  });

  it('that was guessed at, or that another took the place of, is not undone any more', async () => {
    const customer = await customerWithoutFactor();
    const first = await sent(customer, phone, start);
    await guessContact(customer, 'wrong', start);
    expect((await store.undoContactCheck(customer.customerId, first.item.place, first.before.place)).held).toBe(false);
    const second = await sent(customer, phone, start + MINUTE);
    await sent(customer, phone, start + 2 * MINUTE);
    expect((await store.undoContactCheck(customer.customerId, second.item.place, second.before.place)).held).toBe(false);
  });

  it('undone as the first one leaves the next due at once', async () => {
    const customer = await customerWithoutFactor();
    const { item, before } = await sent(customer, phone, start);
    await store.undoContactCheck(customer.customerId, item.place, before.place);
    const after = await store.readContactCheck(customer);
    expect(dueAt(after, start)).toBeLessThanOrEqual(start);
    expect(after.place).toMatchObject({ dispatchedAt: [] });
    expect(after.place).not.toHaveProperty('value');
    expect(await guessContact(customer, 'right', start)).toEqual({ is: 'over' });
  });

  it('is not sent to a customer whose epoch has moved since they were read, nor to one who is gone', async () => {
    const [moved, gone] = [await customerWithoutFactor(), await customerWithoutFactor()];
    const seen = await Promise.all([moved, gone].map(store.readContactCheck));
    await store.endEverySession(moved, start);
    await store.deleteCustomer(gone.customerId, 'tests', start);
    for (const each of seen) expect(await store.openContactCheck(each, phone, opening('right'), start)).toEqual({ is: 'ended' });
    expect(await store.readContactCheck(gone)).toMatchObject({ place: { dispatchedAt: [] } });
  });
});

describe('a code to the address that a customer had', () => {
  it('is not sent once it was judged as their own, and another has become theirs meanwhile', async () => {
    const customer = await customerWithoutFactor();
    await sent(customer, { kind: 'email', value: `another-${customer.email}` }, start);
    const seen = await store.readContactCheck(await present(customer.customerId));
    expect((await guessContact(customer, 'right', start + SECOND)).is).toBe('right');
    const own: Contact = { kind: 'email', value: customer.email };
    expect(await store.openContactCheck(seen, own, opening('late'), start + MINUTE)).toEqual({ is: 'ended' });
    expect(await store.readContactCheck(await present(customer.customerId))).toMatchObject({
      customer: { email: `another-${customer.email}` },
    });
    // A number that has become theirs is no reason.
    await sent(customer, phone, start + MINUTE);
    const again = await store.readContactCheck(await present(customer.customerId));
    expect((await guessContact(customer, 'right', start + MINUTE)).is).toBe('right');
    expect((await store.openContactCheck(again, phone, opening('later'), start + 2 * MINUTE)).is).toBe('opened');
  });
});

describe('a verified contact', () => {
  const verified = async (customer: Customer, contact: Contact, at: number) => {
    await sent(customer, contact, at);
    expect(await guessContact(customer, 'right', at)).toMatchObject({ is: 'right' });
  };

  it('is the customer’s by the very write of the right guess, and when it changed is remembered', async () => {
    const customer = await customerWithFactor();
    const email = anEmail();
    await dispatched(customer.customerId, start);
    await verified(customer, { kind: 'email', value: email }, start + 1);
    await verified(customer, phone, start + MINUTE + 1);
    const after = await present(customer.customerId);
    expect(after).toMatchObject({ email, emailVerified: true, emailChangedAt: start + 1 });
    expect(after).toMatchObject({ phone: phone.value, phoneVerified: true, phoneChangedAt: start + MINUTE + 1 });
    // A code on its way to the older address opens nothing any more.
    expect(stateOf(after.round, start + 1)).toEqual({ is: 'expired' });
    // The two before them are of one moment, so that either may come first.
    expect((await auditOf(customer.customerId)).slice(2)).toEqual(['email_changed', 'phone_changed']);
  });

  it('that is the same as before is verified, not changed', async () => {
    const customer = await customerWithoutFactor({ emailVerified: false });
    await verified(customer, { kind: 'email', value: customer.email }, start);
    const { lastGuessAt, ...after } = await present(customer.customerId);
    expect(after).toEqual(inAnyVersion({ ...customer, emailVerified: true }));
  });

  it('is not adopted in a later epoch, nor by a customer who is gone; then nothing is written', async () => {
    const [moved, gone] = [await customerWithoutFactor(), await customerWithoutFactor()];
    for (const customer of [moved, gone]) await sent(customer, phone, start);
    await store.endEverySession(moved, start);
    await store.deleteCustomer(gone.customerId, 'tests', start);
    const digestUnder = async (key = 1) => ({ key, digest: bytes('right') });
    for (const customer of [moved, gone]) {
      expect(await store.guessContactCode(customer, { jti: 'j' }, digestUnder, start)).toEqual({ is: 'over' });
      expect((await store.readCustomer(customer.customerId))?.phone).toBeUndefined();
      expect(await auditOf(customer.customerId)).not.toContain('phone_changed');
    }
  });
});

describe('a contact that is verified', () => {
  it('leads to its customer as an address, and the one before no more; a number leads nowhere', async () => {
    const [before, after] = [anEmail(), anEmail()];
    const customer = await customerWithoutFactor({ email: before });
    const found = async (typed: string) => (await store.customersMeant(typed)).byAddress;
    await sent(customer, phone, start);
    await guessContact(customer, 'right', start);
    expect([await found(before), await found(phone.value)]).toEqual([[customer.customerId], []]);
    await sent(customer, { kind: 'email', value: after }, start + MINUTE);
    await guessContact(customer, 'right', start + MINUTE);
    expect([await found(before), await found(after)]).toEqual([[], [customer.customerId]]);
  });

  it('is not, by a code under a key that was never made', async () => {
    const customer = await customerWithoutFactor();
    await sent(customer, phone, start);
    const guessed = store.guessContactCode(await present(customer.customerId), { jti: 'j' }, async () => undefined, start);
    expect(await guessed).toEqual({ is: 'refused', refusal: { code: 'code_expired' } });
  });

  it('is nobody’s where its customer is deleted while the code is compared', async () => {
    const customer = await customerWithoutFactor();
    await sent(customer, phone, start);
    const read = await present(customer.customerId);
    const digestUnder = async (key = 1) => {
      await store.deleteCustomer(customer.customerId, 'tests', start);
      return { key, digest: bytes('right') };
    };
    expect(await store.guessContactCode(read, { jti: 'j' }, digestUnder, start)).toEqual({ is: 'over' });
  });
});

describe('the next code to a contact', () => {
  it('leaves the times of the last few, and an item that is removed some day', async () => {
    const customer = await customerWithoutFactor();
    for (const at of [start, start + MINUTE, start + DAY]) await sent(customer, phone, at);
    const item = await store.get({ pk: `CUSTOMER#${customer.customerId}`, sk: 'CONTACT' });
    expect(item).toMatchObject({ dispatchedAt: [start + DAY, start + MINUTE, start], ttl: (start + 3 * DAY) / 1000 });
  });

  it('is undone by what was read of it', async () => {
    const customer = await customerWithoutFactor();
    const opened = await sent(customer, phone, start);
    expect((await store.undoContactCheck(customer.customerId, opened.item.place, opened.before.place)).held).toBe(true);
    const again = await sent(customer, { kind: 'email', value: anEmail() }, start);
    const early = await store.openContactCheck(await store.readContactCheck(customer), phone, opening('right'), start + MINUTE - 1);
    expect(early).toMatchObject({ is: 'not_due', item: { place: { lastSentAt: start } } });
    const third = await sent(customer, phone, start + MINUTE);
    expect((await store.undoContactCheck(customer.customerId, again.item.place, again.before.place)).held).toBe(false);
    expect((await store.undoContactCheck(customer.customerId, third.item.place, third.before.place)).held).toBe(true);
    expect(await checkOf(customer)).toMatchObject({ kind: 'email', dispatchedAt: [start], askedIn: customer.epoch, lastSentAt: start });
  });
});
