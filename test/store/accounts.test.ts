import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { unwatched, watched } from './calls.ts';
import { anEmail, factsOf, start } from './customer.ts';
import { addressMoved, customerMeant, customersAt, customersMeant, deleteCustomer, get, loginKey, putCustomer, transact } from './store.ts';

async function customerAt(email: string, username: string = randomUUID()): Promise<string> {
  const customerId = randomUUID();
  expect((await putCustomer(customerId, () => factsOf(username, { email }), 'tests', start)).is).toBe('put');
  return customerId;
}

const found = async (typed: string) => (await customerMeant(typed))?.customerId;

it('of a username somebody may be asked for the owner alone: nothing else of the item is read', async () => {
  const username = anEmail();
  const customerId = randomUUID();
  const facts = factsOf(username, { passwordHash: 'a hash' });
  expect((await putCustomer(customerId, () => facts, 'tests', start)).is).toBe('put');
  expect(await get(loginKey(username), 'customerId')).toEqual({ customerId });
});

describe('who is meant by an address', () => {
  it('is its one customer, whatever its case', async () => {
    const email = anEmail();
    const customerId = await customerAt(email);
    expect([await found(email.toUpperCase()), await found(anEmail())]).toEqual([customerId, undefined]);
  });

  it('is not one who has another by now: what was left behind decides nothing', async () => {
    const [before, present] = [anEmail(), anEmail()];
    const customerId = await customerAt(present);
    await transact(addressMoved(customerId, undefined, before, start));
    expect([await found(before), await found(present)]).toEqual([undefined, customerId]);
    // Nor does it stand in the way of who has it.
    const next = await customerAt(before);
    expect(await found(before)).toBe(next);
  });

  it('is told by an item that goes along: from the address before to the next one, and away with the customer', async () => {
    const [before, next] = [anEmail(), anEmail()];
    const customerId = await customerAt(before);
    const byAddress = async (email: string) => (await customersMeant(email)).byAddress;
    expect(await byAddress(before)).toEqual([customerId]);
    const facts = factsOf(anEmail(), { email: next });
    await putCustomer(customerId, () => facts, 'tests', start);
    expect([await byAddress(before), await byAddress(next)]).toEqual([[], [customerId]]);
    await putCustomer(customerId, () => ({ ...facts, email: next.toUpperCase() }), 'tests', start);
    expect(await byAddress(next)).toEqual([customerId]);
    await deleteCustomer(customerId, 'tests', start);
    expect(await byAddress(next)).toEqual([]);
  });

  it('takes the same calls to find out, whether it is anybody or nobody', async () => {
    const email = anEmail();
    await customerAt(email);
    for (const typed of [email, anEmail()]) {
      const calls = watched();
      await found(typed).finally(unwatched);
      expect(calls.toSorted()).toEqual(['GetItem', 'GetItem', 'Query']);
    }
  });

  it('is the other one, once one of two is gone', async () => {
    const email = anEmail();
    const [one, other] = [await customerAt(email), await customerAt(email)];
    expect(await found(email)).toBeUndefined();
    await deleteCustomer(one, 'tests', start);
    expect(await found(email)).toBe(other);
  });

  it('is whose username it is, before whose address', async () => {
    const name = anEmail();
    await customerAt(name);
    const named = await customerAt(anEmail(), name);
    expect(await found(name)).toBe(named);
  });
});

describe('whose address it is', () => {
  it('is everybody who has it, however many pages that are', async () => {
    const email = anEmail();
    const ids = Array.from({ length: 41 }, () => randomUUID());
    for (const id of ids) await transact(addressMoved(id, undefined, email, start));
    expect(await customersAt(email.toUpperCase())).toEqual(ids.toSorted());
    expect(await customersAt(anEmail())).toEqual([]);
  });
});
