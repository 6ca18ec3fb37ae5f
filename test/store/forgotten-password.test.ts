/** Who asks for a link about somebody is not to notice whether there is such a customer: not even by racing with themselves. */
import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { MINUTE } from '../../shared/flow/budgets.ts';
import type { Customer } from '../../shared/store/customers.ts';
import { unwatched, watched } from './calls.ts';
import { customerWithoutFactor, start } from './customer.ts';
import { onceSecond, undisturbed } from './interleaving.ts';
import { askForLink, get, usernameId } from './store.ts';

afterEach(() => {
  undisturbed();
  unwatched();
});

/** The calls of one asking, with somebody else first at the first write, or not; what the store's own tests add in between left out. */
async function callsOf(meant: Customer | undefined, typed: string, at: number, isSecond = false): Promise<string[]> {
  const sent = watched();
  if (isSecond) onceSecond();
  await askForLink(meant, typed, randomUUID(), at);
  undisturbed();
  unwatched();
  return [...sent];
}

it('the first, the next before its time, and one that lost a race take the same calls for a customer and for nobody', async () => {
  const customer = await customerWithoutFactor();
  const name = randomUUID();
  const ofBoth = async (at: number, isSecond = false) => {
    const calls = [await callsOf(customer, customer.username, at, isSecond), await callsOf(undefined, name, at, isSecond)];
    expect(calls[1]).toEqual(calls[0]);
    return calls[0];
  };
  const plain = ['BatchGetItem', 'TransactWriteItems'];
  expect(await ofBoth(start)).toEqual(plain);
  expect(await ofBoth(start + MINUTE - 1)).toEqual(plain);
  expect(await ofBoth(start + MINUTE, true)).toEqual([...plain, ...plain]);
});

it('of many at once for a name that nobody has one is first, as for a customer; what is left of it goes after a day', async () => {
  const name = randomUUID();
  await Promise.all(Array.from({ length: 10 }, () => askForLink(undefined, name, randomUUID(), start)));
  const ttl = start / 1000 + 86_400;
  const left = (sk: string) => get({ pk: `CUSTOMER#nobody-${usernameId(name)}`, sk });
  expect(await left('PASSWORD')).toMatchObject({ linksInRow: 1, version: 1, ttl });
  expect(await left('NOBODY')).toMatchObject({ ttl });
});

it('nobody ever gets the link of nobody', async () => {
  expect(await askForLink(undefined, randomUUID(), randomUUID(), start)).toBeUndefined();
});
