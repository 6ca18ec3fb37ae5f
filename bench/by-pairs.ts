/** Two kinds of answers, measured in pairs, each in an order by chance: does their time tell them apart? */
import { mean, median, quantile, welchT } from './statistics.ts';
import type { Row } from './table.ts';

/** Welch's t, without its sign: the bound of test vector leakage assessment (ISO/IEC 17825). */
const BOUND = 4.5;
/** The slowest of both, where the machine was busy with something else, are left out of both. */
const KEPT = 0.95;

/** Milliseconds: of somebody, and of a name that nobody has. */
export type Pair = { theirs: number; nobodys: number };

/** Fisher and Yates. */
export function shuffled<T>(given: readonly T[]): T[] {
  const items = [...given];
  for (let left = items.length; left > 1; left--) {
    const chosen = Math.floor(Math.random() * left);
    [items[left - 1], items[chosen]] = [items[chosen] as T, items[left - 1] as T];
  }
  return items;
}

/** One of each. @param measured makes a call for somebody, or for nobody, and says how long it took */
export async function pairOf(measured: (whose: keyof Pair) => Promise<number>): Promise<Pair> {
  const pair: Pair = { theirs: 0, nobodys: 0 };
  for (const whose of shuffled(['theirs', 'nobodys'] as const)) pair[whose] = await measured(whose);
  return pair;
}

/**
 * So many steps, as many at a time as there are `lanes`: most of what is measured here is waiting.
 *
 * @param step gets its number, from 0 on, and the lane that it is in
 */
export async function inLanes<L>(steps: number, lanes: readonly L[], step: (nth: number, lane: L) => Promise<void>): Promise<void> {
  let begun = 0;
  const goOn = async (lane: L) => {
    while (begun < steps) await step(begun++, lane);
  };
  await Promise.all(lanes.map(goOn));
}

export function beside(kind: string, pairs: readonly Pair[]): Row {
  const [theirs, nobodys] = [pairs.map((pair) => pair.theirs), pairs.map((pair) => pair.nobodys)];
  const limit = quantile([...theirs, ...nobodys], KEPT);
  const [a, b] = [theirs, nobodys].map((times) => times.filter((time) => time <= limit)) as [number[], number[]];
  const note = `${mean(a).toFixed(2)} ms (median ${median(a).toFixed(2)}), nobody ${mean(b).toFixed(2)} ms (${median(b).toFixed(2)}); nothing left out: t = ${welchT(theirs, nobodys).toFixed(2)}`;
  return {
    what: `Welch's t, without its sign: ${kind}, ${pairs.length} pairs`,
    value: Math.abs(welchT(a, b)),
    goal: { most: BOUND },
    note,
  };
}
