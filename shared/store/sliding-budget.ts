/**
 * Sliding budgets on the table: an item per thing that is counted. Every write commutes with every other, so that people who take
 * at the same moment do not get in each other's way: a use is added on the condition that the budget has one left, and only what
 * counts no more is removed. Several budgets move in one transaction, or none of them does.
 *
 * Where each use is kept, the item has a set of `<time> <id>`: adding or removing one twice is doing it once. Where numbers are
 * kept, it has one a quarter of an hour (`q<number of the quarter>`) and their sum (`takenInAll`), which is what a condition can compare.
 */

import { counts } from '../flow/lately.ts';
import { type Account, countedAt, freeAt, type Kept, QUARTER, type Taking, transition, type Use } from '../flow/sliding-budget.ts';
import type { Limit } from '../log/audit-events.ts';
import { getAll, transact, update } from './data.ts';
import { type Condition, condition } from './expressions.ts';
import { ttlOfLately } from './lately.ts';
import { partitions } from './partitions.ts';
import type { Item, Key, Step, Transacted } from './table.ts';

/**
 * `of`: what is counted, an address never in the clear; `most`: how many there may be in any 24 hours; `limit`: what the audit log calls it
 * where somebody ought to know that it was reached.
 */
export type Budget = { of: string; most: number; keeps: Kept; limit?: Limit };

/** `freeAt`: ms since 1970. */
export type Taken = { held: true } | { held: false; freeAt: number };

/** Each turn of a loop loses to somebody else who took, gave back or forgot in between. */
const TURNS = 8;

const budgetKey = ({ of }: Budget): Key => ({ pk: `${partitions.budget}${of}`, sk: 'BUDGET' });
const useName = ({ at, id }: Taking): string => `${at} ${id}`;
const quarterName = (at: number): string => `q${at / QUARTER}`;

// ---- what must hold ----

/** Fewer uses are kept than the budget has. */
const useIsLeft = (most: number): Condition =>
  condition('useIsLeft', '(attribute_not_exists(taken) OR size(taken) < :mostUses)', { ':mostUses': most });
/** All the numbers that are kept are together less than the budget has. */
const totalIsLeft = (most: number): Condition =>
  condition('totalIsLeft', '(attribute_not_exists(takenInAll) OR takenInAll < :mostInAll)', { ':mostInAll': most });
/** The use is there: nobody has given it back yet. */
const useIsThere = (name: string): Condition => condition('useIsThere', 'contains(taken, :use)', { ':use': name });
/** The number of the quarter is there, and not forgotten. */
const quarterIsThere = (quarter: string): Condition => condition('quarterIsThere', `${quarter} > :nobody`, { ':nobody': 0 });
/** The numbers that are taken off the sum are those that were read. */
function numbersAreStill(uses: readonly Use[]): Condition {
  const text = uses.map(({ at }) => `${quarterName(at)} = :read_${quarterName(at)}`).join(' AND ');
  const values = Object.fromEntries(uses.map(({ at, count }) => [`:read_${quarterName(at)}`, count]));
  return condition('numbersAreStill', text, values);
}

// ---- taking and giving back ----

/** Takes one out of every budget, or out of none. */
export async function takeFrom(budgets: readonly Budget[], taking: Taking): Promise<Taken> {
  const { at: now } = taking;
  if (budgets.length === 0) return { held: true };
  for (let turn = 0; turn < TURNS; turn++) {
    const accounts = await readBudgets(budgets);
    const next = transition(accounts, { is: 'take', taking }, now);
    if (next.is === 'used up') return { held: false, freeAt: next.freeAt };
    await Promise.all(budgets.map((budget, nth) => forget(budget, accounts[nth]?.uses ?? [], now)));
    if (await takeIfLeft(budgets, taking)) return { held: true };
  }
  throw new Error('the budgets never came to rest');
}

/** One try. What is kept and counts no more is in the way of it. */
export async function takeIfLeft(budgets: readonly Budget[], taking: Taking): Promise<boolean> {
  return (await transact(budgets.map((budget) => takeStep(budget, taking)))).held;
}

/** Gives back what `takeFrom` took, once. At least one of the budgets has to keep each use. */
export async function giveBackTo(budgets: readonly Budget[], taking: Taking): Promise<boolean> {
  for (let turn = 0; turn < TURNS; turn++) {
    const given: Transacted = await transact(budgets.map((budget) => giveBackStep(budget, taking)));
    if (given.held || given.refusedBy >= 0) return given.held;
  }
  throw new Error('the budgets never came to rest');
}

/** When all of them have one left, as they stand; it may be gone before it is taken. */
export async function budgetsFreeAt(budgets: readonly Budget[], now: number): Promise<number> {
  return freeAt(await readBudgets(budgets), now);
}

function takeStep(budget: Budget, taking: Taking): Step {
  const { keeps, most } = budget;
  const ttl = ttlOfLately(taking.at);
  if (keeps === 'each') {
    return { update: budgetKey(budget), change: { add: { taken: new Set([useName(taking)]) }, set: { ttl } }, if: [useIsLeft(most)] };
  }
  const add = { [quarterName(countedAt(keeps, taking.at))]: 1, takenInAll: 1 };
  return { update: budgetKey(budget), change: { add, set: { ttl } }, if: [totalIsLeft(most)] };
}

function giveBackStep(budget: Budget, taking: Taking): Step {
  const { keeps } = budget;
  if (keeps === 'each') {
    const name = useName(taking);
    return { update: budgetKey(budget), change: { take: { taken: new Set([name]) } }, if: [useIsThere(name)] };
  }
  const quarter = quarterName(countedAt(keeps, taking.at));
  return { update: budgetKey(budget), change: { add: { [quarter]: -1, takenInAll: -1 } }, if: [quarterIsThere(quarter)] };
}

// ---- reading, and forgetting ----

/** The budgets as they stand, in their order. */
export async function readBudgets(budgets: readonly Budget[]): Promise<Account[]> {
  const items = await getAll(budgets.map(budgetKey));
  return budgets.map(({ keeps, most }, nth) => ({ keeps, most, uses: usesOf(items[nth], keeps) }));
}

function usesOf(item: Item | undefined, keeps: Kept): Use[] {
  if (keeps === 'each') {
    return [...((item?.taken as Set<string> | undefined) ?? [])].map((name) => {
      const [at, id = ''] = name.split(' ');
      return { at: Number(at), count: 1, id };
    });
  }
  const quarters = Object.entries(item ?? {}).filter(([name]) => /^q\d+$/.test(name));
  return quarters.map(([name, count]) => ({ at: Number(name.slice(1)) * QUARTER, count: Number(count) }));
}

/** Removes what counts no more of what was read. Not held where a number was changed since. */
export async function forget(budget: Budget, uses: readonly Use[], now: number): Promise<boolean> {
  const over = uses.filter((use) => !counts(use.at, now));
  if (over.length === 0) return true;
  if (budget.keeps === 'each') {
    const names = over.map(({ at, id = '' }) => useName({ at, id }));
    return (await update(budgetKey(budget), { take: { taken: new Set(names) } })).held;
  }
  const set = Object.fromEntries(over.map(({ at }) => [quarterName(at), undefined]));
  const takenInAll = -over.reduce((sum, { count }) => sum + count, 0);
  return (await update(budgetKey(budget), { set, add: { takenInAll } }, numbersAreStill(over))).held;
}
