/**
 * A whole login by e-mail beside better-auth's: how many a second, the CPU time of each, and how evenly they go where 32 are under way.
 * Both have every round together, in an order that turns.
 */
import { quickly } from './arguments.ts';
import { engineCpu } from './engine-cpu.ts';
import { betterAuth, betterAuthVersion, type Hash, keycard, type Subject } from './flows.ts';
import { benchStack } from './stack.ts';
import { median, quantile, ratios, spread } from './statistics.ts';
import type { Goal, Row, Section } from './table.ts';

const ROUNDS = quickly ? 2 : 7;
/** Logins of a round, by what hashes their passwords. */
const FLOWS: Record<Hash, number> = quickly ? { trivial: 8, default: 4 } : { trivial: 128, default: 32 };
const AT_A_TIME = [1, 8, 32] as const;
const hashes: readonly Hash[] = ['trivial', 'default'];

const goals = {
  speed: { least: 3 },
  cpu: { most: 0.7 },
  evenness: { most: 3 },
} as const satisfies Record<string, Goal>;

/** One round of one subject. Milliseconds; `cpu`: of each login, in its own process; `engine`: in the engine's. */
type Round = { wall: number; cpu: number; engine: number; latencies: number[] };
type Rounds = Map<string, Round[]>;

export async function measure(): Promise<Section[]> {
  const version = betterAuthVersion();
  const sections: Section[] = [];
  const [speeds, cpus, evenness]: [Row[], Row[], Row[]] = [[], [], []];
  for (const hash of hashes) {
    const rounds = await measureWith(hash, version !== undefined);
    const ours = (at: number) => rounds.get(`Keycard ${at}`) ?? [];
    for (const storage of version === undefined ? [] : ['in memory', 'on SQLite']) {
      for (const at of AT_A_TIME) {
        const [mine, other] = [ours(at), rounds.get(`${storage} ${at}`) ?? []];
        const what = `${hash} hash, ${storage}, ${at} at a time`;
        speeds.push({ what, ...speed(mine, other, FLOWS[hash]), ...(hash === 'default' && { goal: goals.speed }) });
        cpus.push({ what, ...cpu(mine, other), ...(storage === 'on SQLite' && { goal: goals.cpu }) });
      }
    }
    evenness.push({
      what: `${hash} hash`,
      value: spread(ours(32).map(({ latencies }) => quantile(latencies, 0.99) / median(latencies))),
      goal: goals.evenness,
      note: `median ${median(ours(32).map(({ latencies }) => median(latencies))).toFixed(1)} ms`,
    });
  }
  if (version === undefined) sections.push({ title: 'beside better-auth: left out, it could not be installed', rows: [] });
  else {
    sections.push({ title: `logins by e-mail a second ÷ better-auth ${version}`, rows: speeds });
    sections.push({ title: `CPU time of a login ÷ better-auth ${version}; the engine of DynamoDB is a process of its own`, rows: cpus });
  }
  return [...sections, { title: 'p99 ÷ p50 of a login, 32 at a time', rows: evenness }];
}

function speed(mine: readonly Round[], other: readonly Round[], flows: number): Pick<Row, 'value' | 'note'> {
  const [ours, theirs] = [mine, other].map((rounds) => rounds.map(({ wall }) => wall)) as [number[], number[]];
  const perSecond = (walls: number[]) => ((1000 * flows) / median(walls)).toFixed(1);
  return { value: spread(ratios(theirs, ours)), note: `${perSecond(ours)} a second ÷ ${perSecond(theirs)}` };
}

function cpu(mine: readonly Round[], other: readonly Round[]): Pick<Row, 'value' | 'note'> {
  const [ours, theirs] = [mine, other].map((rounds) => rounds.map((round) => round.cpu)) as [number[], number[]];
  const engine = median(mine.map((round) => round.engine));
  const note = `${median(ours).toFixed(2)} ms ÷ ${median(theirs).toFixed(2)} ms`;
  return { value: spread(ratios(ours, theirs)), note: Number.isNaN(engine) ? note : `${note}; the engine ${engine.toFixed(2)} ms` };
}

async function measureWith(hash: Hash, beside: boolean): Promise<Rounds> {
  const stack = await benchStack();
  const most = Math.max(...AT_A_TIME);
  // One round more than is counted: the first warms up.
  const subjects = [await keycard(stack, hash, (ROUNDS + 1) * AT_A_TIME.length * FLOWS[hash])];
  if (beside) subjects.push(await betterAuth('memory', hash, most), await betterAuth('sqlite', hash, most));
  try {
    const measured: Rounds = new Map();
    for (let round = 0; round <= ROUNDS; round++) {
      for (const at of AT_A_TIME) {
        for (const subject of round % 2 === 0 ? subjects : subjects.toReversed()) {
          const name = `${subject.name} ${at}`;
          const one = await roundOf(subject, at, FLOWS[hash]);
          if (round > 0) measured.set(name, [...(measured.get(name) ?? []), one]);
        }
      }
    }
    return measured;
  } finally {
    for (const subject of subjects) await subject.stop();
    await stack.stop();
  }
}

async function roundOf(subject: Subject, at: number, flows: number): Promise<Round> {
  const latencies: number[] = [];
  const [cpuBefore, engineBefore, began] = [await subject.cpu(), engineCpu(), performance.now()];
  let left = flows;
  const lane = async (_: unknown, nth: number) => {
    while (left-- > 0) {
      const start = performance.now();
      await subject.flow(nth);
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: at }, lane));
  const wall = performance.now() - began;
  return { wall, latencies, cpu: ((await subject.cpu()) - cpuBefore) / flows, engine: (engineCpu() - engineBefore) / flows };
}
