/** Who is there, in the order of their ids. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { unwatched, watched } from './calls.ts';
import { anEmail, customerWithoutFactor, factsOf, present, start, times } from './customer.ts';
import { changeCustomer, deleteCustomer, directoryKey, get, put, putCustomer, remove, search, takeCustomerOut } from './store.ts';

const putIn = (customerId: string, email = anEmail()) => putCustomer(customerId, () => factsOf(anEmail(), { email }), 'tests', start);

/** Every page, each of `limit`, as ids. */
async function pages(searched: Parameters<typeof search>[0], limit: number): Promise<string[][]> {
  const all: string[][] = [];
  let page: Awaited<ReturnType<typeof search>> | undefined;
  do {
    page = await search(searched, limit, page?.last);
    all.push(page.customers.map(({ customerId }) => customerId));
  } while (page.more);
  return all;
}

describe('the directory', () => {
  it('has everybody once, in the order of their ids, however long a page is', async () => {
    const idPrefix = `${randomUUID()}:`;
    // Digits, letters of both cases, and what else an id may hold: `-` comes before `0`, `A` before `a`.
    const names = [...Array.from({ length: 30 }, (_, nth) => String(nth)), 'A', 'a', 'B', '~', '-', '.', '@', '+', ':', '_'];
    const ids = names.map((name) => `${idPrefix}${name}`);
    await Promise.all(ids.map((id) => putIn(id)));
    for (const limit of [1, 7, 39, 40, 41, 100]) {
      const found = await pages({ idPrefix }, limit);
      expect(found.flat()).toEqual(ids.toSorted());
      expect(found.map(({ length }) => length)).toEqual([
        ...Array<number>(Math.ceil(ids.length / limit) - 1).fill(limit),
        ids.length % limit || limit,
      ]);
    }
  });

  it('begins where the id does: nothing before, nothing beside', async () => {
    const base = randomUUID();
    for (const id of [`${base}-1`, `${base}-10`, `${base}-2`, `x${base}-1`]) await putIn(id);
    expect(await pages({ idPrefix: `${base}-1` }, 10)).toEqual([[`${base}-1`, `${base}-10`]]);
    expect(await pages({ idPrefix: `${base}-3` }, 10)).toEqual([[]]);
  });

  it('spreads ids that come one after the other over all its partitions', () => {
    const parts = Map.groupBy(
      Array.from({ length: 1000 }, (_, nth) => directoryKey(`c-${1000 + nth}`)),
      ({ pk }) => pk,
    );
    expect(parts.size).toBe(8);
    for (const part of parts.values()) expect(part.length).toBeGreaterThan(80);
  });

  it('goes on after one who was taken out meanwhile, and leaves out whoever goes in the very moment', async () => {
    const idPrefix = `${randomUUID()}:`;
    const ids = Array.from({ length: 5 }, (_, nth) => `${idPrefix}${nth}`);
    for (const id of ids) await putIn(id);
    const first = await search({ idPrefix }, 2);
    await deleteCustomer(`${idPrefix}1`, 'tests', start);
    expect((await search({ idPrefix }, 2, first.last)).customers.map(({ customerId }) => customerId)).toEqual(ids.slice(2, 4));
    await remove({ pk: `CUSTOMER#${idPrefix}3`, sk: 'CUSTOMER' });
    expect(await search({ idPrefix }, 2, first.last)).toMatchObject({ customers: [{ customerId: ids[2] }], last: ids[3], more: true });
  });

  it('is written with the customer, and with nothing else', async () => {
    const customer = await customerWithoutFactor();
    const { customerId } = customer;
    expect(await get(directoryKey(customerId))).toEqual({ ...directoryKey(customerId), customerId });
    const calls = watched();
    await changeCustomer(customerId, { set: { wrongInRow: 1 } }).finally(unwatched);
    expect(calls).toEqual(['UpdateItem']);
    expect((await takeCustomerOut(await present(customerId), 'tests', start)).held).toBe(true);
    expect(await get(directoryKey(customerId))).toBeUndefined();
  });

  it('of two who want one username has the one who got it', async () => {
    const username = anEmail();
    const ids = Array.from({ length: 5 }, () => randomUUID());
    const done = await Promise.all(ids.map((id) => putCustomer(id, () => factsOf(username), 'tests', start)));
    for (const [nth, id] of ids.entries()) expect((await get(directoryKey(id))) !== undefined).toBe(done[nth]?.is === 'put');
  });
});

describe('who is looked for', () => {
  it('by a username is the one who logs in with it, in whatever letters', async () => {
    const { customerId, username } = await customerWithoutFactor();
    for (const typed of [username, username.toUpperCase(), ` ${username} `]) {
      expect(await pages({ username: typed }, 10)).toEqual([[customerId]]);
    }
    expect(await search({ username: anEmail() }, 10)).toEqual({ customers: [], last: undefined, more: false });
  });

  it('by an address are all who have it, page by page, and nobody who has it no more', async () => {
    const email = anEmail();
    const ids = (await times(5, async () => randomUUID())).toSorted();
    for (const id of ids) await putIn(id, email);
    expect(await pages({ email: email.toUpperCase() }, 2)).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
    await changeCustomer(ids[0] as string, { set: { email: anEmail() } });
    expect((await pages({ email }, 10)).flat()).toEqual(ids.slice(1));
  });

  it('is not led to by a name that is another’s by now', async () => {
    const { customerId, username } = await customerWithoutFactor();
    await changeCustomer(customerId, { set: { username: anEmail() } });
    expect(await pages({ username }, 10)).toEqual([[]]);
    await put({ ...directoryKey('nobody'), customerId: 'nobody' });
    expect(await pages({ idPrefix: 'nobody' }, 10)).toEqual([[]]);
  });
});
