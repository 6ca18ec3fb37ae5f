import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { wrongBefore } from './tries.ts';
import { outcome, type Shopper, shopper, shopperWithFactor, Visitor } from './visitor.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const wrong = '401 invalid_credentials';
const blocked = '429 too_many_attempts';

async function wrongPasswords(customer: Shopper, times: number, from?: string): Promise<string[]> {
  const visitor = new Visitor(stack, customer, from ? { from } : {});
  const outcomes: string[] = [];
  for (let nth = 1; nth <= times; nth++) outcomes.push(outcome(await visitor.logIn({ password: `wrong ${nth}` })));
  return outcomes;
}

const retryAfter = ({ headers }: Answer) => Number(headers['retry-after']);

describe('after five wrong passwords in a row', { timeout: 60_000 }, () => {
  test.each([
    ['a customer', 'known', () => shopper(stack, 'waits-known')],
    [
      'a username that nobody has',
      'unknown',
      async () => ({ customerId: '', username: 'stranger@example.com', email: '', password: 'none' }),
    ],
  ])('each further one for %s waits twice as long as the one before, up to 15 minutes', async (_, __, who) => {
    const customer = await who();
    const visitor = new Visitor(stack, customer);
    expect(await wrongPasswords(customer, 5)).toEqual(Array(5).fill(wrong));
    const waits: number[] = [];
    for (let nth = 0; nth < 12; nth++) {
      const answer = await visitor.logIn({ password: 'wrong' });
      expect(outcome(answer)).toBe(blocked);
      expect(answer.body).toMatchObject({ retryAfter: retryAfter(answer) });
      waits.push(retryAfter(answer));
      stack.advanceClock(retryAfter(answer) - 0.001);
      expect(outcome(await visitor.logIn({ password: 'wrong' }))).toBe(blocked);
      stack.advanceClock(0.001);
      expect(outcome(await visitor.logIn({ password: 'wrong' }))).toBe(wrong);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  });

  test('the right one waits too, then gets in, and the row is over', async () => {
    const customer = await shopper(stack, 'right-after');
    const visitor = new Visitor(stack, customer);
    await wrongPasswords(customer, 5);
    expect(outcome(await visitor.logIn())).toBe(blocked);
    stack.advanceClock(1);
    expect(outcome(await visitor.logIn())).toBe('200 authenticated');
    expect(await wrongPasswords(customer, 6)).toEqual([...Array(5).fill(wrong), blocked]);
  });

  test('four and a right one begin no row', async () => {
    const customer = await shopper(stack, 'four-right');
    for (let round = 0; round < 2; round++) {
      expect(await wrongPasswords(customer, 4)).toEqual(Array(4).fill(wrong));
      expect(outcome(await new Visitor(stack, customer).logIn())).toBe('200 authenticated');
    }
  });

  test('a refused try does not make the wait longer', async () => {
    const customer = await shopper(stack, 'refused-tries');
    await wrongPasswords(customer, 5);
    expect(await wrongPasswords(customer, 10)).toEqual(Array(10).fill(blocked));
    stack.advanceClock(1);
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('200 authenticated');
  });

  test('a day without one forgets the row', async () => {
    const customer = await shopper(stack, 'forgotten');
    await wrongPasswords(customer, 5);
    stack.advanceClock(24 * 60 * 60);
    expect(await wrongPasswords(customer, 5)).toEqual(Array(5).fill(wrong));
  });

  test('the username may be written in other letters: it is the same row', async () => {
    const customer = await shopper(stack, 'same-row');
    await wrongPasswords(customer, 3);
    expect(await wrongPasswords({ ...customer, username: ' SAME-ROW@Example.com' }, 3)).toEqual([wrong, wrong, blocked]);
  });

  test('the same password does for another customer', async () => {
    await wrongPasswords(await shopper(stack, 'one-waits'), 6);
    expect(outcome(await new Visitor(stack, await shopper(stack, 'another')).logIn())).toBe('200 authenticated');
  });
});

describe('wrong passwords from one network', { timeout: 60_000 }, () => {
  test('make nobody wait in another', async () => {
    const customer = await shopper(stack, 'two-networks');
    expect(await wrongPasswords(customer, 6, '127.2.0.1')).toEqual([...Array(5).fill(wrong), blocked]);
    expect(outcome(await new Visitor(stack, customer, { from: '127.3.0.1' }).logIn())).toBe('200 authenticated');
    expect(outcome(await new Visitor(stack, customer, { from: '127.2.0.1' }).logIn())).toBe(blocked);
  });

  test('count together, whichever of its addresses they come from', async () => {
    const customer = await shopper(stack, 'one-network');
    await wrongPasswords(customer, 3, '127.4.0.1');
    expect(await wrongPasswords(customer, 3, '127.4.0.200')).toEqual([wrong, wrong, blocked]);
    expect(await wrongPasswords(customer, 1, '127.4.1.1')).toEqual([wrong]);
  });

  test('count together, whatever their headers say about where they come from', async () => {
    const customer = await shopper(stack, 'made-up');
    const outcomes: string[] = [];
    for (let nth = 1; nth <= 7; nth++) {
      const headers = {
        'X-Forwarded-For': `203.0.${nth}.1`,
        'X-Real-IP': `203.0.${nth}.1`,
        'CF-Connecting-IP': `203.0.${nth}.1`,
        Forwarded: `for=203.0.${nth}.1`,
      };
      outcomes.push(outcome(await new Visitor(stack, customer, { headers }).logIn({ password: 'wrong' })));
    }
    expect(outcomes).toEqual([...Array(5).fill(wrong), blocked, blocked]);
  });

  test('come from there even when the headers name the owner’s address', async () => {
    const customer = await shopper(stack, 'borrowed');
    await new Visitor(stack, customer, { from: '127.5.0.1' }).logIn();
    const headers = { 'X-Forwarded-For': '127.5.0.1' };
    for (let nth = 1; nth <= 6; nth++) await new Visitor(stack, customer, { from: '127.6.0.1', headers }).logIn({ password: 'wrong' });
    expect(outcome(await new Visitor(stack, customer, { from: '127.5.0.1' }).logIn())).toBe('200 authenticated');
  });
});

describe('without the password', { timeout: 60_000 }, () => {
  test('nobody touches the second factor: the owner’s pending login goes on', async () => {
    const customer = await shopperWithFactor(stack, 'pending');
    const owner = new Visitor(stack, customer);
    const challenge = await owner.challenge();
    await wrongPasswords(customer, 8, '127.7.0.1');
    await owner.guessWrong(challenge, 4);
    expect(outcome(await owner.verifyRight(challenge))).toBe('200 authenticated');
  });
});

describe('at the same moment', { timeout: 60_000 }, () => {
  test('of thirty wrong passwords only the free five are told', async () => {
    const customer = await shopper(stack, 'parallel');
    const visitor = new Visitor(stack, customer);
    const answers = await Promise.all(Array.from({ length: 30 }, (_, nth) => visitor.logIn({ password: `wrong ${nth}` })));
    const told = answers.map(outcome).sort();
    expect(told).toEqual([...Array(5).fill(wrong), ...Array(25).fill(blocked)]);
  });

  test('the right one behind five wrong ones is not told either, though no row was there when it came', async () => {
    const customer = await shopper(stack, 'ninth');
    // The right one has read the budgets and is compared; what it asks then is not answered before the wrong ones are counted.
    stack.clearCalls();
    stack.fault({ service: 'dynamodb', action: 'TransactGetItems', function: 'login', kind: 'timeout', count: 100 });
    const right = new Visitor(stack, customer).logIn();
    await expect.poll(() => stack.calls().map((call) => call.outcome)).toContain('fault:timeout');

    await wrongBefore(stack, customer.username, { inARow: 5, networks: ['127.0.0.0/24'] });
    stack.clearFaults();
    // On a machine so slow that the function has given up on DynamoDB meanwhile, it is not told either.
    expect([blocked, '503 unavailable']).toContain(outcome(await right));
  });

  test('a right password among too many wrong ones gets no further than they do', async () => {
    const customer = await shopper(stack, 'parallel-right');
    await wrongPasswords(customer, 5);
    const visitor = new Visitor(stack, customer);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, nth) => visitor.logIn(nth % 2 ? {} : { password: `wrong ${nth}` })));
    expect(answers.map(outcome)).toEqual(Array(20).fill(blocked));
  });
});
