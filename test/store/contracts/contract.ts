/**
 * A contract between a machine of `shared/flow` and the table: from random states and events, the conditions of the write hold
 * if, and only if, the machine allows the event. `contracts.test.ts` plays every contract, and `dropped-conditions.test.ts` plays
 * them again with one condition of one write left out at a time, and must see the contract broken.
 */
import fc from 'fast-check';
import { expect } from 'vitest';

export type Contract = {
  name: string;
  /** @param only the one event to play; all of them if not given. @throws Error where table and machine differ */
  play(runs: fc.Parameters<unknown>, only?: string): Promise<void>;
  /** The names of the events that such runs can have. */
  events(runs: fc.Parameters<unknown>): string[];
};

/** The event that is being played, for whoever watches the conditions it meets. */
export const playing = { contract: '', event: '' };

type Played<Case> = {
  cases: fc.Arbitrary<Case>;
  /** The name of what happens in a case: one write of the store. */
  event: (played: Case) => string;
  /** Plays the case by the store, on items of its own. */
  table: (played: Case) => Promise<unknown>;
  /** What the rules say of it, in the same form. */
  machine: (played: Case) => unknown;
};

/** Cases to look through for those of one event; a filter would look for ever for one that is not among them. */
const LOOKED_THROUGH = 3000;

export function contract<Case>(name: string, { cases, ...played }: Played<Case>): Contract {
  const { event } = played;
  const agree = agreement(name, played);
  // By the seed of the runs. Finding the cases of one event costs more than playing them, and each condition of it asks for the same.
  const found = new Map<number | undefined, Map<string, Case[]>>();
  const casesOf = (runs: fc.Parameters<unknown>): Map<string, Case[]> => {
    const known = found.get(runs.seed) ?? Map.groupBy(fc.sample(cases, { ...runs, numRuns: LOOKED_THROUGH } as fc.Parameters<Case>), event);
    if (runs.seed !== undefined) found.set(runs.seed, known);
    return known;
  };
  return {
    name,
    play: async (runs, only) => {
      if (only === undefined) return fc.assert(fc.asyncProperty(cases, agree), runs as fc.Parameters<[Case]>);
      for (const each of (casesOf(runs).get(only) ?? []).slice(0, runs.numRuns)) await agree(each);
    },
    events: (runs) => [...casesOf(runs).keys()],
  };
}

/** As `contract`, of so few cases that each is played, and once. */
export function fewCases<Case>(name: string, { cases, ...played }: Omit<Played<Case>, 'cases'> & { cases: readonly Case[] }): Contract {
  const agree = agreement(name, played);
  return {
    name,
    play: async (_, only) => {
      for (const each of cases) if (only === undefined || played.event(each) === only) await agree(each);
    },
    events: () => [...new Set(cases.map(played.event))],
  };
}

const agreement =
  <Case>(name: string, { event, table, machine }: Omit<Played<Case>, 'cases'>) =>
  async (each: Case) => {
    Object.assign(playing, { contract: name, event: event(each) });
    expect(await table(each)).toEqual(machine(each));
  };

/**
 * What is allowed, and, most of the time, the same with one field replaced: each condition has to tell such a case from an
 * allowed one all by itself.
 */
export function oneFieldOff<T extends object>(
  allowed: fc.Arbitrary<T>,
  replacements: { [Field in keyof T]?: fc.Arbitrary<T[Field]> },
): fc.Arbitrary<T> {
  const fields = Object.entries(replacements) as [keyof T, fc.Arbitrary<T[keyof T]>][];
  const broken = fc.tuple(allowed, fc.oneof(...fields.map(([field, values]) => values.map((value) => ({ field, value })))));
  return fc.oneof(
    { weight: 1, arbitrary: allowed },
    { weight: 4, arbitrary: broken.map(([whole, { field, value }]) => ({ ...whole, [field]: value })) },
  );
}
