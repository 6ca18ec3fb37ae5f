/**
 * Any order of enrolments, codes, changes, recoveries, waits and faults of customers with an authenticator app, against the real
 * handlers, held against a model of the contract. Made longer and repeated as `login.model.test.ts` says.
 */
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { hashPassword } from '../../shared/passwords/hashes.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { AppShop } from './authenticator/app-shop.ts';
import { close } from './authenticator/closing.ts';
import { allCommands } from './authenticator/commands.ts';
import { enrol } from './authenticator/journeys.ts';
import { goEverywhere } from './authenticator/tour.ts';
import { FlagKnowledge } from './flag-knowledge.ts';
import { must } from './limits.ts';
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
const timeLimit = isLong ? numRuns * 5_000 : 16_000;

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

/** Two customers nobody has met yet: one with the authenticator method on, one without a factor. */
async function open(): Promise<AppShop> {
  stack.clearFaults();
  const shop = new AppShop(stack, beliefs, met);
  await shop.setFlag('on');
  shops += 1;
  const phone = (index: number) => `+420601${String(2 * shops + index).padStart(6, '0')}`;
  const holder = await shop.admit(`apps-${shops}-with`, phone(0), { password, passwordHash });
  await shop.admit(`apps-${shops}-without`, phone(1), { password, passwordHash });
  await enrol(shop, holder, { of: 'nothing' });
  must(holder.factor === 'totp', 'a customer enrols an app');
  return shop;
}

it.skipIf(path)('a tour of everything once', { timeout: 300_000 }, async () => {
  const shop = await open();
  await goEverywhere(shop);
  await close(shop);
});

it('whatever is done with apps, codes and recoveries, a step counts once and nobody gets in who must not', {
  timeout: timeLimit + 300_000,
}, async () => {
  const kinds = isLong ? (['throttle', 'error', 'lost-ack', 'timeout'] as const) : (['throttle', 'error', 'lost-ack'] as const);
  const commands = fc.commands([allCommands(kinds)], { maxCommands: isLong ? 60 : 30, size: 'max', ...(replayPath && { replayPath }) });
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
    'login/verify: authenticated',
    'login/verify: invalid_code',
    'login/verify: challenge_locked',
    'login/verify: challenge_expired',
    'login/verify: invalid_challenge',
    'login/verify: too_soon',
    'login/verify: unavailable',
    'login/recovery-code: authenticated',
    'login/recovery-code: invalid_code',
    'security/totp: done',
    'security/totp: already_enabled',
    'security/totp: unavailable',
    'security/totp/activate: done',
    'security/totp/activate: invalid_code',
    'security/totp/activate: invalid_credentials',
    'security/totp/activate: no_pending_key',
    'security/totp/reveal: done',
    'security/totp/reveal: invalid_code',
    'security/recovery-codes: done',
    'security/email: done',
    'security/disable: done',
    'security/disable: invalid_code',
    'recovery: done',
    'recovery: too_soon',
    'recovery/sms: done',
    'recovery/sms: recovery_expired',
    'recovery/sms: delivery_failed',
    'recovery/confirm: done',
    'recovery/confirm: captcha_failed',
    'recovery/confirm: invalid_code',
    'recovery/confirm: code_expired',
    'recovery/confirm: recovery_expired',
    'recovery/cancel: done',
    'security/contact: done',
    'security/contact/confirm: done',
    'security/contact/confirm: invalid_code',
    'security/contact/confirm: code_expired',
    'security/contact/confirm: too_soon',
    'told of 5',
    'a lock',
    'hiccup of kms',
    'outage of kms',
    'hiccup of dynamodb',
    'outage of dynamodb',
  ];
  expect(needed.filter((what) => !met.has(what))).toEqual([]);
});
