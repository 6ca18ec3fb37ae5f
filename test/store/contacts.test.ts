import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { stateOf } from '../../shared/flow/code-round.ts';
import type { Contact, ContactCheck } from '../../shared/store/contacts.ts';
import type { Customer } from '../../shared/store/customers.ts';
import { anEmail, auditOf, customerWithFactor, customerWithoutFactor, dispatched, guess, present, start, times } from './customer.ts';
import * as store from './store.ts';

const phone: Contact = { kind: 'phone', value: '+420601123456' };
const opening = (digest: string) => ({ id: randomUUID(), digest, key: 1, purpose: 'contact' as const });

/** A code to a contact, on the present state; its digest is `right` unless told otherwise. */
async function sent(customer: Customer, contact: Contact, at: number, digest = 'right'): Promise<ContactCheck> {
  const before = await store.readContactCheck(customer.customerId);
  const { held, item } = await store.openContactCheck(customer, contact, before, opening(digest), at);
  if (!held) throw new Error('the code was not sent');
  return item;
}

const guessContact = (customer: Customer, digest: string, at: number) =>
  store.guessContactCode(customer, async (key = 1) => ({ key, digest }), at);

describe('a code to a contact', () => {
  it('is right once, and says which contact it was sent to', async () => {
    const customer = await customerWithoutFactor();
    await sent(customer, phone, start);
    const guesses = await times(20, () => guessContact(customer, 'right', start + SECOND));
    expect(guesses.filter(({ is }) => is === 'evaluated')).toMatchObject([{ right: true, item: phone }]);
  });

  it('takes five guesses, and the right one after them is refused', async () => {
    const customer = await customerWithoutFactor();
    await sent(customer, phone, start);
    const guesses = await times(30, () => guessContact(customer, 'wrong', start + SECOND));
    expect(guesses.filter(({ is }) => is === 'evaluated')).toHaveLength(5);
    const late = await guessContact(customer, 'right', start + SECOND);
    expect(late.is).toBe('refused');
    expect(late.item && stateOf(late.item, start + SECOND).is).toBe('locked');
  });

  it('is good for less than five minutes', async () => {
    const customer = await customerWithoutFactor();
    await sent(customer, phone, start);
    expect(await guessContact(customer, 'right', start + 5 * MINUTE)).toMatchObject({ is: 'refused' });
    expect(await guessContact(customer, 'right', start + 299_900)).toMatchObject({ is: 'evaluated', right: true });
  });

  it('is nothing before one was sent, nor for another customer', async () => {
    const [customer, other] = [await customerWithoutFactor(), await customerWithoutFactor()];
    await sent(other, phone, start);
    expect(await guessContact(customer, 'right', start)).toEqual({ is: 'refused', item: undefined });
  });

  it('is not evaluated in a later epoch than the one it was asked for in', async () => {
    const customer = await customerWithoutFactor();
    await sent(customer, phone, start);
    await store.endEverySession(customer, start);
    const later = await present(customer.customerId);
    expect(await guessContact(later, 'right', start + SECOND)).toMatchObject({ is: 'refused', item: { askedIn: customer.epoch } });
    expect((await store.readContactCheck(customer.customerId)).codeGuesses).toEqual([]);
  });

  it('has a round of its own: neither its guesses nor its locks are those of the login', async () => {
    const customer = await customerWithFactor();
    await dispatched(customer.customerId, start);
    const before = await present(customer.customerId);
    await sent(customer, phone, start);
    await times(5, () => guessContact(customer, 'wrong', start));
    expect(await present(customer.customerId)).toEqual(before);

    await times(5, () => guess(customer, 'wrong', start));
    await sent(customer, phone, start + MINUTE);
    expect(await guessContact(customer, 'right', start + MINUTE)).toMatchObject({ is: 'evaluated', right: true });
    expect(await guess(customer, 'right', start + MINUTE, { purpose: 'contact' })).toMatchObject({ is: 'refused' });
  });

  it('to another contact takes the place of the one before: the older code is a wrong guess', async () => {
    const customer = await customerWithoutFactor();
    const email: Contact = { kind: 'email', value: anEmail() };
    await sent(customer, phone, start, 'older');
    await sent(customer, email, start + MINUTE, 'newer');
    expect(await guessContact(customer, 'older', start + MINUTE)).toMatchObject({ is: 'evaluated', right: false });
    expect(await guessContact(customer, 'newer', start + MINUTE)).toMatchObject({ right: true, item: email });
  });

  it('of fifty in parallel is one, and the others see what it left', async () => {
    const customer = await customerWithoutFactor();
    const before = await store.readContactCheck(customer.customerId);
    const all = await times(50, () => store.openContactCheck(customer, phone, before, opening(randomUUID()), start));
    const [winner, ...more] = all.filter(({ held }) => held);
    expect(more).toEqual([]);
    for (const { item } of all) {
      expect(item).toEqual(winner?.item);
      expect(item && store.contactDueAt(item, start)).toBe(start + MINUTE);
    }
  });

  it('is sent ten times in any 24 hours', async () => {
    const customer = await customerWithoutFactor();
    const sentAt: number[] = [];
    let now = start;
    while (now < start + 2 * DAY) {
      await sent(customer, phone, now);
      sentAt.push(now);
      now = Math.max(now + MINUTE, store.contactDueAt(await store.readContactCheck(customer.customerId), now));
    }
    expect(sentAt.filter((at) => at < start + DAY)).toHaveLength(10);
    for (const at of sentAt) expect(sentAt.filter((other) => other >= at && other < at + DAY).length).toBeLessThanOrEqual(10);
  });

  it('that the provider refused is undone, and is none of the ten', async () => {
    const customer = await customerWithoutFactor();
    const first = await sent(customer, phone, start);
    const second = await sent(customer, { kind: 'email', value: anEmail() }, start + MINUTE, 'newer');
    expect(await store.undoContactCheck(customer.customerId, second, first)).toMatchObject({ held: true });
    const after = await store.readContactCheck(customer.customerId);
    // When the item may go is not set back: that would be nobody's gain.
    expect(after).toEqual({ ...first, ttl: (second as { ttl?: number }).ttl });
    expect(await guessContact(customer, 'right', start + MINUTE)).toMatchObject({ right: true, item: phone });
    expect((await store.undoContactCheck(customer.customerId, second, first)).held).toBe(false);
  });

  it('undone as the first one leaves the next due at once', async () => {
    const customer = await customerWithoutFactor();
    const before = await store.readContactCheck(customer.customerId);
    const opened = await sent(customer, phone, start);
    await store.undoContactCheck(customer.customerId, opened, before);
    const after = await store.readContactCheck(customer.customerId);
    expect(store.contactDueAt(after, start)).toBeLessThanOrEqual(start);
    expect(after).toMatchObject({ dispatchedAt: [] });
    expect(after).not.toHaveProperty('value');
    expect(await guessContact(customer, 'right', start)).toMatchObject({ is: 'refused' });
  });
});

describe('a verified contact', () => {
  it('is the customer’s, and when it changed is remembered', async () => {
    const customer = await customerWithoutFactor();
    const email = anEmail();
    expect(await store.adoptContact(customer, { kind: 'email', value: email }, start + 1)).toBe(true);
    expect(await store.adoptContact(customer, phone, start + 2)).toBe(true);
    expect(await present(customer.customerId)).toEqual({
      ...customer,
      email,
      emailChangedAt: start + 1,
      // A code on its way to the older address opens nothing any more.
      codeExpiresAt: start + 1,
      phone: phone.value,
      phoneVerified: true,
      phoneChangedAt: start + 2,
    });
    expect(await auditOf(customer.customerId)).toEqual(['customer_created', 'email_changed', 'phone_changed']);
  });

  it('that is the same as before is verified, not changed', async () => {
    const customer = await customerWithoutFactor({ emailVerified: false });
    expect(await store.adoptContact(customer, { kind: 'email', value: customer.email }, start)).toBe(true);
    expect(await present(customer.customerId)).toEqual({ ...customer, emailVerified: true });
  });

  it('is not adopted in a later epoch, nor by a customer who is not there; then nothing is written', async () => {
    const customer = await customerWithoutFactor();
    await store.endEverySession(customer, start);
    expect(await store.adoptContact(customer, phone, start)).toBe(false);
    expect(await present(customer.customerId)).not.toHaveProperty('phone');
    const nobody = { ...customer, customerId: randomUUID() };
    expect(await store.adoptContact(nobody, phone, start)).toBe(false);
    expect(await auditOf(nobody.customerId)).toEqual([]);
    expect(await auditOf(customer.customerId)).not.toContain('phone_changed');
  });
});
