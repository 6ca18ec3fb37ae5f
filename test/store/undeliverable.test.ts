import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { anEmail, entriesOf, start } from './customer.ts';
import { onceSecond, undisturbed } from './interleaving.ts';
import { addressMoved, emailIsUndeliverable, markUndeliverable, transact } from './store.ts';

it('a mark that meets another transaction on the address is no answer: the event comes again, and then it is made', async () => {
  const [customerId, email] = [randomUUID(), anEmail()];
  await transact(addressMoved(customerId, undefined, email, start));
  const mark = () => markUndeliverable(customerId, email, { sentAt: start + 1, why: 'bounced' }, start + 2);
  onceSecond();
  await expect(mark().finally(undisturbed)).rejects.toThrow('another transaction');
  expect(await emailIsUndeliverable({ customerId, email })).toBe(false);
  expect(await mark()).toBe(true);
  expect(await emailIsUndeliverable({ customerId, email })).toBe(true);
  expect(await entriesOf(customerId)).toMatchObject([{ event: 'email_undeliverable', by: 'service', why: 'bounced' }]);
});
