import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callsOn } from '../support/aws-calls.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { type LostDevice, lostDevice } from './lost-device.ts';
import { quickCaptcha } from './solved-captcha.ts';

let stack: TestStack;
let lost: LostDevice;

/** Everything is warm: each function has its keys. */
beforeAll(async () => {
  stack = await startReadyStack();
  const warming = await lostDevice(stack);
  await warming.cancel((await warming.begun()).cancel);
  await warming.setNewPassword();
  await stack.advanceClock(60);
  const { token, code } = await warming.allButConfirmed();
  await warming.confirm(token, code);
});

beforeEach(async () => {
  lost = await lostDevice(stack);
});

const callsOf = callsOn(
  () => stack,
  ({ function: name }) => name === 'recovery',
);

const read = 'dynamodb GetItem';
/** Several items at once. */
const reads = 'dynamodb BatchGetItem';
const transaction = 'dynamodb TransactWriteItems';

describe('AWS calls of a recovery', () => {
  test('start: two reads, one transaction with its audit entry, one e-mail', async () => {
    const challenge = await lost.holder.challenge();
    expect(await callsOf('202', () => lost.start(challenge))).toEqual([read, reads, transaction, 'ses SendEmail']);
    expect(await callsOf('429 too_soon', () => lost.start(challenge))).toEqual([read, reads]);
  });

  test('SMS: one read and one transaction for the round, one read and one transaction for the budgets, one SMS, and one read of what is left', async () => {
    const { token } = await lost.begun();
    const calls = [reads, transaction, reads, transaction, 'sns Publish', reads];
    expect(await callsOf('200', () => lost.sendSms(token))).toEqual(calls);
    expect(await callsOf('429 too_soon', () => lost.sendSms(token))).toEqual([reads]);
  });

  test('CAPTCHA made: nothing; refused: one read, and no write', async () => {
    const { token, code } = await lost.allButConfirmed();
    expect(await callsOf('200', () => stack.browser().get('/v1/captcha'))).toEqual([]);
    expect(await callsOf('403 captcha_failed', () => lost.confirm(token, code, 'none'))).toEqual([reads]);
  });

  test('last step: one read, the CAPTCHA one write, a guess one transaction, which is the end if it is right; and the two notices', async () => {
    const { token, code } = await lost.allButConfirmed();
    const wrong = code === '000000' ? '000001' : '000000';
    const captchas = [await quickCaptcha(stack), await quickCaptcha(stack)];
    const guess = [reads, 'dynamodb PutItem', transaction];
    expect(await callsOf('401 invalid_code', () => lost.confirm(token, wrong, captchas[0]))).toEqual(guess);
    expect(await callsOf('204', () => lost.confirm(token, code, captchas[1]))).toEqual([...guess, 'ses SendEmail', 'sns Publish']);
  });

  test('"this wasn\'t me": a read and a transaction for the password, for what is under way, and for the link; a query for requests, and one e-mail', async () => {
    const { cancel } = await lost.begun();
    const link = [reads, transaction];
    const all = [reads, transaction, reads, transaction, 'dynamodb Query', ...link, 'ses SendEmail'];
    expect(await callsOf('204', () => lost.cancel(cancel))).toEqual(all);
    // Once more: nothing is left to end, and no link is due yet.
    expect(await callsOf('204', () => lost.cancel(cancel))).toEqual([reads, reads, 'dynamodb Query', ...link]);
  });

  test('a token that is none: none at all', async () => {
    expect(await callsOf('401 invalid_challenge', () => lost.start({ token: 'none' }))).toEqual([]);
    expect(await callsOf('401 invalid_token', () => lost.sendSms('none'))).toEqual([]);
    expect(await callsOf('401 invalid_token', () => lost.confirm('none', '123456', 'none'))).toEqual([]);
    expect(await callsOf('401 invalid_token', () => lost.cancel('none'))).toEqual([]);
  });
});
