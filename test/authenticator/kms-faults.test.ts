import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultKind } from '../../local/faults.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { enrolledHolder, type Holder, outcome, password, type ShownKey, signedInHolder } from './holder.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

beforeEach(() => stack.clearFaults());

let customers = 0;
const enrolled = () => enrolledHolder(stack, `customer-${++customers}`);

/** Breaks every call to KMS. */
const breakKms = (kind: FaultKind, action = '*') => stack.fault({ service: 'kms', action, kind, count: 1000 });

function expectUnavailable(answer: Answer): void {
  expect(outcome(answer)).toBe('503 unavailable');
  expect(answer.headers['retry-after']).toBe('5');
  expect(JSON.stringify(answer.body)).not.toMatch(/kms|decrypt|arn:|sharedKey/i);
}

/** What of a customer is in force: everything but the marks of guesses and rounds. */
async function inForce(holder: Holder): Promise<unknown> {
  const items = (await stack.scanTable()) as Record<string, { S?: string }>[];
  const item = items.find(({ pk, sk }) => pk?.S === `CUSTOMER#${holder.identity.customerId}` && sk?.S === 'CUSTOMER') ?? {};
  const marks =
    /^(round|version|lastSentAt|dispatchesInRow|lastGuessAt|lockedRounds|completedRounds|wrongInRow|pause|pauseAt|resumesAt|rowTold|ledger)$/;
  return Object.fromEntries(Object.entries(item).filter(([name]) => !marks.test(name)));
}

describe.each<FaultKind>(['throttle', 'error', 'timeout'])('while KMS answers with: %s', { timeout: 60_000 }, (kind) => {
  /** The SDK waits long before it asks again; three times a second and a half where there is no answer. */
  const isSlow = kind !== 'error';

  test('a login is unavailable, and no attempt and no code is lost', async () => {
    const holder = await enrolled();
    const challenge = await holder.challenge();
    await holder.guessWrong(challenge, 1);
    const code = holder.nextCode();
    const before = await inForce(holder);
    breakKms(kind);
    expectUnavailable(await holder.verify(challenge, code));
    if (!isSlow) expectUnavailable(await holder.verify(challenge, holder.wrongCode));
    stack.clearFaults();
    expect(await inForce(holder)).toEqual(before);
    expect((await holder.challenge()).attemptsLeft).toBe(4);
    const wrong = await holder.guessWrong(challenge, 3);
    expect(wrong.map(({ body }) => (body as { attemptsLeft: number }).attemptsLeft)).toEqual([3, 2, 1]);
    expect(outcome(await holder.verify(challenge, code))).toBe('200 authenticated');
  });

  test('a change is unavailable, changes nothing, and the same code does it afterwards', async () => {
    for (const name of isSlow ? ['disable'] : ['reveal', 'start of another key', 'disable']) {
      const holder = await enrolled();
      const code = holder.nextCode();
      const before = await inForce(holder);
      breakKms(kind);
      expectUnavailable((await holder.byCode()[name]?.(code)) as Answer);
      stack.clearFaults();
      expect(await inForce(holder), name).toEqual(before);
      expect((await holder.challenge()).attemptsLeft).toBe(5);
      expect(outcome((await holder.byCode()[name]?.(code)) as Answer), name).toMatch(/^20[04]$/);
    }
  });

  test('an enrolment is unavailable: no key is shown, and one that waits goes on waiting', async () => {
    const holder = await signedInHolder(stack, `enrolling-${kind}`);
    await holder.startAndScan();
    const before = await inForce(holder);
    breakKms(kind);
    if (!isSlow) expectUnavailable(await holder.start());
    expectUnavailable(await holder.activate(holder.code));
    stack.clearFaults();
    expect(await inForce(holder)).toEqual(before);
    expect(outcome(await holder.activate(holder.code))).toBe('200');
  });
});

describe('after a cold start without KMS', () => {
  test('nothing of a login goes on, nothing is lost, and all is well when KMS is back', async () => {
    const holder = await enrolled();
    const challenge = await holder.challenge();
    const code = holder.nextCode();
    const [recoveryCode = ''] = holder.recoveryCodes;
    const before = await inForce(holder);
    await stack.coldStart();
    breakKms('error');
    expectUnavailable(await holder.logIn());
    expectUnavailable(await holder.verify(challenge, code));
    expectUnavailable(await holder.verifyByRecoveryCode(challenge, recoveryCode));
    expectUnavailable(await holder.disable({ code }));
    expectUnavailable(await holder.disable({ recoveryCode }));
    expectUnavailable(await holder.replaceRecoveryCodes(code));
    expectUnavailable(await holder.switchOnEmail({ code }));
    stack.clearFaults();
    expect(await inForce(holder)).toEqual(before);
    expect((await holder.challenge()).attemptsLeft).toBe(5);
    expect(outcome(await holder.verifyByRecoveryCode(challenge, recoveryCode))).toBe('200 authenticated');
    expect(outcome(await holder.disable({ code }))).toBe('204');
  });

  test('a recovery code needs KMS no longer once its key is in memory', async () => {
    const holder = await enrolled();
    await holder.verifyByRecoveryCode(await holder.challenge(), holder.recoveryCodes[0] ?? '');
    breakKms('error');
    expect(outcome(await holder.verifyByRecoveryCode(await holder.challenge(), holder.recoveryCodes[1] ?? ''))).toBe('200 authenticated');
  });
});

describe('a fault that comes after the code', () => {
  /** The keyring's next period: what is made then has to be made by KMS. */
  const nextPeriod = () => stack.advanceClock(91 * 24 * 3600);

  test.each(['recovery-codes', 'e-mail method'])('%s: the code is not spent for nothing', async (name) => {
    const holder = await enrolled();
    nextPeriod();
    await holder.signIn();
    // Both functions know everything of the new period but the key that the fresh recovery codes need.
    const code = holder.nextCode();
    breakKms('error', 'GenerateDataKeyWithoutPlaintext');
    expectUnavailable((await holder.byCode()[name]?.(code)) as Answer);
    stack.clearFaults();
    expect((await holder.overview()).twoFactor).toMatchObject({ method: 'totp', recoveryCodesLeft: 10 });
    expect(outcome((await holder.byCode()[name]?.(code)) as Answer)).toBe('200');
  });

  test('start of another key: the code is not spent for nothing', async () => {
    const holder = await enrolled();
    const code = holder.nextCode();
    breakKms('error', 'Encrypt');
    expectUnavailable(await holder.start({ password, code }));
    stack.clearFaults();
    const started = await holder.start({ password, code });
    expect(outcome(started)).toBe('200');
    holder.scan(started.body as ShownKey);
    expect(outcome(await holder.activate(holder.code))).toBe('200');
  });
});

test('a lost answer of KMS is asked for again, and counts once', async () => {
  const holder = await enrolled();
  const challenge = await holder.challenge();
  stack.fault({ service: 'kms', action: 'Decrypt', kind: 'lost-ack', count: 2 });
  expect((await holder.verify(challenge, holder.wrongCode)).body).toMatchObject({ code: 'invalid_code', attemptsLeft: 4 });
  stack.fault({ service: 'kms', action: 'Decrypt', kind: 'throttle', count: 2 });
  expect(outcome(await holder.verify(challenge, holder.nextCode()))).toBe('200 authenticated');
});

test('a lost answer of DynamoDB at any write of a right code: one session, and the code is used', async () => {
  for (let count = 1; count <= 2; count++) {
    const holder = await enrolled();
    const challenge = await holder.challenge();
    const code = holder.nextCode();
    stack.fault({ service: 'dynamodb', action: 'UpdateItem', kind: 'lost-ack', count, function: 'login' });
    expect(outcome(await holder.verify(challenge, code))).toBe('200 authenticated');
    expect(outcome(await holder.verify(await holder.challenge(), code))).toBe('401 invalid_code');
    expect((await holder.challenge()).attemptsLeft).toBe(4);
  }
});
