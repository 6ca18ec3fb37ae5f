/** Logging in, and what follows from it, as operations whose AWS calls are broken. */
import { expect } from 'vitest';
import { otherThan, outcome, Visitor } from '../login/visitor.ts';
import { atCodeStep, cookieOf, expectOlderCodesDead, logsIn, type Operation, plain, refreshes, withFactor } from './operation.ts';

export const loginOperations: Operation[] = [
  {
    name: 'a login without a second factor',
    standsWithout: ['PutItem'],
    reusable: true,
    good: '200 authenticated',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      return { customer, call: () => new Visitor(stack, customer).logIn(), again: async () => void (await logsIn(stack, customer)) };
    },
  },
  {
    name: 'a login that stays logged in',
    standsWithout: ['TransactWriteItems', 'PutItem'],
    reusable: true,
    good: '200 authenticated',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const visitor = new Visitor(stack, customer);
      return {
        customer,
        call: () => visitor.logIn({ stayLoggedIn: true }),
        again: async (answered) => {
          // A cookie stands for a session that is kept, or there is none, though the login stands.
          if (outcome(answered) !== '200 authenticated') expect(cookieOf(visitor)).toBeUndefined();
          if (cookieOf(visitor)) expect(outcome(await refreshes(visitor))).toBe('200 authenticated');
          await visitor.logIn({ stayLoggedIn: true });
          expect(outcome(await refreshes(visitor))).toBe('200 authenticated');
        },
      };
    },
  },
  {
    name: 'a wrong password',
    reusable: true,
    good: '401 invalid_credentials',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      await new Visitor(stack, customer).logIn();
      const visitor = new Visitor(stack, customer);
      const wrong = () => visitor.logIn({ password: 'wrong' });
      return {
        customer,
        call: wrong,
        again: async () => {
          // It counted once at most: of the five that are free four are left.
          for (let nth = 2; nth <= 5; nth++) expect(outcome(await wrong())).toBe('401 invalid_credentials');
          stack.advanceClock(60);
          expect(outcome(await visitor.logIn())).toBe('200 authenticated');
        },
      };
    },
  },
  {
    name: 'a login with a code by e-mail',
    reusable: true,
    good: '200 second_factor_required',
    async ready(stack, customerId) {
      const customer = await withFactor(stack, customerId);
      const visitor = new Visitor(stack, customer);
      return {
        customer,
        call: () => visitor.logIn(),
        again: async () => {
          const challenge = await visitor.challenge();
          await expectOlderCodesDead(stack, customer, visitor, challenge);
          expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
        },
      };
    },
  },
  {
    name: 'a resend',
    reusable: true,
    good: '200 second_factor_required',
    async ready(stack, customerId) {
      const { customer, visitor, challenge } = await atCodeStep(stack, customerId);
      stack.advanceClock(60);
      return {
        customer,
        call: () => visitor.resend(challenge),
        again: async () => {
          expect(outcome(await visitor.resend(challenge))).toBe('200 second_factor_required');
          await expectOlderCodesDead(stack, customer, visitor, challenge);
          expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
        },
      };
    },
  },
  {
    name: 'a wrong code',
    reusable: true,
    good: '401 invalid_code',
    async ready(stack, customerId) {
      const { customer, visitor, challenge, right } = await atCodeStep(stack, customerId);
      return {
        customer,
        call: () => visitor.verify(challenge, otherThan(right)),
        again: async (answered) => {
          const next = await visitor.verify(challenge, otherThan(right, 2));
          const left = [answered, next].map(({ body }) => (body as { attemptsLeft?: number }).attemptsLeft);
          // Two were typed: no more than two are counted, and none that was answered goes uncounted.
          if (left[0] !== undefined) expect(left).toEqual([4, 3]);
          else expect([3, 4]).toContain(left[1]);
          expect(outcome(await visitor.verify(challenge, right))).toBe('200 authenticated');
        },
      };
    },
  },
  {
    name: 'the fifth wrong code',
    tells: true,
    // The notice alone fails with one, the entry of the audit log with the other; the guess is counted.
    standsWithout: ['TransactWriteItems', 'PutItem'],
    reusable: true,
    good: '401 invalid_code',
    async ready(stack, customerId) {
      const { customer, visitor, challenge, right } = await atCodeStep(stack, customerId);
      await visitor.guessWrong(challenge, 4);
      return {
        customer,
        call: () => visitor.verify(challenge, otherThan(right, 5)),
        again: async (answered) => {
          const then = outcome(await visitor.verify(challenge, right));
          if (answered.status === 401) expect(then).toBe('423 challenge_locked');
          else expect(['423 challenge_locked', '200 authenticated']).toContain(then);
          if (then === '200 authenticated') return;
          expect(outcome(await visitor.resend(challenge))).toBe('423 challenge_locked');
          await logsIn(stack, customer);
        },
      };
    },
  },
  ...[false, true].map(
    (stayLoggedIn): Operation => ({
      name: stayLoggedIn ? 'a right code that stays logged in' : 'a right code',
      standsWithout: [...(stayLoggedIn ? ['TransactWriteItems'] : []), 'PutItem'],
      leavesADevice: true,
      reusable: true,
      good: '200 authenticated',
      async ready(stack, customerId) {
        const { customer, visitor, challenge, right } = await atCodeStep(stack, customerId, { stayLoggedIn });
        return {
          customer,
          call: () => visitor.verify(challenge, right),
          again: async (answered) => {
            const worked = outcome(answered) === '200 authenticated';
            // Where the cookie cannot be kept, the login stands without it.
            if (!(stayLoggedIn && worked)) expect(cookieOf(visitor)).toBeUndefined();
            const then = outcome(await visitor.verify(challenge, right));
            // One session a code, be it that the first answer was lost.
            if (worked) expect(then).toBe('401 invalid_challenge');
            else expect(['401 invalid_challenge', '200 authenticated']).toContain(then);
            if (cookieOf(visitor)) expect(outcome(await refreshes(visitor))).toBe('200 authenticated');
            await logsIn(stack, customer);
          },
        };
      },
    }),
  ),
  {
    name: 'a refresh',
    reusable: true,
    good: '200 authenticated',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const visitor = new Visitor(stack, customer);
      await visitor.logIn({ stayLoggedIn: true });
      return {
        customer,
        call: () => refreshes(visitor),
        again: async (answered) => {
          expect(cookieOf(visitor), 'a failure takes no cookie away').toBeDefined();
          const then = outcome(await refreshes(visitor));
          // The next token may have been made and its answer lost. A minute later this one is a replaced one, and ends the family.
          if (outcome(answered) === '200 authenticated') expect(then).toBe('200 authenticated');
          else expect(['200 authenticated', '401 session_required']).toContain(then);
          await logsIn(stack, customer);
        },
      };
    },
  },
];
