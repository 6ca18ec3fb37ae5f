import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import type { Budget } from '../../shared/store/sliding-budget.ts';
import { start, times } from './customer.ts';
import { cancelOnce, loseNextAnswer, noFault } from './faults.ts';
import { budgetsFreeAt, get, giveBackTo, readBudgets, takeFrom } from './store.ts';

const small = (most: number): Budget => ({ of: randomUUID(), most, keeps: 'each' });
const large = (most: number): Budget => ({ of: randomUUID(), most, keeps: 'quarters' });
const taking = (at: number) => ({ id: randomUUID(), at });
const take = (budgets: Budget[], at: number) => takeFrom(budgets, taking(at));
const usesOf = async (budget: Budget) => (await readBudgets([budget]))[0]?.uses.reduce((sum, { count }) => sum + count, 0);

afterEach(() => void noFault());

describe('a budget that slides', () => {
  it.each([small, large])('gives what it has to forty at once, and no more', async (make) => {
    const budget = make(10);
    const taken = await times(40, () => take([budget], start));
    expect(taken.filter(({ held }) => held)).toHaveLength(10);
    expect(await usesOf(budget)).toBe(10);
  });

  it('is free to the millisecond 24 hours after the use that is in the way, where each is kept', async () => {
    const budget = small(2);
    await take([budget], start);
    await take([budget], start + HOUR);
    expect(await take([budget], start + 2 * HOUR)).toEqual({ held: false, freeAt: start + DAY });
    expect(await take([budget], start + DAY - 1)).toEqual({ held: false, freeAt: start + DAY });
    expect(await take([budget], start + DAY)).toEqual({ held: true });
    expect(await take([budget], start + DAY)).toEqual({ held: false, freeAt: start + DAY + HOUR });
  });

  it('is free 24 hours after the end of the quarter that is in the way, where numbers are kept', async () => {
    const budget = large(2);
    await take([budget], start + SECOND);
    await take([budget], start + HOUR);
    const freeAt = start + 15 * MINUTE + DAY;
    expect(await take([budget], freeAt - 1)).toEqual({ held: false, freeAt });
    expect(await take([budget], freeAt)).toEqual({ held: true });
    expect(await take([budget], freeAt)).toEqual({ held: false, freeAt: freeAt + HOUR });
  });

  it('never gives more in any 24 hours, and keeps no more than 97 numbers, however many are taken', async () => {
    const budget = large(100);
    const takenAt: number[] = [];
    for (let at = start; at < start + 3 * DAY; at += 11 * MINUTE) {
      if ((await take([budget], at)).held) takenAt.push(at);
      const [account] = await readBudgets([budget]);
      expect(account?.uses.length).toBeLessThanOrEqual(97);
    }
    for (const at of takenAt) expect(takenAt.filter((other) => other >= at && other < at + DAY).length).toBeLessThanOrEqual(100);
    expect(takenAt.length).toBeGreaterThan(280);
  });

  it('of none gives none, and says to ask again in a day', async () => {
    for (const budget of [small(0), large(0)]) expect(await take([budget], start)).toEqual({ held: false, freeAt: start + DAY });
  });

  it('is no larger than what somebody else may take of it', async () => {
    const all = large(4);
    const part = { ...all, most: 3 };
    for (let nth = 0; nth < 3; nth++) expect((await take([part], start)).held).toBe(true);
    expect((await take([part], start)).held).toBe(false);
    expect((await take([all], start)).held).toBe(true);
    expect((await take([all], start)).held).toBe(false);
  });
});

describe('several budgets', () => {
  it('are all taken from or none is, and the latest of their times counts', async () => {
    const [one, other, shop] = [small(2), small(1), large(5)];
    await take([other], start + HOUR);
    await take([one], start);
    await take([one], start);
    expect(await take([one, other, shop], start + 2 * HOUR)).toEqual({ held: false, freeAt: start + HOUR + DAY });
    expect(await usesOf(shop)).toBe(0);
    expect(await take([one, other, shop], start + HOUR + DAY)).toEqual({ held: true });
    expect(await Promise.all([one, other, shop].map(usesOf))).toEqual([1, 1, 1]);
  });

  it('get back what was taken once, however often it is given back', async () => {
    const budgets = [small(2), large(2)];
    const mine = taking(start);
    await takeFrom(budgets, mine);
    await take(budgets, start);
    expect((await take(budgets, start)).held).toBe(false);
    const given = await times(10, () => giveBackTo(budgets, mine));
    expect(given.filter(Boolean)).toHaveLength(1);
    expect(await Promise.all(budgets.map(usesOf))).toEqual([1, 1]);
    expect(await giveBackTo(budgets, taking(start))).toBe(false);
  });

  it('count once although an answer was lost, or another transaction was in the way', async () => {
    const budgets = [small(5), large(5)];
    const mine = taking(start);
    loseNextAnswer();
    expect(await takeFrom(budgets, mine)).toEqual({ held: true });
    cancelOnce();
    expect((await take(budgets, start)).held).toBe(true);
    expect(await Promise.all(budgets.map(usesOf))).toEqual([2, 2]);
    loseNextAnswer();
    await giveBackTo(budgets, mine);
    expect(await Promise.all(budgets.map(usesOf))).toEqual([1, 1]);
  });

  it('are removed some day: each item says when', async () => {
    const budgets = [small(5), large(5)];
    await take(budgets, start);
    for (const { of } of budgets) {
      expect(await get({ pk: `BUDGET#${of}`, sk: 'BUDGET' })).toMatchObject({ ttl: (start + 2 * DAY) / 1000 });
    }
    expect(await budgetsFreeAt(budgets, start)).toBe(start);
  });
});
