import { beforeAll, describe, expect, test } from 'vitest';
import { outcome } from '../authenticator/holder.ts';
import type { Answer } from '../support/browser.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { type LostDevice, lostDevice } from './lost-device.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

const steps = ['start', 'sms', 'confirm', 'cancel'] as const;
type Step = (typeof steps)[number];

/** Every order of some of these, without repetition: with none, with one, with all of them. */
function ordersOf<T>(of: readonly T[]): T[][] {
  return [[], ...of.flatMap((first) => ordersOf(of.filter((each) => each !== first)).map((rest) => [first, ...rest]))];
}

/** What each step of an order must answer, and whether the factor is off after it: the contract of section 2.4 once more. */
function expected(order: readonly Step[]): { outcomes: string[]; isOff: boolean } {
  let at: 'nowhere' | 'linked' | 'texted' | 'cancelled' | 'done' = 'nowhere';
  const outcomes = order.map((step) => {
    if (step === 'start') {
      at = 'linked';
      return '202';
    }
    if (at === 'nowhere') return '401 invalid_token';
    if (step === 'cancel') {
      // What is done stays done; the password ends all the same.
      if (at !== 'done') at = 'cancelled';
      return '204';
    }
    if (at === 'cancelled' || at === 'done') return '410 recovery_expired';
    if (step === 'confirm' && at === 'linked') return '410 code_expired';
    at = step === 'sms' ? 'texted' : 'done';
    return step === 'sms' ? '200' : '204';
  });
  return { outcomes, isOff: (at as string) === 'done' };
}

/** One customer's steps, with whatever token and code they have by then. */
class Walk {
  readonly lost: LostDevice;
  token = 'none-yet';
  cancel = 'none-yet';

  constructor(lost: LostDevice) {
    this.lost = lost;
  }

  async take(step: Step, code = this.code()): Promise<Answer> {
    if (step === 'sms') return this.lost.sendSms(this.token);
    if (step === 'confirm') return this.lost.confirm(this.token, code);
    if (step === 'cancel') return this.lost.cancel(this.cancel);
    const answer = await this.lost.ask();
    Object.assign(this, this.lost.links());
    return answer;
  }

  /** The code of this customer's SMS, or any, as long as there is none. */
  code(): string {
    return this.lost.smsWithCodes() > 0 ? this.lost.code() : '000000';
  }
}

const orders = ordersOf(steps).filter((order) => order.length > 0);

describe('the steps of a recovery, in every order there is', () => {
  test('are 64, and those that switch the factor off have start, SMS and confirm, in this order, and no cancel between', () => {
    expect(orders).toHaveLength(64);
    const isOff = orders.filter((order) => expected(order).isOff).map((order) => order.join(' '));
    expect(isOff).toEqual(['start sms confirm', 'start sms confirm cancel', 'cancel start sms confirm']);
  });

  // Longer orders contain the shorter ones.
  test.each(orders.filter((order) => order.length === 4).map((order) => [order.join(', '), order] as const))('%s', async (_, order) => {
    const walk = new Walk(await lostDevice(stack));
    const outcomes: string[] = [];
    for (const [index, step] of order.entries()) {
      outcomes.push(outcome(await walk.take(step)));
      expect(await walk.lost.factorIsOn(), order.slice(0, index + 1).join(' ')).toBe(!expected(order.slice(0, index + 1)).isOff);
    }
    expect(outcomes).toEqual(expected(order).outcomes);
  });

  test('a step left out, or taken twice, does not help', async () => {
    for (const order of [
      ['start', 'confirm'],
      ['start', 'start', 'confirm'],
      ['sms', 'start', 'confirm'],
      ['start', 'sms', 'sms', 'cancel', 'confirm'],
      ['start', 'sms', 'start', 'confirm'],
    ] as Step[][]) {
      const walk = new Walk(await lostDevice(stack));
      for (const step of order) {
        await walk.take(step);
        await stack.advanceClock(step === 'start' || step === 'sms' ? 60 : 0);
      }
      expect(await walk.lost.factorIsOn(), order.join(' ')).toBe(true);
    }
  });
});

describe('steps of two recoveries', () => {
  test('of two customers, in every interleaving: neither serves the other', async () => {
    const own = ['start', 'sms'] as const;
    // Six interleavings of two ordered pairs; then the last step with the other's token, code or both.
    const interleavings = ['aabb', 'abab', 'abba', 'baab', 'baba', 'bbaa'];
    for (const interleaving of interleavings) {
      const walks = { a: new Walk(await lostDevice(stack)), b: new Walk(await lostDevice(stack)) };
      const taken = { a: 0, b: 0 };
      for (const who of interleaving as Iterable<'a' | 'b'>) {
        expect((await walks[who].take(own[taken[who]++] as Step)).status).toBeLessThan(300);
      }
      const { a, b } = walks;
      if (a.code() !== b.code()) {
        expect(outcome(await a.take('confirm', b.code()))).toBe('401 invalid_code');
        expect(outcome(await b.take('confirm', a.code()))).toBe('401 invalid_code');
      }
      expect([await a.lost.factorIsOn(), await b.lost.factorIsOn()]).toEqual([true, true]);
      expect(outcome(await a.take('confirm'))).toBe('204');
      expect([await a.lost.factorIsOn(), await b.lost.factorIsOn()]).toEqual([false, true]);
    }
  });

  test('of one customer: link, SMS and code have to be those of the newest, whatever else is mixed in', async () => {
    const lost = await lostDevice(stack);
    const first = await lost.allButConfirmed();
    await stack.advanceClock(60);
    const second = await lost.begun();
    const mixes: [string, string][] = [
      [first.token, first.code],
      [second.token, first.code],
      [first.token, '000000'],
    ];
    for (const [token, code] of mixes) expect((await lost.confirm(token, code)).status).toBe(410);
    const code = await lost.texted(second.token);
    if (code !== first.code) {
      expect(outcome(await lost.confirm(second.token, first.code))).toBe('401 invalid_code');
      expect(outcome(await lost.confirm(first.token, code))).toBe('410 recovery_expired');
    }
    expect(await lost.factorIsOn()).toBe(true);
    expect(outcome(await lost.confirm(second.token, code))).toBe('204');
  });
});
