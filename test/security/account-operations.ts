/** What a customer does with an account, as operations whose AWS calls are broken. */
import { expect } from 'vitest';
import type { AnswerOf } from '../../shared/http/routes/route.ts';
import type { security } from '../../shared/http/routes/security.ts';
import { codeSentTo, outcome, password, Visitor } from '../login/visitor.ts';
import { cookieOf, logsIn, type Operation, plain, refreshes, withFactor } from './operation.ts';

export const accountOperations: Operation[] = [
  {
    name: 'showing the session',
    reusable: true,
    good: '200',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const { visitor, bearer } = await logsIn(stack, customer);
      const call = () => visitor.browser.get('/v1/session', { bearer });
      return { customer, call, again: async () => expect((await call()).status).toBe(200) };
    },
  },
  {
    name: 'a logout',
    reusable: true,
    good: '204',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const visitor = new Visitor(stack, customer);
      await visitor.logIn({ stayLoggedIn: true });
      const cookie = cookieOf(visitor)?.value;
      return {
        customer,
        call: () => visitor.browser.post('/v1/logout'),
        again: async () => {
          expect((await visitor.browser.post('/v1/logout')).status).toBe(204);
          const kept = await stack.browser().post('/v1/session/refresh', {}, { headers: { Cookie: `__Host-keycard=${cookie}` } });
          expect(outcome(kept)).toBe('401 session_required');
        },
      };
    },
  },
  {
    name: 'a logout everywhere',
    reusable: true,
    good: '204',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const elsewhere = new Visitor(stack, customer);
      await elsewhere.logIn({ stayLoggedIn: true });
      const { visitor, bearer } = await logsIn(stack, customer);
      const call = () => visitor.browser.post('/v1/logout', { everywhere: true }, { bearer });
      return {
        customer,
        call,
        again: async () => {
          // Done already: then the token that asked for it has ended too.
          expect(['204', '401 session_required']).toContain(outcome(await call()));
          expect(outcome(await refreshes(elsewhere))).toBe('401 session_required');
        },
      };
    },
  },
  {
    name: 'ending one session',
    reusable: true,
    good: '204',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const elsewhere = new Visitor(stack, customer);
      await elsewhere.logIn({ stayLoggedIn: true });
      const { visitor, bearer } = await logsIn(stack, customer);
      const { sessions } = (await visitor.browser.get('/v1/security', { bearer })).body as AnswerOf<typeof security>;
      const path = `/v1/security/sessions/${sessions.find(({ current }) => !current)?.id}`;
      const call = () => visitor.browser.send('DELETE', path, undefined, { bearer });
      return {
        customer,
        call,
        again: async () => {
          expect(outcome(await call())).toBe('204');
          expect(outcome(await refreshes(elsewhere))).toBe('401 session_required');
        },
      };
    },
  },
  {
    name: 'the security overview',
    reusable: true,
    good: '200',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const { visitor, bearer } = await logsIn(stack, customer);
      const call = () => visitor.browser.get('/v1/security', { bearer });
      return { customer, call, again: async () => expect((await call()).body).toMatchObject({ twoFactor: { available: true } }) };
    },
  },
  {
    name: 'switching the e-mail method on',
    tells: true,
    // That the session has given password and code.
    standsWithout: ['PutItem'],
    good: '200',
    // Nobody can switch it on while nobody knows whether the shop offers it.
    withoutFlag: '409 two_factor_unavailable',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const { visitor, bearer } = await logsIn(stack, customer);
      const call = () => visitor.browser.post('/v1/security/email', { password }, { bearer });
      return {
        customer,
        call,
        again: async (answered) => {
          const then = outcome(await call());
          if (answered.status === 200) expect(then).toBe('409 already_enabled');
          else expect(['200', '409 already_enabled']).toContain(then);
          expect(outcome(await new Visitor(stack, customer).logIn())).toBe('200 second_factor_required');
        },
      };
    },
  },
  {
    name: 'a code for a security change',
    good: '200',
    async ready(stack, customerId) {
      const customer = await withFactor(stack, customerId);
      const { visitor, bearer } = await logsIn(stack, customer);
      stack.advanceClock(60);
      const call = () => visitor.browser.post('/v1/security/code', {}, { bearer });
      return {
        customer,
        call,
        again: async () => {
          expect(outcome(await call())).toBe('200');
          const body = { password, code: codeSentTo(stack, customer) };
          expect(outcome(await visitor.browser.post('/v1/security/disable', body, { bearer }))).toBe('204');
        },
      };
    },
  },
  {
    name: 'switching the e-mail method off',
    tells: true,
    standsWithout: ['PutItem'],
    good: '204',
    async ready(stack, customerId) {
      const customer = await withFactor(stack, customerId);
      const { visitor, bearer } = await logsIn(stack, customer);
      stack.advanceClock(60);
      const sendCode = () => visitor.browser.post('/v1/security/code', {}, { bearer });
      const call = () => visitor.browser.post('/v1/security/disable', { password, code: codeSentTo(stack, customer) }, { bearer });
      await sendCode();
      return {
        customer,
        call,
        again: async (answered) => {
          if (answered.status !== 204) {
            // Off already, though the answer was lost; or still on, and a fresh code switches it off.
            expect(['200', '409 not_enabled']).toContain(outcome(await sendCode()));
            expect(['204', '409 not_enabled']).toContain(outcome(await call()));
          }
          expect(outcome(await new Visitor(stack, customer).logIn())).toBe('200 authenticated');
        },
      };
    },
  },
  {
    name: 'the public keys',
    reusable: true,
    good: '200',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const call = () => stack.browser().get('/.well-known/jwks.json');
      return {
        customer,
        call,
        again: async () =>
          expect((await call()).body).toMatchObject({
            keys: expect.arrayContaining([expect.objectContaining({ kty: 'EC', crv: 'P-256' })]),
          }),
      };
    },
  },
];
