/** How many SMS there are in a day: of one customer, to one number, over the shop. Days slide, and `Retry-After` is true. */
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FaultKind } from '../../local/faults.ts';
import { variables } from '../../shared/config/environment.ts';
import { type Holder, outcome, signedInHolder } from '../authenticator/holder.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { withEnvironment } from '../support/with-environment.ts';
import { type Links, type LostDevice, lostDevice, retryAfterOf } from './lost-device.ts';

// Each SMS needs a login of its own, whose password is hashed as slowly as it should be.
vi.setConfig({ testTimeout: 60_000 });

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});
beforeEach(() => stack.clearFaults());

/** A shop that sends so many SMS a day. */
async function shopOf(smsPerDay: number): Promise<TestStack> {
  const shop = await startReadyStack(withEnvironment(['recovery', 'security'], { [variables.smsPerDay]: String(smsPerDay) }));
  return shop;
}

const twenty = <T>(make: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 20 }, make));

/** The interval, or a longer wait where several were asked for in a row. */
function waitFor(on: TestStack, sent: Answer): void {
  on.advanceClock((Date.parse((sent.body as { resendAt: string }).resendAt) - on.now()) / 1000);
}

/** A recovery that has begun as soon as one may: links in a row wait, too. */
async function begun(lost: LostDevice): Promise<Links> {
  for (;;) {
    const answer = await lost.ask();
    if (answer.status === 202) return lost.links();
    lost.stack.advanceClock(retryAfterOf(answer) ?? 0);
  }
}

/** Asks for SMS as often as it may, each in a recovery of its own. @returns how many went out, and what refused the next */
async function textUntilRefused(lost: LostDevice): Promise<{ sent: number; refusal: Answer }> {
  const before = lost.smsWithCodes();
  for (;;) {
    const answer = await lost.sendSms((await begun(lost)).token);
    if (answer.status !== 200) return { sent: lost.smsWithCodes() - before, refusal: answer };
    waitFor(lost.stack, answer);
  }
}

/** It works at the very moment that the refusal named, and not a second before. */
async function isTrue(refusal: Answer, on: TestStack, again: () => Promise<() => Promise<Answer>>): Promise<void> {
  const seconds = retryAfterOf(refusal) ?? 0;
  expect(seconds).toBeGreaterThan(60);
  on.advanceClock(seconds - 1);
  const ask = await again();
  const early = await ask();
  expect([outcome(early), retryAfterOf(early)]).toEqual(['429 too_many_attempts', 1]);
  on.advanceClock(1);
  expect(outcome(await ask())).toBe('200');
}

/** One that has begun and can send an SMS. */
const recoveryOf = (lost: LostDevice) => async () => {
  const { token } = await begun(lost);
  return () => lost.sendSms(token);
};

describe('the SMS of a customer’s recoveries', () => {
  test('are ten in any 24 hours, and the eleventh goes out when the answer says', async () => {
    const lost = await lostDevice(stack);
    const { sent, refusal } = await textUntilRefused(lost);
    expect([sent, outcome(refusal)]).toEqual([10, '429 too_many_attempts']);
    await isTrue(refusal, stack, recoveryOf(lost));
    expect(lost.smsWithCodes()).toBe(11);
  });

  test('count when SNS takes them: of fifteen that it refuses none, of twenty parallel presses one', async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    stack.fault({ service: 'sns', action: 'Publish', kind: 'throttle', count: 15 });
    for (let nth = 0; nth < 15; nth++) {
      const failed = await lost.sendSms(token);
      expect([outcome(failed), retryAfterOf(failed)]).toEqual(['503 delivery_failed', 1]);
    }
    const answers = (await twenty(() => lost.sendSms(token))).map(outcome).sort();
    expect(answers).toEqual(['200', ...Array(19).fill('429 too_soon')]);
    stack.advanceClock(60);
    expect((await textUntilRefused(lost)).sent).toBe(9);
  });

  test.each<FaultKind>(['error', 'lost-ack'])('count where nobody knows whether they went out (%s)', async (kind) => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    stack.fault({ service: 'sns', action: 'Publish', kind });
    expect(outcome(await lost.sendSms(token))).toBe('503 delivery_failed');
    stack.advanceClock(60);
    expect((await textUntilRefused(lost)).sent).toBe(9);
  });

  test('leave the minute and the code before alone where the day has none left', async () => {
    const lost = await lostDevice(stack);
    await textUntilRefused(lost);
    const { token } = await begun(lost);
    const [first, second] = [await lost.sendSms(token), await lost.sendSms(token)];
    expect([outcome(first), outcome(second)]).toEqual(['429 too_many_attempts', '429 too_many_attempts']);
    expect(retryAfterOf(second)).toBe(retryAfterOf(first));
  });

  test('that the day has not left, and whose round could not be taken back, wait for the round too', async () => {
    const lost = await lostDevice(stack);
    const { refusal } = await textUntilRefused(lost);
    stack.advanceClock((retryAfterOf(refusal) ?? 0) - 1);
    const { token } = await lost.begun();
    stack.fault({ service: 'dynamodb', action: 'UpdateItem', kind: 'error', count: 3, function: 'recovery' });
    const early = await lost.sendSms(token);
    expect([outcome(early), retryAfterOf(early)]).toEqual(['429 too_many_attempts', 60]);
    stack.advanceClock(60);
    await lost.texted(token);
  });

  test('are spent by no stranger who checks the number as a contact of theirs', async () => {
    const victim = await lostDevice(stack);
    for (let nth = 0; nth < 6; nth++) {
      const stranger = await signedInHolder(stack, `stranger-${nth}`);
      expect(outcome(await stranger.changeContact({ phone: victim.phone }))).toBe(nth < 5 ? '200' : '429 too_many_attempts');
    }
    expect((await textUntilRefused(victim)).sent).toBe(10);
  });
});

describe('the SMS of the shop', () => {
  const checking = (holder: Holder, phone: string) => () => holder.changeContact({ phone });

  test('are so many as it says, and the next goes out when the answer says', async () => {
    const shop = await shopOf(2);
    const lost = [await lostDevice(shop), await lostDevice(shop), await lostDevice(shop)] as const;
    const tokens = [(await lost[0].begun()).token, (await lost[1].begun()).token];
    await Promise.all([lost[0].texted(tokens[0] ?? ''), lost[1].texted(tokens[1] ?? '')]);
    const refusal = await (await recoveryOf(lost[2])())();
    expect(outcome(refusal)).toBe('429 too_many_attempts');
    expect(lost[2].smsWithCodes()).toBe(0);
    await isTrue(refusal, shop, recoveryOf(lost[2]));
  });

  test('are not drained by presses at once, nor by those that SNS refuses', async () => {
    const shop = await shopOf(2);
    const [one, two] = [await lostDevice(shop), await lostDevice(shop)];
    const { token } = await one.begun();
    shop.fault({ service: 'sns', action: 'Publish', kind: 'throttle', count: 5 });
    for (let nth = 0; nth < 5; nth++) expect(outcome(await one.sendSms(token))).toBe('503 delivery_failed');
    await twenty(() => one.sendSms(token));
    expect(one.smsWithCodes()).toBe(1);
    expect(outcome(await (await recoveryOf(two)())())).toBe('200');
  });

  test('are for recoveries alone when three quarters of them have gone out, and strangers cannot drain those', async () => {
    const shop = await shopOf(4);
    const victim = await lostDevice(shop);
    const strangers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => signedInHolder(shop, name)));
    const checks = strangers.map((stranger, nth) => checking(stranger, `+42060211100${nth}`));
    for (const check of checks.slice(0, 3)) expect(outcome(await check())).toBe('200');
    const refusal = await checks[3]?.();
    expect(refusal && outcome(refusal)).toBe('429 too_many_attempts');
    expect(shop.sentTo('+420602111003')).toBe(0);
    // An address can be checked as before: that costs no SMS.
    expect(outcome((await strangers[3]?.changeContact({ email: 'd-new@example.com' })) as Answer)).toBe('200');
    expect(outcome(await (await recoveryOf(victim)())())).toBe('200');
    expect(outcome(await (await recoveryOf(await lostDevice(shop))())())).toBe('429 too_many_attempts');
  });
});
