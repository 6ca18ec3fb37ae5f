/**
 * Any order of logins, codes, waits, faults and changes, against the real handlers, held against a model of the contract.
 *
 * `KEYCARD_MODEL_RUNS` makes it longer (and adds timeouts), `KEYCARD_MODEL_SEED` takes another seed or, with `random`, a new one.
 * A failure prints its seed, path and replayPath; given as `KEYCARD_MODEL_SEED`, `KEYCARD_MODEL_PATH` and `KEYCARD_MODEL_REPLAY`, beside
 * the same `KEYCARD_MODEL_RUNS`, they repeat it.
 */
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { hashPassword } from '../../shared/passwords/hashes.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { close } from './closing.ts';
import { allCommands } from './commands.ts';
import { switchOn } from './factor-moves.ts';
import { FlagKnowledge } from './flag-knowledge.ts';
import { logIn } from './login-moves.ts';
import { Shop } from './shop.ts';
import { timeForRuns } from './time-for-runs.ts';
import { goEverywhere } from './tour.ts';

const {
  KEYCARD_MODEL_RUNS: givenRuns,
  KEYCARD_MODEL_SEED: givenSeed,
  KEYCARD_MODEL_PATH: path,
  KEYCARD_MODEL_REPLAY: replayPath,
} = process.env;
const isLong = givenRuns !== undefined;
const numRuns = Number(givenRuns ?? 20);
const seed = givenSeed === 'random' ? Date.now() % 2 ** 31 : Number(givenSeed ?? 20_261_121);
const timeLimit = isLong ? numRuns * 5_000 : 40_000;

const password = 'correct horse battery staple';
const beliefs = new FlagKnowledge();
const met = new Map<string, number>();
let stack: TestStack;
let passwordHash: string;
let shops = 0;

beforeAll(async () => {
  stack = await startTestStack();
  passwordHash = await hashPassword(password);
  stack.freezeClock();
});

/** Two customers nobody has met yet: one with the factor on, one without. */
async function open(): Promise<Shop> {
  stack.clearFaults();
  const shop = new Shop(stack, beliefs, met);
  await shop.setFlag('on');
  shops += 1;
  for (const name of ['with', 'without']) await shop.admit(`model-${shops}-${name}`, { password, passwordHash });
  const [first] = shop.accounts;
  if (!first) throw new Error('no customer');
  await logIn(shop, first);
  const [session] = first.sessions;
  if (!session) throw new Error('no session');
  await switchOn(shop, first, session, true);
  return shop;
}

it.skipIf(path)('a tour of everything once', { timeout: 300_000 }, async () => {
  const shop = await open();
  await goEverywhere(shop);
  await close(shop);
});

it('whatever happens in whatever order, the limits hold and nobody gets in who must not', { timeout: timeLimit + 300_000 }, async () => {
  const commands = fc.commands([allCommands(isLong ? ['throttle', 'error', 'lost-ack', 'timeout'] : ['throttle', 'error', 'lost-ack'])], {
    maxCommands: isLong ? 60 : 30,
    size: 'max',
    ...(replayPath && { replayPath }),
  });
  const time = timeForRuns(timeLimit);
  const property = fc.asyncProperty(commands, (drawn) =>
    time.run(async () => {
      const shop = await open();
      await fc.asyncModelRun(() => ({ model: shop, real: stack }), drawn);
      await close(shop);
    }),
  );
  const details = await fc.check(property, { seed, numRuns, ...(path && { path }) });
  console.log(`model: seed ${seed}, ${time.said()}`, ...(isLong ? [Object.fromEntries([...met].sort())] : []));
  const report = await fc.asyncDefaultReportMessage(details);
  if (details.failed) throw new Error(report, { cause: details.errorInstance });
});

it.skipIf(path)('the runs met what the promises are about', () => {
  const needed = [
    'login: authenticated',
    'login: second_factor_required',
    'login: invalid_credentials',
    'login: delivery_failed',
    'login: unavailable',
    'login/verify: authenticated',
    'login/verify: invalid_code',
    'login/verify: code_expired',
    'login/verify: challenge_locked',
    'login/verify: challenge_expired',
    'login/verify: invalid_challenge',
    'login/verify: too_soon',
    'login/resend: second_factor_required',
    'login/resend: too_soon',
    'login/resend: challenge_locked',
    'session/refresh: authenticated',
    'session/refresh: session_required',
    'session: done',
    'session: session_required',
    'security/email: done',
    'security/code: done',
    'security/disable: done',
    'security/disable: invalid_code',
    'a lock',
    'told of 5',
    'told of 10',
    'hiccup of dynamodb',
    'outage of dynamodb',
    'outage of ses',
    'outage of ssm',
  ];
  expect(needed.filter((what) => !met.has(what))).toEqual([]);
});
