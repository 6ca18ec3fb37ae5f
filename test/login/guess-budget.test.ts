import { beforeAll, describe, expect, test } from 'vitest';
import { auditLog } from '../account/audit-log.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { codeSentTo, codesSentTo, otherThan, outcome, type Shopper, secondsBetween, shopperWithFactor, Visitor } from './visitor.ts';

const day = 24 * 60 * 60;

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

/** Logs in, waits until a code can be sent, and has it sent. @returns the challenge and how long it waited. */
async function freshCode(visitor: Visitor) {
  const challenge = await visitor.challenge();
  const waited = challenge.sent ? 0 : secondsBetween(stack.now(), challenge.resendAt);
  if (challenge.sent) return { challenge, waited };
  stack.advanceClock(waited);
  // A wait may be longer than a challenge lives: then only a new login goes on.
  const sent = await visitor.challenge();
  expect(sent.sent).toBe(true);
  return { challenge: sent, waited };
}

const warningsTo = ({ email }: Shopper) =>
  stack
    .outbox()
    .filter(({ to, subject }) => to === email && subject?.endsWith('wrong codes. Was it you?'))
    .map(({ subject }) => subject?.split(' ')[0]);

describe('the wait after a lock', { timeout: 60_000 }, () => {
  test('grows from one minute to sixteen, after the fifth lock of a row, and a right code resets it', async () => {
    const visitor = new Visitor(stack, await shopperWithFactor(stack, 'waits'));
    const waits: number[] = [];
    let { challenge } = await freshCode(visitor);
    for (let locks = 1; locks <= 5; locks++) {
      await visitor.lock(challenge);
      const next = await freshCode(visitor);
      waits.push(next.waited / 60);
      challenge = next.challenge;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16]);

    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
    ({ challenge } = await freshCode(visitor));
    await visitor.lock(challenge);
    expect((await freshCode(visitor)).waited).toBe(60);
  });

  test('counts from the lock, not from the e-mail', async () => {
    const visitor = new Visitor(stack, await shopperWithFactor(stack, 'late-lock'));
    const challenge = await visitor.challenge();
    await visitor.guessWrong(challenge, 4);
    stack.advanceClock(200);
    await visitor.guessWrong(challenge, 1);
    const next = await visitor.challenge();
    expect(next.sent).toBe(false);
    expect(secondsBetween(stack.now(), next.resendAt)).toBe(60);
  });

  test('holds for a resend as for a login', async () => {
    const visitor = new Visitor(stack, await shopperWithFactor(stack, 'wait-of-resend'));
    await visitor.lock(await visitor.challenge());
    const { challenge } = await freshCode(visitor);
    await visitor.lock(challenge);
    const waiting = await visitor.challenge();
    stack.advanceClock(119.999);
    const tooSoon = await visitor.resend(waiting);
    expect(outcome(tooSoon)).toBe('429 too_soon');
    expect(tooSoon.headers['retry-after']).toBe('1');
    stack.advanceClock(0.001);
    expect(outcome(await visitor.resend(waiting))).toBe('200 second_factor_required');
  });
});

describe('a hundred wrong codes in 24 hours', { timeout: 60_000 }, () => {
  test('are the last, over parallel logins and logging in again, although right codes came in between', async () => {
    const customer = await shopperWithFactor(stack, 'hundred');
    const visitors = [new Visitor(stack, customer), new Visitor(stack, customer)] as const;
    const started = stack.now();
    let wrong = 0;

    while (wrong < 100) {
      const { challenge } = await freshCode(visitors[0]);
      const other = await visitors[1].challenge();
      // Every second code is guessed at four times, then entered right.
      const getsIn = wrong % 3 === 2;
      const guesses = Math.min(getsIn ? 4 : 5, 100 - wrong);
      // The last code has no more attempts than the day has left.
      expect(challenge.attemptsLeft).toBe(Math.min(5, 100 - wrong));
      const right = codeSentTo(stack, customer);
      const answers = await Promise.all(
        Array.from({ length: guesses }, (_, nth) => {
          const [visitor, mine] = nth % 2 ? [visitors[1], other] : [visitors[0], challenge];
          return visitor.verify(mine, otherThan(right, nth + 1));
        }),
      );
      expect(answers.map(outcome)).toEqual(Array(guesses).fill('401 invalid_code'));
      wrong += guesses;
      if (getsIn && wrong < 100) expect(outcome(await visitors[0].verifyRight(challenge))).toBe('200 authenticated');
    }
    const elapsed = (stack.now() - started) / 1000;
    expect(elapsed).toBeLessThan(day);

    const sent = codesSentTo(stack, customer).length;
    const refused = await visitors[0].challenge();
    expect(refused).toMatchObject({ sent: false, attemptsLeft: 0 });
    for (const answer of [await visitors[0].verifyRight(refused), await visitors[0].resend(refused)]) {
      expect(outcome(answer)).toBe('429 too_many_attempts');
      const { retryAfter } = answer.body as { retryAfter: number };
      expect(answer.headers['retry-after']).toBe(String(retryAfter));
      expect(retryAfter).toBeGreaterThan(day - elapsed - 1);
      expect(retryAfter).toBeLessThanOrEqual(day);
    }
    expect(codesSentTo(stack, customer)).toHaveLength(sent);

    const wait = secondsBetween(stack.now(), refused.resendAt);
    stack.advanceClock(wait - 0.001);
    expect(await visitors[0].challenge()).toMatchObject({ sent: false, attemptsLeft: 0 });
    stack.advanceClock(0.001);
    const open = await visitors[0].challenge();
    // Only as many as have left the 24 hours: never more than a hundred within any such span.
    expect(open.sent).toBe(true);
    expect(open.attemptsLeft).toBeLessThanOrEqual(5);
    expect(outcome(await visitors[0].verifyRight(open))).toBe('200 authenticated');
  });
});

describe('a row of wrong codes', { timeout: 60_000 }, () => {
  test('is told to its owner at the 5th, 10th and 20th, and a right code begins a new one', async () => {
    const customer = await shopperWithFactor(stack, 'warned');
    const visitor = new Visitor(stack, customer);
    let { challenge } = await freshCode(visitor);
    await visitor.guessWrong(challenge, 4);
    expect(warningsTo(customer)).toEqual([]);
    await visitor.guessWrong(challenge, 1);
    expect(warningsTo(customer)).toEqual(['Five']);

    for (let locks = 2; locks <= 5; locks++) {
      ({ challenge } = await freshCode(visitor));
      await visitor.lock(challenge);
    }
    expect(warningsTo(customer)).toEqual(['Five', 'Ten', 'Twenty']);

    ({ challenge } = await freshCode(visitor));
    await visitor.verifyRight(challenge);
    ({ challenge } = await freshCode(visitor));
    await visitor.lock(challenge);
    expect(warningsTo(customer)).toEqual(['Five', 'Ten', 'Twenty', 'Five']);
  });

  test('is not hidden by guessing four at a time: told, written down, and made to wait all the same', async () => {
    const customer = await shopperWithFactor(stack, 'four-at-a-time');
    const visitor = new Visitor(stack, customer);
    await visitor.guessWrong(await visitor.challenge(), 4);
    stack.advanceClock(301);
    const { challenge } = await freshCode(visitor);
    await visitor.guessWrong(challenge, 1);
    expect(warningsTo(customer)).toEqual(['Five']);
    expect((await auditLog(stack, customer.customerId)).map(({ event }) => event)).toContain('codes_guessed');
    const next = await visitor.verifyRight(challenge);
    expect(outcome(next)).toBe('429 too_soon');
    expect(next.headers['retry-after']).toBe('60');
    expect(secondsBetween(stack.now(), (await visitor.challenge()).resendAt)).toBe(60);
  });

  test('says where the last of them came from, and nothing of the code', async () => {
    const customer = await shopperWithFactor(stack, 'placed');
    const visitor = new Visitor(stack, customer, {
      headers: { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
    });
    await visitor.lock(await visitor.challenge());
    const { text = '' } = stack.outbox().at(-1) ?? {};
    expect(text).toContain('Firefox on Linux');
    expect(text).not.toContain(codeSentTo(stack, customer));
  });

  test('whose notice could not be sent is told by the next wrong code', async () => {
    const customer = await shopperWithFactor(stack, 'told-later');
    const visitor = new Visitor(stack, customer);
    const { challenge } = await freshCode(visitor);
    await visitor.guessWrong(challenge, 4);
    stack.fault({ service: 'ses', action: 'SendEmail', kind: 'throttle', count: 1 });
    await visitor.guessWrong(challenge, 1);
    expect(warningsTo(customer)).toEqual([]);
    const next = await freshCode(visitor);
    await visitor.guessWrong(next.challenge, 1);
    expect(warningsTo(customer)).toEqual(['Five']);
  });

  test('whose notice was taken into the void, its answer lost for good, is told by the next wrong code', async () => {
    const customer = await shopperWithFactor(stack, 'told-after-a-loss');
    const visitor = new Visitor(stack, customer);
    const { challenge } = await freshCode(visitor);
    await visitor.guessWrong(challenge, 4);
    stack.fault({ service: 'dynamodb', action: 'TransactWriteItems', kind: 'lost-ack', count: 3 });
    expect((await visitor.guessWrong(challenge, 1)).map(outcome)).toEqual(['401 invalid_code']);
    stack.clearFaults();
    expect(warningsTo(customer)).toEqual([]);
    const next = await freshCode(visitor);
    await visitor.guessWrong(next.challenge, 1);
    expect(warningsTo(customer)).toEqual(['Five']);
  });

  test('is told in the customer’s own language', async () => {
    const customer = await shopperWithFactor(stack, 'gewarnt', { locale: 'de' });
    const visitor = new Visitor(stack, customer, { headers: { 'Accept-Language': 'cs' } });
    await visitor.lock(await visitor.challenge());
    expect(stack.outbox().at(-1)).toMatchObject({ to: customer.email, subject: 'Fünf falsche Codes. Waren Sie das?' });
  });

  test('locks nobody else out: another customer logs in', async () => {
    const locked = new Visitor(stack, await shopperWithFactor(stack, 'locked'));
    await locked.lock(await locked.challenge());
    const neighbour = new Visitor(stack, await shopperWithFactor(stack, 'neighbour'));
    const challenge = await neighbour.challenge();
    expect(challenge).toMatchObject({ sent: true, attemptsLeft: 5 });
    expect(outcome(await neighbour.verifyRight(challenge))).toBe('200 authenticated');
  });
});
