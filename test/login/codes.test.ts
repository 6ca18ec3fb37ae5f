import { beforeAll, describe, expect, test } from 'vitest';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { challengeIn, codeSentTo, codesSentTo, otherThan, outcome, secondsBetween, shopperWithFactor, Visitor } from './visitor.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

describe('a code', () => {
  test('is accepted 299.9 seconds after it was sent', async () => {
    const visitor = new Visitor(stack, await shopperWithFactor(stack, 'in-time'));
    const challenge = await visitor.challenge();
    stack.advanceClock(299.9);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('is refused 300 seconds after it was sent, and a new one gets the customer in', async () => {
    const visitor = new Visitor(stack, await shopperWithFactor(stack, 'too-late'));
    const challenge = await visitor.challenge();
    stack.advanceClock(300);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('410 code_expired');
    expect(outcome(await visitor.resend(challenge))).toBe('200 second_factor_required');
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('that is wrong takes no attempt once it is too late', async () => {
    const customer = await shopperWithFactor(stack, 'too-late-wrong');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    stack.advanceClock(300);
    expect((await visitor.guessWrong(challenge, 6)).map(outcome)).toEqual(Array(6).fill('410 code_expired'));
    expect(challengeIn(await visitor.resend(challenge)).attemptsLeft).toBe(5);
  });

  test('is used once', async () => {
    const visitor = new Visitor(stack, await shopperWithFactor(stack, 'once'));
    const challenge = await visitor.challenge();
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
    expect(outcome(await visitor.verifyRight(challenge))).toBe('401 invalid_challenge');
  });

  test('that was used ends the other pending logins too', async () => {
    const customer = await shopperWithFactor(stack, 'two-tabs');
    const [one, other] = [new Visitor(stack, customer), new Visitor(stack, customer)];
    const [first, second] = [await one.challenge(), await other.challenge()];
    expect(outcome(await other.verifyRight(second))).toBe('200 authenticated');
    expect(outcome(await one.verifyRight(first))).toBe('401 invalid_challenge');
    expect(outcome(await one.resend(first))).toBe('401 invalid_challenge');
  });
});

describe('five attempts a code', () => {
  test('four wrong, then right: in', async () => {
    const visitor = new Visitor(stack, await shopperWithFactor(stack, 'four-wrong'));
    const challenge = await visitor.challenge();
    const wrong = await visitor.guessWrong(challenge, 4);
    expect(wrong.map(outcome)).toEqual(Array(4).fill('401 invalid_code'));
    expect(wrong.map(({ body }) => (body as { attemptsLeft: number }).attemptsLeft)).toEqual([4, 3, 2, 1]);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('the same wrong code four times counts four times', async () => {
    const customer = await shopperWithFactor(stack, 'same-wrong');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    const wrong = otherThan(codeSentTo(stack, customer));
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      expect((await visitor.verify(challenge, wrong)).body).toMatchObject({ code: 'invalid_code', attemptsLeft });
    }
  });

  test('five wrong, then right: locked, and resend is locked too, for good', async () => {
    const customer = await shopperWithFactor(stack, 'five-wrong');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    const wrong = await visitor.guessWrong(challenge, 5);
    expect(wrong.at(-1)?.body).toMatchObject({ code: 'invalid_code', attemptsLeft: 0 });
    expect(outcome(await visitor.verifyRight(challenge))).toBe('423 challenge_locked');
    expect(outcome(await visitor.resend(challenge))).toBe('423 challenge_locked');
    stack.advanceClock(120);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('423 challenge_locked');
    expect(outcome(await visitor.resend(challenge))).toBe('423 challenge_locked');
    expect(codesSentTo(stack, customer)).toHaveLength(1);
  });

  test('after a lock, logging in again is the way on, and the locked flow stays locked even then', async () => {
    const customer = await shopperWithFactor(stack, 'log-in-again');
    const visitor = new Visitor(stack, customer);
    const locked = await visitor.challenge();
    await visitor.lock(locked);
    stack.advanceClock(60);
    const next = await visitor.challenge();
    expect(next).toMatchObject({ sent: true, attemptsLeft: 5 });
    expect(outcome(await visitor.verifyRight(locked))).toBe('423 challenge_locked');
    expect(outcome(await visitor.resend(locked))).toBe('423 challenge_locked');
    expect(outcome(await visitor.verifyRight(next))).toBe('200 authenticated');
    expect(outcome(await visitor.verifyRight(locked))).toBe('423 challenge_locked');
  });

  test('a lock reaches every pending login that shared the code', async () => {
    const customer = await shopperWithFactor(stack, 'shared-lock');
    const [one, other] = [new Visitor(stack, customer), new Visitor(stack, customer)];
    const [first, second] = [await one.challenge(), await other.challenge()];
    await one.guessWrong(first, 3);
    await other.guessWrong(second, 2);
    expect(outcome(await one.verifyRight(first))).toBe('423 challenge_locked');
    expect(outcome(await other.verifyRight(second))).toBe('423 challenge_locked');
  });

  test('guesses before a resend are not added to those after it, but every fifth of the row makes the next one wait', async () => {
    const visitor = new Visitor(stack, await shopperWithFactor(stack, 'fresh-attempts'));
    const challenge = await visitor.challenge();
    await visitor.guessWrong(challenge, 4);
    stack.advanceClock(60);
    expect(challengeIn(await visitor.resend(challenge)).attemptsLeft).toBe(5);
    const [fifth] = await visitor.guessWrong(challenge, 1);
    expect(fifth?.body).toMatchObject({ code: 'invalid_code', attemptsLeft: 4 });
    const early = await visitor.verifyRight(challenge);
    expect(outcome(early)).toBe('429 too_soon');
    expect(early.headers['retry-after']).toBe('60');
    stack.advanceClock(60);
    await visitor.guessWrong(challenge, 3);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });
});

describe('a resend', () => {
  test('kills the older code, wherever it is typed', async () => {
    const customer = await shopperWithFactor(stack, 'older-code');
    const [one, other] = [new Visitor(stack, customer), new Visitor(stack, customer)];
    const [first, second] = [await one.challenge(), await other.challenge()];
    stack.advanceClock(60);
    await one.resend(first);
    const [older = '', newer = ''] = codesSentTo(stack, customer);
    if (older !== newer) {
      expect(outcome(await other.verify(second, older))).toBe('401 invalid_code');
      expect(outcome(await one.verify(first, older))).toBe('401 invalid_code');
    }
    expect(outcome(await other.verify(second, newer))).toBe('200 authenticated');
  });

  test('answers with the challenge as it stands now', async () => {
    const visitor = new Visitor(stack, await shopperWithFactor(stack, 'resent'));
    const challenge = await visitor.challenge();
    await visitor.guessWrong(challenge, 2);
    stack.advanceClock(75);
    const { token, ...resent } = challengeIn(await visitor.resend(challenge));
    const at = (seconds: number) => new Date(stack.now() + seconds * 1000).toISOString();
    expect(token).toBe(challenge.token);
    expect(resent).toEqual({
      method: 'email',
      sentTo: 'r•••@example.com',
      sent: true,
      sentAt: at(0),
      codeExpiresAt: at(300),
      resendAt: at(60),
      attemptsLeft: 5,
      expiresAt: challenge.expiresAt,
      canRecover: false,
    });
  });
});

describe('60 seconds between two e-mails', () => {
  test('a resend comes a millisecond too early, then in time', async () => {
    const customer = await shopperWithFactor(stack, 'early');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    const tooSoon = await visitor.resend(challenge);
    expect(outcome(tooSoon)).toBe('429 too_soon');
    expect(tooSoon.headers['retry-after']).toBe('60');
    expect(tooSoon.body).toMatchObject({ retryAfter: 60 });
    stack.advanceClock(59.999);
    const stillTooSoon = await visitor.resend(challenge);
    expect(outcome(stillTooSoon)).toBe('429 too_soon');
    expect(stillTooSoon.headers['retry-after']).toBe('1');
    expect(codesSentTo(stack, customer)).toHaveLength(1);
    stack.advanceClock(0.001);
    expect(outcome(await visitor.resend(challenge))).toBe('200 second_factor_required');
    expect(codesSentTo(stack, customer)).toHaveLength(2);
  });

  test('a login within them sends nothing and serves the live code, with the attempts it has left', async () => {
    const customer = await shopperWithFactor(stack, 'served');
    const [one, other] = [new Visitor(stack, customer), new Visitor(stack, customer)];
    const first = await one.challenge();
    await one.guessWrong(first, 3);
    stack.advanceClock(59.999);
    const second = await other.challenge();
    const { sentAt, codeExpiresAt, resendAt } = first;
    expect(second).toMatchObject({ sent: false, sentAt, codeExpiresAt, resendAt, attemptsLeft: 2 });
    expect(secondsBetween(stack.now(), second.expiresAt)).toBe(900);
    expect(codesSentTo(stack, customer)).toHaveLength(1);
    expect(outcome(await other.verifyRight(second))).toBe('200 authenticated');
  });

  test('a login after them sends a fresh code, and the older challenge takes that one', async () => {
    const customer = await shopperWithFactor(stack, 'after-a-minute');
    const visitor = new Visitor(stack, customer);
    const first = await visitor.challenge();
    stack.advanceClock(60);
    expect(await visitor.challenge()).toMatchObject({ sent: true, attemptsLeft: 5 });
    expect(codesSentTo(stack, customer)).toHaveLength(2);
    expect(outcome(await visitor.verifyRight(first))).toBe('200 authenticated');
  });

  test('a login while the code is locked says when the next can be sent, and that moment it is', async () => {
    const customer = await shopperWithFactor(stack, 'locked-code');
    const visitor = new Visitor(stack, customer);
    await visitor.lock(await visitor.challenge());
    stack.advanceClock(20);
    const next = await visitor.challenge();
    expect(next).toMatchObject({ sent: false, attemptsLeft: 5 });
    expect(next).not.toHaveProperty('sentAt');
    expect(next).not.toHaveProperty('codeExpiresAt');
    expect(secondsBetween(stack.now(), next.resendAt)).toBe(40);
    expect(outcome(await visitor.verifyRight(next))).toBe('410 code_expired');
    stack.advanceClock(39.999);
    expect(outcome(await visitor.resend(next))).toBe('429 too_soon');
    stack.advanceClock(0.001);
    expect(outcome(await visitor.resend(next))).toBe('200 second_factor_required');
    expect(outcome(await visitor.verifyRight(next))).toBe('200 authenticated');
  });

  test('a login while the code is used says when the next can be sent, and that moment it is', async () => {
    const customer = await shopperWithFactor(stack, 'used-code');
    const visitor = new Visitor(stack, customer);
    await visitor.verifyRight(await visitor.challenge());
    stack.advanceClock(10);
    const next = await visitor.challenge();
    expect(next).toMatchObject({ sent: false, attemptsLeft: 5 });
    expect(next).not.toHaveProperty('codeExpiresAt');
    expect(secondsBetween(stack.now(), next.resendAt)).toBe(50);
    expect(outcome(await visitor.verifyRight(next))).toBe('410 code_expired');
    stack.advanceClock(50);
    expect(outcome(await visitor.resend(next))).toBe('200 second_factor_required');
    expect(outcome(await visitor.verifyRight(next))).toBe('200 authenticated');
  });

  test('a login after the code expired sends a fresh one', async () => {
    const customer = await shopperWithFactor(stack, 'expired-code');
    const visitor = new Visitor(stack, customer);
    await visitor.challenge();
    stack.advanceClock(300);
    expect(await visitor.challenge()).toMatchObject({ sent: true, attemptsLeft: 5 });
  });

  test('neither a lock nor logging in again shortens them', async () => {
    const customer = await shopperWithFactor(stack, 'no-shortcut');
    const visitor = new Visitor(stack, customer);
    await visitor.lock(await visitor.challenge());
    for (const elapsed of [0, 30, 29.999]) {
      stack.advanceClock(elapsed);
      expect(await visitor.challenge()).toMatchObject({ sent: false });
    }
    expect(codesSentTo(stack, customer)).toHaveLength(1);
  });

  test('one customer waits, another does not', async () => {
    const [one, other] = [await shopperWithFactor(stack, 'waiting'), await shopperWithFactor(stack, 'not-waiting')];
    await new Visitor(stack, one).challenge();
    expect(await new Visitor(stack, other).challenge()).toMatchObject({ sent: true });
  });
});
