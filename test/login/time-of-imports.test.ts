/** What the time of an answer tells while imported hashes are there. Real time: nothing else can be waited for here. */
import { hashSync } from 'bcryptjs';
import { beforeAll, expect, test } from 'vitest';
import { variables } from '../../shared/config/environment.ts';
import { signIn } from '../account/signed-in.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { outcome, type Shopper, shopper, Visitor } from './visitor.ts';

let stack: TestStack;
const kept = { pk: { S: 'HASHES#IMPORTED' }, sk: { S: 'SLOWEST' } };

/** Milliseconds of the slowest hash that was imported, as the table has it. */
async function slowest(): Promise<number | undefined> {
  const items = (await stack.scanTable()) as Record<string, { S?: string; N?: string } | undefined>[];
  const item = items.find(({ pk }) => pk?.S === kept.pk.S);
  return item && Number(item.slowest?.N);
}

/** The published time that whatever is wrong takes. */
async function floor(): Promise<number> {
  const ms = await slowest();
  if (ms === undefined) throw new Error('nothing was imported');
  return 1.5 * ms + 100;
}

async function timed(customer: Shopper, typed: string): Promise<{ answer: string; ms: number }> {
  const visitor = new Visitor(stack, customer);
  const began = performance.now();
  const answer = outcome(await visitor.logIn({ password: typed }));
  return { answer, ms: performance.now() - began };
}

async function imported(customerId: string, cost: number): Promise<Shopper> {
  const { username, email } = await stack.putCustomer(customerId, { passwordHash: hashSync('right', cost) });
  return { customerId, username, email, password: 'right' };
}

beforeAll(async () => {
  stack = await startReadyStack();
});

test('a shop that has imported nothing has nothing to wait for, nor one that has imported our own hashes', async () => {
  await shopper(stack, 'ours');
  expect(await slowest()).toBeUndefined();
});

test('a hash that is refused makes nobody wait', async () => {
  const given = { passwordHash: hashSync('right', 4).replace('$04$', '$31$') };
  const { status } = await stack.admin('PUT', '/v1/admin/customers/refused', {
    username: 'a@example.com',
    email: 'a@example.com',
    ...given,
  });
  expect(status).toBe(400);
  expect(await slowest()).toBeUndefined();
});

test('the slowest hash is remembered, whichever comes first', async () => {
  await imported('fast', 4);
  const first = (await slowest()) ?? 0;
  expect(first).toBeGreaterThan(0);
  await imported('slow', 12);
  const second = (await slowest()) ?? 0;
  expect(second).toBeGreaterThan(first);
  await imported('fast-again', 4);
  expect(await slowest()).toBe(second);
});

test('from then on whatever is wrong is answered after one time, and nothing sooner', async () => {
  const ours = await shopper(stack, 'has-ours');
  const bcrypt = await imported('has-bcrypt', 10);
  const none = { ...(await stack.putCustomer('has-none', {})), password: '' };
  const least = await floor();
  const stranger = { ...ours, username: 'nobody@example.com' };
  for (const customer of [ours, bcrypt, none, stranger]) {
    const { answer, ms } = await timed(customer, 'a wrong password');
    expect(answer).toBe('401 invalid_credentials');
    expect(ms).toBeGreaterThanOrEqual(least);
  }
});

test('so it is where the account asks for the password again', async () => {
  const customer = await shopper(stack, 'in-account');
  const least = await floor();
  const { browser, accessToken: bearer } = await signIn(stack, customer);
  const began = performance.now();
  expect(outcome(await browser.post('/v1/security/email', { password: 'wrong' }, { bearer }))).toBe('401 invalid_credentials');
  expect(performance.now() - began).toBeGreaterThanOrEqual(least);
});

test('a right password is answered as soon as it is known', async () => {
  const customer = await shopper(stack, 'right');
  const named = stack.model.functions.find(({ shortName }) => shortName === 'login')?.environment[variables.table];
  const table = stack.model.tables.find(({ name }) => name === named);
  // The longest that anybody could have to wait.
  if (table) await stack.engine.put(table, [{ ...kept, slowest: { N: '2500' } }]);
  expect(await slowest()).toBe(2500);
  const { answer, ms } = await timed(customer, customer.password);
  expect(answer).toBe('200 authenticated');
  expect(ms).toBeLessThan(await floor());
});
