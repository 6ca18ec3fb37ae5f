/** What administrators do, as operations whose AWS calls are broken. */
import { expect } from 'vitest';
import { outcome, password, Visitor } from '../login/visitor.ts';
import type { Answer } from '../support/browser.ts';
import type { TestStack } from '../support/stack.ts';
import { logsIn, type Operation, plain } from './operation.ts';

const admin =
  (stack: TestStack, customerId: string) =>
  async (method: string, body?: unknown): Promise<Answer> => ({
    headers: {},
    ...(await stack.admin(method, `/v1/admin/customers/${customerId}`, body)),
  });
const facts = (customerId: string) => ({
  username: `${customerId}@example.com`,
  email: `${customerId}@example.com`,
  emailVerified: true,
  password,
});

export const adminOperations: Operation[] = [
  {
    name: 'creating a customer',
    good: '200',
    async ready(stack, customerId) {
      const call = admin(stack, customerId);
      const customer = { customerId, ...facts(customerId) };
      return {
        customer,
        call: () => call('PUT', facts(customerId)),
        again: async () => {
          expect((await call('PUT', facts(customerId))).status).toBe(200);
          await logsIn(stack, customer);
        },
      };
    },
  },
  {
    name: 'changing a customer',
    tells: true,
    good: '200',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const call = admin(stack, customerId);
      const changed = {
        ...facts(customerId),
        username: `new-${customerId}`,
        email: `new-${customerId}@example.com`,
        password: 'another password',
      };
      return {
        customer,
        call: () => call('PUT', changed),
        again: async (answered) => {
          const now = [customer, { ...customer, username: changed.username, password: changed.password }];
          const outcomes: string[] = [];
          for (const each of now) outcomes.push(outcome(await new Visitor(stack, each).logIn()));
          // All of it or nothing: never both names, never none.
          const worked = answered.status === 200;
          const before = ['200 authenticated', '401 invalid_credentials'];
          if (worked) expect(outcomes).toEqual(before.toReversed());
          else expect([before.join(), before.toReversed().join()]).toContain(outcomes.join());
          expect((await call('PUT', changed)).status).toBe(200);
        },
      };
    },
  },
  {
    name: 'changing one thing of a customer',
    tells: true,
    good: '200',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const call = admin(stack, customerId);
      const changed = { password: 'another password' };
      return {
        customer,
        call: () => call('PATCH', changed),
        again: async () => {
          expect((await call('PATCH', changed)).status).toBe(200);
          await logsIn(stack, { ...customer, ...changed });
        },
      };
    },
  },
  {
    name: 'ending the sessions of a customer',
    good: '204',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const end = async () => ({ headers: {}, ...(await stack.admin('POST', `/v1/admin/customers/${customerId}/end-sessions`)) });
      return {
        customer,
        call: end,
        again: async () => {
          expect((await end()).status).toBe(204);
          await logsIn(stack, customer);
        },
      };
    },
  },
  {
    name: 'looking a customer up',
    reusable: true,
    good: '200',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const call = admin(stack, customerId);
      return { customer, call: () => call('GET'), again: async () => expect((await call('GET')).body).toMatchObject({ customerId }) };
    },
  },
  {
    name: 'reading the audit log of a customer',
    reusable: true,
    good: '200',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const read = async () => ({ headers: {}, ...(await stack.admin('GET', `/v1/audit/customers/${customerId}`)) });
      return { customer, call: read, again: async () => expect((await read()).body).toMatchObject({ entries: [{}] }) };
    },
  },
  {
    name: 'removing a customer',
    good: '204',
    async ready(stack, customerId) {
      const customer = await plain(stack, customerId);
      const call = admin(stack, customerId);
      return {
        customer,
        call: () => call('DELETE'),
        again: async () => {
          expect([204, 404]).toContain((await call('DELETE')).status);
          expect(outcome(await new Visitor(stack, customer).logIn())).toBe('401 invalid_credentials');
        },
      };
    },
  },
];
