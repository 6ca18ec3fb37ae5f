import { beforeAll, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { otherThan, outcome } from '../authenticator/holder.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { type LostDevice, lostDevice, retryAfterOf } from './lost-device.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

/** Wrong codes, each another one. */
async function guessWrong(lost: LostDevice, token: string, code: string, times: number): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (let nth = 1; nth <= times; nth++) {
    const { status, body } = await lost.confirm(token, otherThan(code, nth));
    const { code: problem, attemptsLeft } = (body ?? {}) as { code?: string; attemptsLeft?: number };
    answers.push([status, problem, attemptsLeft]);
  }
  return answers;
}

describe('the SMS of a recovery', () => {
  test('are sixty seconds apart', async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    await lost.texted(token);
    await stack.advanceClock(59.9);
    const soon = await lost.sendSms(token);
    expect([outcome(soon), retryAfterOf(soon)]).toEqual(['429 too_soon', 1]);
    await stack.advanceClock(0.1);
    await lost.texted(token);
    expect(lost.smsWithCodes()).toBe(2);
  });

  test('are sixty seconds apart across recoveries too', async () => {
    const lost = await lostDevice(stack);
    const first = await lost.begun();
    await stack.advanceClock(59);
    await lost.texted(first.token);
    await stack.advanceClock(1);
    const second = await lost.begun();
    const soon = await lost.sendSms(second.token);
    expect([outcome(soon), retryAfterOf(soon)]).toEqual(['429 too_soon', 59]);
  });

  test('are three: the fourth is refused, and the third code still works', async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    for (let nth = 1; nth <= 3; nth++) {
      await lost.texted(token);
      await stack.advanceClock(60);
    }
    const fourth = await lost.sendSms(token);
    expect([outcome(fourth), retryAfterOf(fourth)]).toEqual(['429 too_many_attempts', 120]);
    expect(lost.smsWithCodes()).toBe(3);
    expect(outcome(await lost.confirm(token, lost.code()))).toBe('204');
  });

  test('kill the code before: only the newest counts', async () => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    await stack.advanceClock(60);
    const newer = await lost.texted(token);
    if (newer !== code) expect((await lost.confirm(token, code)).body).toMatchObject({ code: 'invalid_code', attemptsLeft: 4 });
    expect(outcome(await lost.confirm(token, newer))).toBe('204');
  });

  test('are one, of twenty parallel presses', async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    const answers = await Promise.all(Array.from({ length: 20 }, () => lost.sendSms(token)));
    expect(answers.map(outcome).filter((each) => each === '200')).toHaveLength(1);
    expect(answers.map(outcome).filter((each) => each !== '200' && each !== '429 too_soon')).toEqual([]);
    expect(lost.smsWithCodes()).toBe(1);
    expect(outcome(await lost.confirm(token, lost.code()))).toBe('204');
  });

  test('go to the number on file, and nowhere else', async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    const answer = await stack.browser().post('/v1/recovery/sms', { token, phone: '+420777000111' });
    expect(outcome(answer)).toBe('400 invalid_request');
    expect(stack.sentTo('+420777000111')).toBe(0);
  });

  test.each([
    ['in a country that is not served', '+881612345678'],
    ['at a premium rate', '+19002345678'],
    ['that follows a person', '+447012345678'],
    ['of a landline', '+420224123456'],
  ])('do not go to a number %s, whoever verified it', async (_, phone) => {
    const lost = await lostDevice(stack, { phone });
    const { token } = await lost.begun();
    const answer = await lost.sendSms(token);
    expect([outcome(answer), (answer.body as { missing?: unknown }).missing]).toEqual(['409 contact_incomplete', ['phone']]);
    expect(stack.sentTo(phone)).toBe(0);
    // Its owner finds out why, in the log of their account.
    const refused = (await auditLog(stack, lost.holder.identity.customerId)).filter(({ event }) => event === 'recovery_refused');
    expect(refused).toMatchObject([{ by: 'service', why: 'contact_incomplete' }]);
  });
});

describe('the code of a recovery', () => {
  test('is good for ten minutes, longer than the link: 599.9 s in, 600 s out', async () => {
    const [early, late] = [await lostDevice(stack), await lostDevice(stack)];
    const first = await early.allButConfirmed();
    const second = await late.allButConfirmed();
    await stack.advanceClock(599.9);
    expect(outcome(await early.confirm(first.token, first.code))).toBe('204');
    await stack.advanceClock(0.1);
    expect(outcome(await late.confirm(second.token, second.code))).toBe('410 code_expired');
    expect(await late.factorIsOn()).toBe(true);
  });

  test('takes four wrong guesses and then the right one', async () => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    expect(await guessWrong(lost, token, code, 4)).toEqual([4, 3, 2, 1].map((left) => [401, 'invalid_code', left]));
    expect(outcome(await lost.confirm(token, code))).toBe('204');
  });

  test('is locked by the fifth wrong one, even for the right one; a new SMS is the way on', async () => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    expect((await guessWrong(lost, token, code, 5)).at(-1)).toEqual([401, 'invalid_code', 0]);
    expect(outcome(await lost.confirm(token, code))).toBe('423 challenge_locked');
    expect(outcome(await lost.sendSms(token))).toBe('429 too_soon');
    expect(await lost.factorIsOn()).toBe(true);
    await stack.advanceClock(60);
    expect(outcome(await lost.confirm(token, await lost.texted(token)))).toBe('204');
  });

  test('is guessed at fifteen times in one recovery, and the locks outlast it', async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    let evaluated = 0;
    for (const wait of [60, 120, 240]) {
      const code = await lost.texted(token);
      evaluated += (await guessWrong(lost, token, code, 6)).filter((answer) => (answer as unknown[])[1] === 'invalid_code').length;
      await stack.advanceClock(wait);
    }
    expect(evaluated).toBe(15);
    // The link has run out by now; the wait after the third lock has not begun anew with the next recovery.
    const next = await lost.begun();
    await lost.texted(next.token);
    await guessWrong(lost, next.token, lost.code(), 5);
    await stack.advanceClock(60);
    const waiting = await lost.sendSms(next.token);
    expect([outcome(waiting), retryAfterOf(waiting)]).toEqual(['429 too_soon', 420]);
  });

  test('guessed at fifty times in parallel: five are evaluated', async () => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, nth) => lost.confirm(token, otherThan(code, nth + 1))));
    const outcomes = answers.map(outcome);
    expect(outcomes.filter((each) => each === '401 invalid_code')).toHaveLength(5);
    expect(outcomes.filter((each) => each === '423 challenge_locked')).toHaveLength(45);
  });

  test('sent twenty times in parallel: it counts once', async () => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    const answers = await Promise.all(Array.from({ length: 20 }, () => lost.confirm(token, code)));
    const outcomes = answers.map(outcome);
    expect(outcomes.filter((each) => each === '204')).toHaveLength(1);
    expect(outcomes.filter((each) => each !== '204' && !each.startsWith('410 '))).toEqual([]);
    expect(await lost.factorIsOn()).toBe(false);
  });

  test('counts for its own recovery only', async () => {
    const [one, other] = [await lostDevice(stack), await lostDevice(stack)];
    const [first, second] = [await one.allButConfirmed(), await other.allButConfirmed()];
    if (first.code !== second.code) expect(outcome(await one.confirm(first.token, second.code))).toBe('401 invalid_code');
    expect(await one.factorIsOn()).toBe(true);
    expect(outcome(await one.confirm(first.token, first.code))).toBe('204');
    expect(await other.factorIsOn()).toBe(true);
  });

  test('is no code of the login, nor is one of the app a code of the recovery', async () => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    expect(outcome(await lost.holder.verify(await lost.holder.challenge(), code))).toBe('401 invalid_code');
    expect(outcome(await lost.confirm(token, lost.holder.app.codeAt(stack.now())))).toBe('401 invalid_code');
    expect(await lost.factorIsOn()).toBe(true);
  });
});
