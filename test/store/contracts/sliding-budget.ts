/** Budgets that slide: two of them, one that keeps each use and one that keeps numbers, moved together. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DAY } from '../../../shared/flow/budgets.ts';
import { counts } from '../../../shared/flow/lately.ts';
import { type Account, type BudgetEvent, countedAt, QUARTER, transition, type Use } from '../../../shared/flow/sliding-budget.ts';
import type { Budget } from '../../../shared/store/sliding-budget.ts';
import { start } from '../customer.ts';
import { forget, get, giveBackTo, put, readBudgets, takeIfLeft } from '../store.ts';
import { contract } from './contract.ts';

const now = start + 7 * QUARTER + 1;

type Case = {
  each: Account;
  quarters: Account;
  event: BudgetEvent | { is: 'forget'; kept: 'each' | 'quarters'; seen: readonly Use[] };
};

const taking = { id: 'mine', at: now };
/** Some are of today, some of yesterday, and some of the very moment at which they count no more. */
const moment = fc.oneof(fc.constantFrom(now, now - DAY, now - DAY + 1), fc.integer({ min: now - 2 * DAY, max: now }));

const uses = fc.uniqueArray(
  fc.tuple(moment, fc.constantFrom('a', 'b')).map(([at, id]): Use => ({ at, count: 1, id })),
  { maxLength: 4, selector: ({ at, id }) => `${at} ${id}` },
);
const numbers = fc.uniqueArray(
  fc.tuple(moment, fc.integer({ min: 1, max: 4 })).map(([at, count]): Use => ({ at: countedAt('quarters', at), count })),
  { maxLength: 4, selector: ({ at }) => at },
);

const sumOf = (kept: readonly Use[]) => kept.reduce((sum, { count }) => sum + count, 0);
const sorted = (kept: readonly Use[]) =>
  kept.filter(({ count }) => count > 0).toSorted((a, b) => a.at - b.at || ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
const counting = (kept: readonly Use[]) => sorted(kept.filter((use) => counts(use.at, now)));

const event = fc.constantFrom('take' as const, 'give back' as const, 'forget' as const);

const cases: fc.Arbitrary<Case> = fc
  .record({
    each: uses,
    quarters: numbers,
    mostUses: fc.integer({ min: 1, max: 4 }),
    mostInAll: fc.integer({ min: 1, max: 8 }),
    event,
    isThere: fc.boolean(),
    isCounted: fc.boolean(),
    kept: fc.constantFrom('each' as const, 'quarters' as const),
    moved: fc.boolean(),
  })
  .map(({ isThere, isCounted, kept, moved, ...given }) => {
    const each: Account = { keeps: 'each', most: given.mostUses, uses: given.each };
    const quarters: Account = { keeps: 'quarters', most: given.mostInAll, uses: given.quarters };
    if (given.event === 'take') {
      // Whoever takes has removed what counts no more.
      const withoutOver = (account: Account): Account => ({ ...account, uses: counting(account.uses) });
      return { each: withoutOver(each), quarters: withoutOver(quarters), event: { is: 'take', taking } };
    }
    if (given.event === 'give back') {
      // What was taken is in both, or somebody has removed it from one of them.
      const mine: Use = { at: taking.at, count: 1, id: taking.id };
      const quarter = countedAt('quarters', taking.at);
      const counted: Use = { at: quarter, count: 2 };
      const others = given.quarters.filter(({ at }) => at !== quarter);
      return {
        each: { ...each, uses: isThere ? [...given.each, mine] : given.each },
        quarters: { ...quarters, uses: isCounted ? [...others, counted] : others },
        event: { is: 'give back', taking },
      };
    }
    // Somebody has moved a number since it was read.
    const seen = kept === 'each' ? given.each : given.quarters.map((use) => (moved ? { ...use, count: use.count + 1 } : use));
    return { each, quarters, event: { is: 'forget', kept, seen } };
  });

const names = (of: string): [Budget, Budget] => [
  { of: `${of}/each`, most: 0, keeps: 'each' },
  { of: `${of}/quarters`, most: 0, keeps: 'quarters' },
];

/** As the store keeps them. */
async function putUses(of: string, { each, quarters }: Case): Promise<void> {
  const [one, other] = names(of);
  const taken = new Set(each.uses.map(({ at, id }) => `${at} ${id}`));
  if (taken.size > 0) await put({ pk: `BUDGET#${one.of}`, sk: 'BUDGET', taken });
  if (quarters.uses.length === 0) return;
  const kept = Object.fromEntries(quarters.uses.map(({ at, count }) => [`q${at / QUARTER}`, count]));
  await put({ pk: `BUDGET#${other.of}`, sk: 'BUDGET', ...kept, takenInAll: sumOf(quarters.uses) });
}

export const slidingBudget = contract<Case>('sliding budget: uses are taken, given back and forgotten', {
  cases,
  event: ({ event: { is } }) => (is === 'take' ? 'take a use' : is === 'give back' ? 'give a use back' : 'forget what counts no more'),
  table: async (played) => {
    const of = randomUUID();
    const { each, quarters, event } = played;
    const [one, other] = names(of);
    const budgets = [
      { ...one, most: each.most },
      { ...other, most: quarters.most },
    ];
    await putUses(of, played);
    const answer = async () => {
      if (event.is === 'take') return takeIfLeft(budgets, event.taking);
      if (event.is === 'give back') return giveBackTo(budgets, event.taking);
      return forget(event.kept === 'each' ? one : other, event.seen, now);
    };
    const said = await answer();
    const after = await readBudgets(budgets);
    const { takenInAll = 0 } = (await get<{ takenInAll?: number }>({ pk: `BUDGET#${other.of}`, sk: 'BUDGET' })) ?? {};
    return {
      said,
      after: after.map(({ uses }) => (event.is === 'forget' ? sorted(uses) : counting(uses))),
      sumIsRight: takenInAll === sumOf(after[1]?.uses ?? []),
    };
  },
  machine: ({ each, quarters, event }) => {
    const before = [each, quarters];
    if (event.is !== 'forget') {
      const outcome = transition(before, event, now);
      const after = (outcome.is === 'moved' ? outcome.uses : before.map(({ uses }) => uses)).map(counting);
      return { said: outcome.is === 'moved', after, sumIsRight: true };
    }
    const over = event.seen.filter((use) => !counts(use.at, now));
    const account = event.kept === 'each' ? each : quarters;
    const isAsRead = over.every((use) => account.uses.some(({ at, count }) => at === use.at && count === use.count));
    const left = isAsRead ? account.uses.filter((use) => counts(use.at, now)) : account.uses;
    return { said: isAsRead, after: before.map((each) => sorted(each === account ? left : each.uses)), sumIsRight: true };
  },
});
