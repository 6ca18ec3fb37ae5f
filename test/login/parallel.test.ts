import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../support/browser.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { codeSentTo, codesSentTo, otherThan, outcome, shopperWithFactor, Visitor } from './visitor.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
  await stack.setFlag(true);
});

/** How often each outcome came. */
function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[outcome(answer)] = (counts[outcome(answer)] ?? 0) + 1;
  return counts;
}

function inParallel(times: number, call: (nth: number) => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: times }, (_, nth) => call(nth)));
}

describe('at the same moment', { timeout: 60_000 }, () => {
  test('of a hundred wrong guesses five are evaluated, and the rest meets the lock', async () => {
    const customer = await shopperWithFactor(stack, 'hundred-guesses');
    const [one, other] = [new Visitor(stack, customer), new Visitor(stack, customer)];
    const [first, second] = [await one.challenge(), await other.challenge()];
    const right = codeSentTo(stack, customer);
    const answers = await inParallel(100, (nth) => {
      const [visitor, challenge] = nth % 2 ? [one, first] : [other, second];
      return visitor.verify(challenge, otherThan(right, nth + 1));
    });
    expect(tally(answers)).toEqual({ '401 invalid_code': 5, '423 challenge_locked': 95 });
    const left = answers.filter(({ status }) => status === 401).map(({ body }) => (body as { attemptsLeft: number }).attemptsLeft);
    expect(left.sort()).toEqual([0, 1, 2, 3, 4]);
    expect(outcome(await one.verifyRight(first))).toBe('423 challenge_locked');
    const warnings = stack.outbox().filter(({ to, subject }) => to === customer.email && subject === 'Five wrong codes. Was it you?');
    expect(warnings).toHaveLength(1);
  });

  test('twenty logins send one e-mail, when none was sent before', async () => {
    const customer = await shopperWithFactor(stack, 'parallel-logins');
    const visitor = new Visitor(stack, customer);
    const answers = await inParallel(20, () => visitor.logIn());
    expect(tally(answers)).toEqual({ '200 second_factor_required': 20 });
    const sent = answers.filter(({ body }) => (body as { challenge: { sent: boolean } }).challenge.sent);
    expect(sent).toHaveLength(1);
    expect(codesSentTo(stack, customer)).toHaveLength(1);
  });

  test('fifty logins and resends send one e-mail', async () => {
    const customer = await shopperWithFactor(stack, 'fifty-mixed');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    stack.advanceClock(60);
    const answers = await inParallel(50, (nth) => (nth % 2 ? visitor.logIn() : visitor.resend(challenge)));
    expect(codesSentTo(stack, customer)).toHaveLength(2);
    const { '429 too_soon': tooSoon = 0, '200 second_factor_required': given = 0, ...others } = tally(answers);
    expect(others).toEqual({});
    expect(tooSoon + given).toBe(50);
    expect(tooSoon).toBeGreaterThanOrEqual(24);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  });

  test('the right code twenty times makes one session', async () => {
    const customer = await shopperWithFactor(stack, 'twenty-right');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge({ stayLoggedIn: true });
    const answers = await inParallel(20, () => visitor.verifyRight(challenge));
    expect(tally(answers)).toEqual({ '200 authenticated': 1, '401 invalid_challenge': 19 });
    expect(answers.filter(({ headers }) => headers['set-cookie'])).toHaveLength(1);
    const [bearer = ''] = answers.flatMap(({ body }) => (body as { accessToken?: string }).accessToken ?? []);
    const overview = await visitor.browser.get('/v1/security', { bearer });
    expect((overview.body as { sessions: unknown[] }).sessions).toHaveLength(1);
  });

  test('the right code from twenty pending logins makes one session', async () => {
    const customer = await shopperWithFactor(stack, 'twenty-challenges');
    const visitor = new Visitor(stack, customer);
    const challenges = [];
    for (let nth = 0; nth < 20; nth++) challenges.push(await visitor.challenge());
    const answers = await Promise.all(challenges.map((challenge) => visitor.verifyRight(challenge)));
    expect(tally(answers)).toEqual({ '200 authenticated': 1, '401 invalid_challenge': 19 });
  });

  test('the right code among wrong ones gets in at most once, and at most five are evaluated', async () => {
    const customer = await shopperWithFactor(stack, 'mixed-guesses');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    const right = codeSentTo(stack, customer);
    const answers = await inParallel(60, (nth) => visitor.verify(challenge, nth % 6 ? otherThan(right, nth) : right));
    const { '200 authenticated': sessions = 0, '401 invalid_code': wrong = 0, ...refused } = tally(answers);
    expect(sessions).toBeLessThanOrEqual(1);
    expect(sessions + wrong).toBeLessThanOrEqual(5);
    // After the right code the login is over, after the fifth wrong one it is locked.
    expect(refused).toEqual({ [sessions ? '401 invalid_challenge' : '423 challenge_locked']: 60 - sessions - wrong });
  });

  test('guesses while a fresh code is sent are held against one code or the other, five for each', async () => {
    const customer = await shopperWithFactor(stack, 'guess-and-resend');
    const visitor = new Visitor(stack, customer);
    const challenge = await visitor.challenge();
    stack.advanceClock(60);
    const older = codeSentTo(stack, customer);
    const answers = await inParallel(40, (nth) => (nth % 4 ? visitor.verify(challenge, otherThan(older, nth)) : visitor.resend(challenge)));
    const { '401 invalid_code': evaluated = 0 } = tally(answers);
    // Five lock the older code, and then no fresh one is sent; so at most four are followed by five.
    expect(evaluated).toBeGreaterThanOrEqual(5);
    expect(evaluated).toBeLessThanOrEqual(9);
    expect(codesSentTo(stack, customer).length).toBeLessThanOrEqual(2);
  });
});
