import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultKind } from '../../local/faults.ts';
import { outcome } from '../authenticator/holder.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { lostDevice, retryAfterOf } from './lost-device.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});
beforeEach(() => stack.clearFaults());

const ses = (kind: FaultKind, count = 1) => stack.fault({ service: 'ses', action: 'SendEmail', kind, count });
const sns = (kind: FaultKind, count = 1) => stack.fault({ service: 'sns', action: 'Publish', kind, count });
const dynamo = (name: string, action: string, kind: FaultKind, count = 1) =>
  stack.fault({ service: 'dynamodb', action, kind, count, function: name });

describe('the e-mail with the link', () => {
  test('refused by SES does not burn the minute: the next goes out at once', async () => {
    const lost = await lostDevice(stack);
    ses('throttle');
    const failed = await lost.ask();
    expect([outcome(failed), retryAfterOf(failed)]).toEqual(['503 delivery_failed', 1]);
    expect(lost.mailsWithLinks()).toBe(0);
    const { token, code } = await lost.allButConfirmed();
    expect(outcome(await lost.confirm(token, code))).toBe('204');
  });

  test('refused, and not to be taken back: the next goes out after sixty seconds', async () => {
    const lost = await lostDevice(stack);
    const challenge = await lost.holder.challenge();
    ses('throttle');
    dynamo('recovery', 'UpdateItem', 'error', 3);
    const failed = await lost.start(challenge);
    expect([outcome(failed), retryAfterOf(failed)]).toEqual(['503 delivery_failed', 60]);
    expect(outcome(await lost.start(challenge))).toBe('429 too_soon');
    await stack.advanceClock(60);
    expect(outcome(await lost.start(challenge))).toBe('202');
  });

  // Whoever dies between the write and the sending leaves the same behind: a recovery, and no e-mail.
  test.each<[FaultKind, number]>([
    ['timeout', 0],
    ['error', 0],
    ['lost-ack', 1],
  ])('of which nobody knows whether it went out (%s) keeps the minute, and can be sent again after it', async (kind, arrived) => {
    const lost = await lostDevice(stack);
    const challenge = await lost.holder.challenge();
    ses(kind);
    const failed = await lost.start(challenge);
    expect([outcome(failed), retryAfterOf(failed)]).toEqual(['503 delivery_failed', 60]);
    expect(lost.mailsWithLinks()).toBe(arrived);
    await stack.advanceClock(59.9);
    expect(outcome(await lost.start(challenge))).toBe('429 too_soon');
    await stack.advanceClock(0.1);
    const older = lost.links();
    expect(outcome(await lost.start(challenge))).toBe('202');
    if (arrived) expect(outcome(await lost.sendSms(older.token))).toBe('410 recovery_expired');
    const { token } = lost.links();
    expect(outcome(await lost.confirm(token, await lost.texted(token)))).toBe('204');
  });

  test('that did arrive although its answer was lost is good', async () => {
    const lost = await lostDevice(stack);
    ses('lost-ack');
    expect(outcome(await lost.ask())).toBe('503 delivery_failed');
    const { token } = lost.links();
    expect(outcome(await lost.confirm(token, await lost.texted(token)))).toBe('204');
  });

  test('refused leaves no older link alive', async () => {
    const lost = await lostDevice(stack);
    const older = await lost.begun();
    await stack.advanceClock(60);
    ses('throttle');
    expect(outcome(await lost.ask())).toBe('503 delivery_failed');
    expect(outcome(await lost.sendSms(older.token))).toBe('410 recovery_expired');
  });
});

describe('the SMS', () => {
  test('refused by SNS burns neither the minute nor one of the three', async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    sns('throttle', 4);
    for (let times = 0; times < 4; times++) {
      const failed = await lost.sendSms(token);
      expect([outcome(failed), retryAfterOf(failed)]).toEqual(['503 delivery_failed', 1]);
    }
    for (let times = 0; times < 3; times++) {
      await lost.texted(token);
      await stack.advanceClock(60);
    }
    expect(outcome(await lost.confirm(token, lost.code()))).toBe('204');
  });

  test('refused leaves the code before it alive, with the attempts that were left', async () => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await lost.confirm(token, wrong)).body).toMatchObject({ attemptsLeft: 4 });
    await stack.advanceClock(60);
    sns('throttle');
    expect(outcome(await lost.sendSms(token))).toBe('503 delivery_failed');
    expect((await lost.confirm(token, wrong)).body).toMatchObject({ attemptsLeft: 3 });
    expect(outcome(await lost.confirm(token, code))).toBe('204');
  });

  test('refused before any other was sent leaves nothing to guess at', async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    sns('throttle');
    expect(outcome(await lost.sendSms(token))).toBe('503 delivery_failed');
    expect(outcome(await lost.confirm(token, '000000'))).toBe('410 code_expired');
  });

  test.each<[FaultKind, number]>([
    ['timeout', 0],
    ['error', 0],
    ['lost-ack', 1],
  ])('of which nobody knows whether it went out (%s) keeps the minute and counts', async (kind, arrived) => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    sns(kind);
    const failed = await lost.sendSms(token);
    expect([outcome(failed), retryAfterOf(failed)]).toEqual(['503 delivery_failed', 60]);
    expect(lost.smsWithCodes()).toBe(arrived);
    expect(outcome(await lost.sendSms(token))).toBe('429 too_soon');
    // If it did arrive, it is as good as any.
    if (arrived) expect(outcome(await lost.confirm(token, lost.code()))).toBe('204');
    else {
      await stack.advanceClock(60);
      expect(outcome(await lost.confirm(token, await lost.texted(token)))).toBe('204');
    }
  });
});

describe('the last step', () => {
  test('is done although it can be told to neither address', async () => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    ses('throttle');
    sns('timeout');
    expect(outcome(await lost.confirm(token, code))).toBe('204');
    expect(await lost.factorIsOn()).toBe(false);
    await expect.poll(() => stack.logs().filter(({ line }) => line.includes('"notice_failed"')).length).toBeGreaterThan(0);
  });

  test.each(['UpdateItem', 'TransactWriteItems'])('counts once although the answer of its %s was lost', async (action) => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    dynamo('recovery', action, 'lost-ack');
    expect(outcome(await lost.confirm(token, code))).toBe('204');
    expect(await lost.factorIsOn()).toBe(false);
  });

  test('that fails before the code was looked at burns no attempt', async () => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    for (const action of ['BatchGetItem', 'TransactWriteItems']) {
      dynamo('recovery', action, 'error', 6);
      expect(outcome(await lost.confirm(token, code))).toBe('503 unavailable');
      stack.clearFaults();
    }
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await lost.confirm(token, wrong)).body).toMatchObject({ attemptsLeft: 4 });
    expect(outcome(await lost.confirm(token, code))).toBe('204');
  });

  test('that fails as the right code is written leaves everything as it was: the same code works afterwards', async () => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    dynamo('recovery', 'TransactWriteItems', 'error', 3);
    expect(outcome(await lost.confirm(token, code))).toBe('503 unavailable');
    expect(await lost.factorIsOn()).toBe(true);
    expect(outcome(await lost.holder.verify(await lost.holder.challenge(), lost.holder.nextCode()))).toBe('200 authenticated');
    expect(outcome(await lost.confirm(token, code))).toBe('204');
    expect(await lost.factorIsOn()).toBe(false);
  });
});

describe.each<FaultKind>(['throttle', 'error', 'timeout'])('while DynamoDB answers with: %s', { timeout: 60_000 }, (kind) => {
  test('every step is unavailable, nothing goes out, and all of them work afterwards', async () => {
    const lost = await lostDevice(stack);
    const challenge = await lost.holder.challenge();
    /** The SDK waits long where there is no answer. */
    const broken = async (name: string, step: () => Promise<{ status: number; body: unknown; headers: never }>) => {
      stack.fault({ service: 'dynamodb', action: '*', kind, count: 100, function: name });
      const sent = stack.outbox().length;
      expect(outcome(await step()), name).toBe('503 unavailable');
      expect(stack.outbox().length).toBe(sent);
      stack.clearFaults();
    };
    await broken('recovery', () => lost.start(challenge) as never);
    const { token, cancel } = await lost.begun();
    await broken('recovery', () => lost.sendSms(token) as never);
    const code = await lost.texted(token);
    await broken('recovery', () => lost.cancel(cancel) as never);
    await broken('recovery', () => lost.confirm(token, code) as never);
    expect(await lost.factorIsOn()).toBe(true);
    expect(outcome(await lost.confirm(token, code))).toBe('204');
  });
});

test('a cancel whose answer was lost cancels once, and is told once', async () => {
  const lost = await lostDevice(stack);
  const { token, cancel, code } = await lost.allButConfirmed();
  dynamo('recovery', 'TransactWriteItems', 'lost-ack');
  const told = stack.sentTo(lost.email);
  expect(outcome(await lost.cancel(cancel))).toBe('204');
  expect(stack.sentTo(lost.email)).toBe(told + 1);
  expect(outcome(await lost.confirm(token, code))).toBe('410 recovery_expired');
});

test('keys that cannot be had: unavailable, cold, and fine when KMS is back', { timeout: 60_000 }, async () => {
  const lost = await lostDevice(stack);
  const { token, code, cancel } = await lost.allButConfirmed();
  await stack.coldStart();
  stack.fault({ service: 'kms', action: '*', kind: 'error', count: 100 });
  expect(outcome(await lost.sendSms(token))).toBe('503 unavailable');
  expect(outcome(await lost.confirm(token, code, 'any'))).toBe('503 unavailable');
  expect(outcome(await lost.cancel(cancel))).toBe('503 unavailable');
  expect((await stack.browser().get('/v1/captcha')).status).toBe(503);
  stack.clearFaults();
  expect(outcome(await lost.confirm(token, code))).toBe('204');
});
