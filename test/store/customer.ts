/** Customers of the tests, and the moves of their rounds with what does not matter left out. */
import { randomUUID } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect } from 'vitest';
import { type Challenge, issueChallenge } from '../../shared/flow/challenge.ts';
import type { Method } from '../../shared/flow/method.ts';
import type { Purpose } from '../../shared/flow/round.ts';
import type { Actor } from '../../shared/log/audit-events.ts';
import type { CustomerFacts } from '../../shared/store/administration.ts';
import type { Customer } from '../../shared/store/customers.ts';
import type { Begun } from '../../shared/store/families.ts';
import type { Guess } from '../../shared/store/rounds.ts';
import { beginFamily, customerKey, guessCustomerCode, openCustomerRound, put, putCustomer, readCustomer, switchOnEmail } from './store.ts';
import { auditTableName, engine } from './table.ts';

/** When the tests take place. Not in the past: DynamoDB Local soon deletes what its `ttl` says is over, as AWS some day does. */
export const start = Date.UTC(2100, 0, 1);
export const anEmail = (): string => `${randomUUID()}@example.com`;

/** What stands for a digest: the bytes of its name. */
export const bytes = (name: string): Uint8Array => new TextEncoder().encode(name);

/** The same, whatever has been written and undone since. */
export const inAnyVersion = <T extends object>(item: T): T => ({ ...item, version: expect.any(Number) });

export const factsOf = (username: string, more: Partial<CustomerFacts> = {}): CustomerFacts => ({
  username,
  email: username,
  emailVerified: true,
  phone: undefined,
  phoneVerified: false,
  locale: undefined,
  passwordHash: undefined,
  ...more,
});

/** Somebody of whom only matters that they are there; whoever has the id, if anybody has. */
export async function somebody(customerId: string = randomUUID()): Promise<Pick<Customer, 'customerId' | 'createdAt'>> {
  const known = await readCustomer(customerId);
  if (known) return known;
  await put({ ...customerKey(customerId), createdAt: start });
  return { customerId, createdAt: start };
}

/** A customer with a verified address and no factor. */
export async function customerWithoutFactor(more: Partial<CustomerFacts> = {}): Promise<Customer> {
  const customerId = randomUUID();
  const put = await putCustomer(customerId, () => factsOf(anEmail(), more), 'tests', start);
  if (put.is !== 'put') throw new Error(put.is);
  return present(customerId);
}

/** A customer with the e-mail method on, to whom nothing was sent yet. */
export async function customerWithFactor(): Promise<Customer & { factor: 'email' }> {
  const customer = await customerWithoutFactor();
  const { held } = await switchOnEmail(customer, { digests: new Set([bytes('r')]), key: 1 }, { jti: 'j' }, start);
  if (!held) throw new Error('the factor could not be switched on');
  return (await present(customer.customerId)) as Customer & { factor: 'email' };
}

/** As the table has it. @throws Error when it is not there. */
export async function present(customerId: string): Promise<Customer> {
  const customer = await readCustomer(customerId);
  if (!customer) throw new Error('the customer is gone');
  return customer;
}

type Code = { digest?: string; purpose?: Purpose; key?: number };

/** Dispatches a code on the present state; its digest is `right` unless told otherwise. @returns the customer after it. */
export async function dispatched(customerId: string, at: number, { digest = 'right', purpose = 'login', key = 1 }: Code = {}) {
  const seen = await present(customerId);
  const opened = await openCustomerRound(seen, { id: randomUUID(), digest: bytes(digest), keyVersion: key, purpose }, at);
  if (opened.is !== 'opened') throw new Error('the dispatch did not hold');
  return opened.item as Customer & { factor: 'email' };
}

/** A challenge as a login at `at` with the present state gets it. */
export async function challenged(customerId: string, at: number): Promise<Challenge> {
  return issueChallenge({ factor: 'email', ...(await present(customerId)) }, { stayLoggedIn: false }, at);
}

type Guessing = { challenge?: Challenge; purpose?: Purpose; epoch?: number; method?: Method; key?: number };

/** A guess with a digest, under the key version 1 unless told otherwise, in the customer's epoch as given. */
export function guess({ customerId, epoch }: Customer, digest: string, at: number, guessing: Guessing = {}): Promise<Guess> {
  const { key: current = 1, purpose = 'login', ...of } = guessing;
  const digestUnder = async (key = current) => ({ key, digest: bytes(digest) });
  return guessCustomerCode({ customerId, epoch, method: 'email', ...of }, purpose, digestUnder, at);
}

export const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

/** The events of the audit log, oldest first. */
export const auditOf = async (customerId: string): Promise<string[]> => (await entriesOf(customerId)).map(({ event }) => event);

/** The entries of the audit log, oldest first, each with who did it and what it says. */
export async function entriesOf(customerId: string): Promise<({ event: string; by: Actor } & Record<string, unknown>)[]> {
  const { Items } = await engine.call('Query', {
    TableName: auditTableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: `CUSTOMER#${customerId}` } },
    ConsistentRead: true,
  });
  return (Items as Record<string, AttributeValue>[]).map((item) => {
    const { pk: _, sk, at, ...entry } = unmarshall(item);
    expect(sk).toMatch(`AUDIT#${new Date(at as number).toISOString()}#`);
    return entry as { event: string; by: Actor };
  });
}

/** A stay-logged-in session that has begun. @throws Error where its customer has none to begin */
export async function familyOf(of: Parameters<typeof beginFamily>[0], at: number): Promise<Begun> {
  const begun = await beginFamily(of, at);
  if (!begun) throw new Error('no family has begun');
  return begun;
}
