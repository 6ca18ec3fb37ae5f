import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../shared/flow/budgets.ts';
import type { Customer } from '../../shared/store/customers.ts';
import { codesOf, customerWithApp, customerWithContacts, firstStep } from './app.ts';
import { auditOf, customerWithoutFactor, inAnyVersion, present, start, times } from './customer.ts';
import { endEverySession, putPendingKey, switchOff, switchOnEmail, switchOnTotp, takePendingKey } from './store.ts';

const aKey = (id: string = randomUUID()) => ({ id, sealed: Buffer.from(`sealed ${id}`), expiresAt: start + 15 * MINUTE });
const pendingFacts = ['pendingKey', 'pendingKeyId', 'pendingKeyExpiresAt', 'pendingKeyEpoch'];

type Key = ReturnType<typeof aKey>;

const activate = (customer: Customer, { id, sealed }: Key, jti = 'j') =>
  switchOnTotp(customer, { id, sealed, step: firstStep }, codesOf('fresh'), { jti }, start + 1);

/** A customer with contacts whose pending key was taken out. */
async function withKeyTaken(): Promise<{ customer: Customer; key: Key }> {
  const customer = await customerWithContacts();
  const key = aKey();
  await putPendingKey(customer, key);
  expect(await takePendingKey(customer, key.id)).toBe(true);
  return { customer: await present(customer.customerId), key };
}

describe('a pending key', () => {
  it('takes the place of any older one', async () => {
    const customer = await customerWithContacts();
    const [older, newer] = [aKey(), aKey()];
    await putPendingKey(customer, older);
    const put = await putPendingKey(customer, newer);
    expect(put).toMatchObject({
      held: true,
      item: { pendingKeyId: newer.id, pendingKeyExpiresAt: newer.expiresAt, pendingKeyEpoch: customer.epoch },
    });
    expect(Buffer.from(put.item?.pendingKey ?? [])).toEqual(newer.sealed);

    expect(await takePendingKey(customer, older.id)).toBe(false);
    expect(await takePendingKey(customer, newer.id)).toBe(true);
  });

  it('is one of those that were put in at once', async () => {
    const customer = await customerWithContacts();
    const keys = Array.from({ length: 10 }, () => aKey());
    await Promise.all(keys.map((key) => putPendingKey(customer, key)));
    const taken = await Promise.all(keys.map(({ id }) => takePendingKey(customer, id)));
    expect(taken.filter((each) => each)).toHaveLength(1);
  });

  it('is taken out once, and then nothing of it is left but who took it', async () => {
    const customer = await customerWithContacts();
    const key = aKey();
    await putPendingKey(customer, key);
    const taken = await times(10, () => takePendingKey(customer, key.id));
    expect(taken.filter((each) => each)).toHaveLength(1);
    expect(await present(customer.customerId)).toEqual({ ...inAnyVersion(customer), pendingKeyTakenBy: expect.any(String) });
  });

  it('gates nothing: factor, epoch and the active key stay as they are', async () => {
    const customer = await customerWithApp();
    await putPendingKey(customer, aKey());
    const after = await present(customer.customerId);
    for (const fact of pendingFacts) Reflect.deleteProperty(after, fact);
    expect(after).toEqual(inAnyVersion(customer));
  });

  it('is refused once the epoch has moved or the factor is another', async () => {
    const customer = await customerWithContacts();
    await endEverySession(customer, start);
    const late = await putPendingKey(customer, aKey());
    expect(late).toMatchObject({ held: false, item: { epoch: customer.epoch + 1 } });
    expect((await putPendingKey({ ...(late.item as Customer), factor: 'email' }, aKey())).held).toBe(false);
    expect(await putPendingKey({ ...customer, customerId: randomUUID() }, aKey())).toEqual({ held: false, item: undefined });
    expect(await present(customer.customerId)).not.toHaveProperty('pendingKeyId');
  });

  it('keeps the epoch of its enrolment, so that none is finished in a later one', async () => {
    const customer = await customerWithContacts();
    await putPendingKey(customer, aKey());
    await endEverySession(customer, start);
    expect(await present(customer.customerId)).toMatchObject({ pendingKeyEpoch: customer.epoch, epoch: customer.epoch + 1 });
  });
});

describe('activating an app', () => {
  it('makes the key active with its first step and fresh recovery codes, moves the epoch and is written down', async () => {
    const { customer, key } = await withKeyTaken();
    expect(await activate(customer, key)).toMatchObject({ held: true });

    const after = await present(customer.customerId);
    expect(after).toMatchObject({ factor: 'totp', totpKeyId: key.id, totpLastStep: firstStep, recoveryCodes: codesOf('fresh').digests });
    expect(after).toMatchObject({ epoch: customer.epoch + 1, epochMadeBy: 'j' });
    expect(Buffer.from(after.totpKey ?? [])).toEqual(key.sealed);
    expect(await auditOf(customer.customerId)).toEqual(['customer_created', 'two_factor_on']);
  });

  it('is done once, however many try in parallel', async () => {
    const { customer, key } = await withKeyTaken();
    const all = await times(10, (index) => activate(customer, key, `session ${index}`));
    expect(all.filter(({ held }) => held)).toHaveLength(1);
    expect((await present(customer.customerId)).epoch).toBe(customer.epoch + 1);
    expect((await auditOf(customer.customerId)).filter((event) => event === 'two_factor_on')).toHaveLength(1);
  });

  it('is refused once a newer key is pending, which then is the one that can win', async () => {
    const { customer, key } = await withKeyTaken();
    const newer = aKey();
    await putPendingKey(customer, newer);
    expect(await activate(customer, key)).toMatchObject({ held: false, item: { pendingKeyId: newer.id } });
    expect(await present(customer.customerId)).not.toHaveProperty('factor');

    await takePendingKey(customer, newer.id);
    expect((await activate(customer, newer)).held).toBe(true);
    expect(await present(customer.customerId)).toMatchObject({ totpKeyId: newer.id });
  });

  it('is refused without a verified address and a verified phone, and then nothing is written', async () => {
    for (const missing of [{ emailVerified: false }, { phoneVerified: false }]) {
      const customer = await customerWithoutFactor({ phone: '+420601123456', phoneVerified: true, ...missing });
      expect(await activate(customer, aKey())).toEqual({ held: false, item: customer });
      expect(await present(customer.customerId)).toEqual(customer);
      expect(await auditOf(customer.customerId)).toEqual(['customer_created']);
    }
  });

  it('is refused once the epoch has moved or another factor is on', async () => {
    const { customer, key } = await withKeyTaken();
    await switchOnEmail(customer, codesOf('r'), { jti: 'other' }, start);
    expect((await activate(customer, key)).held).toBe(false);
    expect((await activate({ ...customer, epoch: customer.epoch + 1 }, key)).held).toBe(false);
    expect(await present(customer.customerId)).toMatchObject({ factor: 'email', recoveryCodes: codesOf('r').digests });
  });

  it('in the place of another app puts the newer key there, whose steps begin anew', async () => {
    const customer = await customerWithApp();
    const key = aKey();
    expect(await switchOnTotp(customer, { ...key, step: firstStep - 5 }, codesOf('new'), { jti: 'j' }, start)).toMatchObject({
      held: true,
    });
    expect(await present(customer.customerId)).toMatchObject({ totpKeyId: key.id, totpLastStep: firstStep - 5 });
  });
});

describe('nothing of an app is left', () => {
  it.each([
    ['switching off', (customer: Customer) => switchOff(customer, { jti: 'j' }, start + 1)],
    ['changing to codes by e-mail', (customer: Customer) => switchOnEmail(customer, codesOf('r'), { jti: 'j' }, start + 1)],
  ])('after %s, not even an enrolment that was under way', async (_, change) => {
    const customer = await customerWithApp();
    await putPendingKey(customer, aKey());
    expect(await change(customer)).toMatchObject({ held: true });
    const after = await present(customer.customerId);
    for (const gone of ['totpKey', 'totpKeyId', 'totpLastStep', ...pendingFacts]) expect(after).not.toHaveProperty(gone);
  });
});
