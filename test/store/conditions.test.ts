import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { condition, isNew, stillIs } from '../../shared/store/expressions.ts';
import { start, times } from './customer.ts';
import { noFault, refuseBesideConflict, withoutFault } from './faults.ts';
import { inputsOf, leaveUnread, undisturbed } from './interleaving.ts';
import { finishErasure, get, getAll, keepKey, noteKey, put, query, readKey, remove, transact, update } from './store.ts';

const exists = condition('exists', 'attribute_exists(pk)');

const aKey = () => ({ pk: `TEST#${randomUUID()}`, sk: 'TEST' });

describe('a condition that does not hold is a value', () => {
  it('with no item, where none is there', async () => {
    const key = aKey();
    expect(await update(key, { set: { colour: 'red' } }, exists)).toEqual({ held: false, item: undefined });
    expect(await update(key, { set: { colour: 'red' } }, stillIs('colour', 'blue'))).toEqual({ held: false, item: undefined });
    expect(await update(key, { append: { colours: ['red'] } }, condition('fewerThanFive', 'size(colours) < :5', { ':5': 5 }))).toEqual({
      held: false,
      item: undefined,
    });
    expect(await transact([{ check: key, if: [exists] }])).toEqual({ held: false, refusedBy: 0, item: undefined });
    expect(await remove(key, exists)).toBe(false);
    expect(await get(key)).toBeUndefined();
  });

  it('with the item that refused the write, as it was', async () => {
    const key = aKey();
    const item = { ...key, colour: 'red' };
    await put(item);
    expect(await put({ ...key, colour: 'blue' }, isNew)).toEqual({ held: false, item });
    expect(await update(key, { set: { colour: 'blue' } }, stillIs('colour', undefined))).toEqual({ held: false, item });
    expect(await remove(key, stillIs('colour', 'blue'))).toBe(false);
    expect(await get(key)).toEqual(item);
  });

  it('of a transaction that names the step, and then no step is done', async () => {
    const [one, other] = [aKey(), aKey()];
    const items = [one, other].map((key) => ({ ...key, colour: 'red' }));
    for (const item of items) await put(item);
    const paint = (key: typeof one, was: string) => ({ update: key, change: { set: { colour: 'blue' } }, if: [stillIs('colour', was)] });
    expect(await transact([paint(one, 'red'), paint(other, 'green')])).toEqual({ held: false, refusedBy: 1, item: items[1] });
    expect(await transact([paint(one, 'green'), { remove: other }])).toEqual({ held: false, refusedBy: 0, item: items[0] });
    expect(await getAll([one, other])).toEqual(items);
  });
});

describe('a refusal is final:', () => {
  it('what a condition refused is not tried again, be there a conflict beside it', async () => {
    const key = aKey();
    const steps = [{ check: key, if: [exists] }];
    const tries = withoutFault();
    expect(await transact(steps).finally(noFault)).toMatchObject({ held: false, refusedBy: 0 });
    expect(tries()).toBe(1);
    const more = refuseBesideConflict();
    expect(await transact([{ put: key }, { put: aKey() }]).finally(noFault)).toEqual({ held: false, refusedBy: 1, item: undefined });
    expect(more()).toBe(1);
  });
});

describe('a change', () => {
  it('sets, removes, appends and counts, and gives the item as it then is', async () => {
    const item = { ...aKey(), colour: 'red', ttl: 1, list: ['a'], count: 1 };
    await put(item);
    const change = { set: { ttl: 2, colour: undefined }, append: { list: ['b'] }, add: { count: 1 } };
    const { pk, sk } = item;
    expect(await update({ pk, sk }, change, exists)).toEqual({ held: true, item: { pk, sk, ttl: 2, list: ['a', 'b'], count: 2 } });
  });
});

describe('several items read at once', () => {
  it('come in the order of their keys, with gaps where nothing is', async () => {
    const [a, b, c] = [aKey(), aKey(), aKey()];
    for (const item of [a, b, c]) await put(item);
    expect(await getAll([c, aKey(), a, b])).toEqual([c, undefined, a, b]);
  });

  it('come although DynamoDB leaves some of them unread twice, and not for ever', async () => {
    const keys = [aKey(), aKey(), aKey()];
    for (const item of keys) await put(item);
    leaveUnread(2);
    expect(await getAll(keys)).toEqual(keys);
    leaveUnread(3);
    await expect(getAll(keys)).rejects.toThrow('unread');
    undisturbed();
    expect(await getAll([])).toEqual([]);
  });
});

describe('the items of a partition', () => {
  it('come in the order of their sort keys or against it, page by page, those with the prefix', async () => {
    const { pk } = aKey();
    for (const sk of ['A#1', 'B#1', 'B#2', 'B#3', 'C#1']) await put({ pk, sk });
    const page = async (limit: number, more = {}) => {
      const found = await query(pk, 'B#', limit, more);
      return { ...found, items: found.items.map(({ sk }) => sk) };
    };
    expect(await page(9)).toEqual({ items: ['B#1', 'B#2', 'B#3'], more: false });
    expect(await page(2)).toEqual({ items: ['B#1', 'B#2'], more: true });
    expect(await page(9, { after: 'B#2' })).toEqual({ items: ['B#3'], more: false });
    expect(await page(2, { backwards: true })).toEqual({ items: ['B#3', 'B#2'], more: true });
    expect(await page(9, { backwards: true, after: 'B#2' })).toEqual({ items: ['B#1'], more: false });
  });
});

it('every read of the table is consistent', async () => {
  const { pk, sk } = aKey();
  const reads = inputsOf('GetItemCommand', 'BatchGetItemCommand', 'QueryCommand');
  await get({ pk, sk });
  await getAll([{ pk, sk }]);
  await query(pk, 'any', 1);
  await put({ ...noteKey('nobody'), usernameId: 'nobody' });
  await finishErasure('nobody').finally(undisturbed);
  const ofTable = JSON.stringify(reads.filter((input) => !('IndexName' in input)));
  expect(reads.length).toBeGreaterThan(5);
  expect(ofTable.match(/"ConsistentRead":true/g)).toHaveLength(reads.filter((input) => !('IndexName' in input)).length);
});

describe('a failure that is no condition', () => {
  it('is thrown, whatever was written', async () => {
    const key = aKey();
    const failing = condition('failing', 'no such function(', {});
    for (const write of [
      () => put(key, failing),
      () => update(key, { set: { colour: 'red' } }, failing),
      () => remove(key, failing),
      () => transact([{ put: key, if: [failing] }]),
      // Twice the same item in one transaction.
      () => transact([{ put: key }, { remove: key }]),
    ]) {
      await expect(write()).rejects.toThrow();
    }
    expect(await get(key)).toBeUndefined();
  });
});

describe('a key of the keyring', () => {
  it('that twenty functions make at once is the same for all of them', async () => {
    const kept = await times(20, (index) => keepKey('codes', 1, { wrapped: Buffer.from(`key ${index}`), madeAt: start + index }));
    const names = new Set(kept.map(({ wrapped }) => Buffer.from(wrapped).toString()));
    expect(names.size).toBe(1);
    expect([...names]).toEqual([Buffer.from((await readKey('codes', 1))?.wrapped ?? []).toString()]);
  });

  it('is another for each purpose and version', async () => {
    await keepKey('codes', 2, { wrapped: Buffer.from('two'), madeAt: start });
    expect(await readKey('codes', 3)).toBeUndefined();
    expect(await readKey('challenges', 2)).toBeUndefined();
    expect((await keepKey('challenges', 2, { wrapped: Buffer.from('other'), madeAt: start })).madeAt).toBe(start);
  });
});
