/**
 * A model held against the real handlers, whatever its commands and in whatever order.
 *
 * `KEYCARD_MODEL_RUNS` makes it longer (and adds timeouts), `KEYCARD_MODEL_SEED` takes another seed or, with `random`, a new one.
 * A failure prints its seed, path and replayPath; given as `KEYCARD_MODEL_SEED`, `KEYCARD_MODEL_PATH` and `KEYCARD_MODEL_REPLAY`, beside
 * the same `KEYCARD_MODEL_RUNS`, they repeat it.
 */
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { FaultKind } from '../../local/faults.ts';
import { hashPassword } from '../../shared/passwords/hashes.ts';
import { password } from '../login/visitor.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import type { Door } from './door.ts';
import { FlagKnowledge } from './flag-knowledge.ts';
import { timeForRuns } from './time-for-runs.ts';

const {
  KEYCARD_MODEL_RUNS: givenRuns,
  KEYCARD_MODEL_SEED: givenSeed,
  KEYCARD_MODEL_PATH: path,
  KEYCARD_MODEL_REPLAY: replayPath,
} = process.env;
const isLong = givenRuns !== undefined;
const numRuns = Number(givenRuns ?? 20);
const seed = givenSeed === 'random' ? Date.now() % 2 ** 31 : Number(givenSeed ?? 20_261_121);
const kinds: readonly FaultKind[] = isLong ? ['throttle', 'error', 'lost-ack', 'timeout'] : ['throttle', 'error', 'lost-ack'];

export type Command<Shop extends object> = fc.AsyncCommand<Shop, TestStack>;

const always = () => true;

/** What makes the commands of a model. `before`: what comes before each. */
export const commandOn =
  <Shop extends object>(before: (shop: Shop) => Promise<void>) =>
  (name: string, given: unknown, play: (shop: Shop) => unknown, canRun: (shop: Shop) => boolean = always): Command<Shop> => ({
    check: canRun,
    run: async (shop) => {
      await before(shop);
      await play(shop);
    },
    toString: () => `${name}(${JSON.stringify(given)})`,
  });

/** What a run's customers log in with. */
type Known = { password: string; passwordHash: string };

type Model<Shop extends Door> = {
  readonly promise: string;
  /** After so many ms a short test begins no further run. */
  readonly timeLimit: number;
  /** On the running stack; what is known of the flag, and what was met, go on from one run to the next. */
  readonly shop: new (
    stack: TestStack,
    beliefs: FlagKnowledge,
    met: Map<string, number>,
  ) => Shop;
  /** Puts in customers whom nobody has met yet. `nth`: of the run. */
  readonly open: (shop: Shop, nth: number, known: Known) => Promise<void>;
  /** Everything once. */
  readonly tour: (shop: Shop) => Promise<void>;
  /** What holds at the end of each run. */
  readonly close: (shop: Shop) => Promise<void>;
  readonly commands: (kinds: readonly FaultKind[]) => fc.Arbitrary<Command<Shop>>;
  /** What the runs have to meet, or the promise says less than it seems to. */
  readonly needed: readonly string[];
};

/** The tests of a model: a tour, random runs, and whether they met what the promise is about. */
export function holdsInAnyOrder<Shop extends Door>({ promise, shop: Shop, open, tour, close, commands, needed, ...model }: Model<Shop>) {
  const timeLimit = isLong ? numRuns * 5_000 : model.timeLimit;
  const beliefs = new FlagKnowledge();
  const met = new Map<string, number>();
  let stack: TestStack;
  let known: Known;
  let shops = 0;

  beforeAll(async () => {
    stack = await startTestStack();
    known = { password, passwordHash: await hashPassword(password) };
    stack.freezeClock();
  });

  async function inAShop(play: (shop: Shop) => Promise<void>): Promise<void> {
    stack.clearFaults();
    const shop = new Shop(stack, beliefs, met);
    await shop.setFlag('on');
    shops += 1;
    await open(shop, shops, known);
    await play(shop);
    await close(shop);
  }

  it.skipIf(path)('a tour of everything once', { timeout: 300_000 }, () => inAShop(tour));

  it(promise, { timeout: timeLimit + 300_000 }, async () => {
    const drawing = { maxCommands: isLong ? 60 : 30, size: 'max', ...(replayPath && { replayPath }) } as const;
    const time = timeForRuns(timeLimit);
    const property = fc.asyncProperty(fc.commands([commands(kinds)], drawing), (drawn) =>
      time.run(() => inAShop((shop) => fc.asyncModelRun(() => ({ model: shop, real: stack }), drawn))),
    );
    const details = await fc.check(property, { seed, numRuns, ...(path && { path }) });
    console.log(`model: seed ${seed}, ${time.said()}`, ...(isLong ? [Object.fromEntries([...met].sort())] : []));
    const report = await fc.asyncDefaultReportMessage(details);
    if (details.failed) throw new Error(report, { cause: details.errorInstance });
  });

  it.skipIf(path)('the runs met what the promises are about', () => {
    expect(needed.filter((what) => !met.has(what))).toEqual([]);
  });
}
