import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Customer } from '../../shared/store/customers.ts';
import { auditOf, bytes, customerWithFactor, customerWithoutFactor, dispatched, guess, present, start, times } from './customer.ts';
import { customerKey, endEverySession, switchOff, switchOnEmail, update } from './store.ts';

const codes = () => ({ digests: new Set([bytes(randomUUID()), bytes(randomUUID())]), key: 1 });
const on = (customer: Customer, jti = 'j', fresh = codes()) => switchOnEmail(customer, fresh, { jti }, start + 1);
const off = (customer: Customer, jti = 'j') => switchOff(customer, { jti }, start + 2);

describe('switching the factor on', () => {
  it('moves the epoch once and is written down once, however many try in parallel', async () => {
    const customer = await customerWithoutFactor();
    const all = await times(10, (index) => on(customer, `session ${index}`));

    const [winner, ...more] = all.filter(({ held }) => held);
    expect(more).toEqual([]);
    expect(winner).toEqual({ held: true, epoch: customer.epoch + 1 });
    expect(await present(customer.customerId)).toMatchObject({ epoch: customer.epoch + 1, factor: 'email' });
    expect(await auditOf(customer.customerId)).toEqual(['customer_created', 'two_factor_on']);
  });

  it('stores the recovery codes of the one that won', async () => {
    const customer = await customerWithoutFactor();
    const fresh = codes();
    await on(customer, 'j', fresh);
    await on(customer, 'j', codes());
    expect((await present(customer.customerId)).recoveryCodes).toEqual(fresh.digests);
  });

  it('is refused while the address is not verified, and then nothing is written', async () => {
    const customer = await customerWithoutFactor({ emailVerified: false });
    expect(await on(customer)).toEqual({ held: false, item: customer });
    expect(await present(customer.customerId)).toEqual(customer);
    expect(await auditOf(customer.customerId)).toEqual(['customer_created']);
  });

  it('is refused where the address was verified when it was read, and is not any more', async () => {
    const read = await customerWithoutFactor();
    await update(customerKey(read.customerId), { set: { emailVerified: false } });
    expect(await on(read)).toMatchObject({ held: false, item: { emailVerified: false } });
    expect(await present(read.customerId)).not.toHaveProperty('factor');
  });

  it('is refused while it is on already, to whoever saw it off', async () => {
    const customer = await customerWithFactor();
    const { factor, ...seen } = customer;
    expect(await on(seen)).toEqual({ held: false, item: customer });
    expect(await present(customer.customerId)).toEqual(customer);
  });

  it('is refused on an epoch that has passed, and for a customer who is not there', async () => {
    const customer = await customerWithoutFactor();
    await endEverySession(customer, start + 1);
    expect(await on(customer)).toMatchObject({ held: false, item: { epoch: customer.epoch + 1 } });

    const nobody = { ...customer, customerId: randomUUID() };
    expect(await on(nobody)).toEqual({ held: false, item: undefined });
    expect(await auditOf(nobody.customerId)).toEqual([]);
  });
});

describe('switching the factor off', () => {
  it('destroys the recovery codes, moves the epoch once and is written down once', async () => {
    const customer = await customerWithFactor();
    const all = await times(10, () => off(customer));
    expect(all.filter(({ held }) => held)).toHaveLength(1);

    const after = await present(customer.customerId);
    for (const gone of ['factor', 'factorSince', 'recoveryCodes', 'recoveryKey']) expect(after).not.toHaveProperty(gone);
    expect(after).toMatchObject({ epoch: customer.epoch + 1, epochMadeBy: 'j' });
    expect((await auditOf(customer.customerId)).filter((event) => event === 'two_factor_off')).toHaveLength(1);
  });

  it('is refused for another method than the one that is on, and while it is off', async () => {
    const customer = await customerWithFactor();
    expect((await off({ ...customer, factor: 'totp' })).held).toBe(false);
    const without = await customerWithoutFactor();
    expect((await off({ ...without, factor: 'email' })).held).toBe(false);
    expect((await present(without.customerId)).epoch).toBe(without.epoch);
  });

  it('and on again ends the login that was under way, and keeps its wrong guesses', async () => {
    const { customerId } = await customerWithFactor();
    const pending = await dispatched(customerId, start);
    await guess(pending, 'wrong', start + 1);
    await off(await present(customerId));
    await on(await present(customerId));

    expect(await guess(pending, 'right', start + 3)).toMatchObject({ is: 'refused' });
    expect((await present(customerId)).round?.guesses).toEqual([bytes('wrong')]);
  });
});
