import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MINUTE } from '../../shared/flow/budgets.ts';
import type { Customer } from '../../shared/store/customers.ts';
import { unwatched, watched } from '../store/calls.ts';
import { customerWithFactor, dispatched, guess, present, start } from '../store/customer.ts';
import { beforeCall, undisturbed } from '../store/interleaving.ts';
import { customerKey, takeRowNotice, update } from '../store/store.ts';
import { engine, tableName } from '../store/table.ts';
import { faults, outbox, tellOfGuesses } from './factors.ts';

const lines: unknown[] = [];
beforeEach(() => {
  faults.clear();
  lines.length = 0;
  for (const way of ['log', 'error'] as const) vi.spyOn(console, way).mockImplementation((line) => lines.push(JSON.parse(line)));
});
afterEach(() => {
  undisturbed();
  vi.restoreAllMocks();
});

const from = { locale: 'en' as const, now: start, device: 'Firefox on Linux', network: '192.0.2.0/24' };

/** A customer after so many wrong codes of one row. */
async function guessedAt(wrong: number): Promise<Customer> {
  const customer = await customerWithFactor();
  const { customerId } = customer;
  await dispatched(customerId, start);
  for (let nth = 0; nth < wrong; nth++) await guess(customer, 'wrong', start);
  return present(customerId);
}

const mailsTo = ({ email }: Customer) => outbox.messages().filter(({ to }) => to === email);

async function entriesOf({ customerId }: Customer): Promise<unknown[]> {
  const { Items } = await engine.call('Query', {
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :audit)',
    FilterExpression: '#event = :guessed',
    ExpressionAttributeNames: { '#event': 'event' },
    ExpressionAttributeValues: { ':pk': { S: `CUSTOMER#${customerId}` }, ':audit': { S: 'AUDIT#' }, ':guessed': { S: 'codes_guessed' } },
  });
  return Items as unknown[];
}

const told = { event: 'owner_told', of: 'codes_guessed' };
const failed = { event: 'notice_failed', notice: 'codes_guessed' };

describe('wrong codes', () => {
  it('up to the fourth are logged, and nobody is told; it takes no call', async () => {
    const customer = await guessedAt(4);
    const calls = watched();
    await tellOfGuesses(customer, from).finally(unwatched);
    expect(calls).toEqual([]);
    expect(lines).toEqual([{ event: 'wrong_code', row: 4 }]);
    expect(mailsTo(customer)).toEqual([]);
  });

  it('are told to their owner at the fifth, once, with where they came from', async () => {
    const customer = await guessedAt(5);
    await Promise.all([tellOfGuesses(customer, from), tellOfGuesses(customer, from)]);
    expect(lines).toContainEqual({ event: 'wrong_code', row: 5 });
    expect(lines.filter((line) => JSON.stringify(line) === JSON.stringify(told))).toHaveLength(1);
    const [mail, ...more] = mailsTo(customer);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Five wrong codes. Was it you?');
    for (const words of ['5 wrong codes', from.device, from.network]) expect(mail?.text).toContain(words);
    expect(await entriesOf(customer)).toMatchObject([{ row: { N: '5' }, device: { S: from.device }, network: { S: from.network } }]);
  });

  it('that were told are not told again', async () => {
    const customer = await guessedAt(5);
    await tellOfGuesses(customer, from);
    lines.length = 0;
    const afterwards = await present(customer.customerId);
    const calls = watched();
    await tellOfGuesses(afterwards, from).finally(unwatched);
    expect(calls).toEqual([]);
    expect(lines).toEqual([{ event: 'wrong_code', row: 5 }]);
    expect(mailsTo(customer)).toHaveLength(1);
  });

  it('are told in the language of their owner, or else in that of the call', async () => {
    const [german, other] = [await guessedAt(5), await guessedAt(5)];
    await update(customerKey(german.customerId), { set: { locale: 'de' } });
    await tellOfGuesses(await present(german.customerId), { ...from, locale: 'cs' });
    await tellOfGuesses(other, { ...from, locale: 'cs' });
    expect([german, other].map((customer) => mailsTo(customer)[0]?.subject)).toEqual([
      'Fünf falsche Codes. Waren Sie das?',
      'Pět chybných kódů. Byli jste to Vy?',
    ]);
  });
});

describe('a notice that does not go out', () => {
  it('is left to the next wrong code', async () => {
    const customer = await guessedAt(5);
    faults.plan({ service: 'ses', action: 'SendEmail', kind: 'throttle' });
    await tellOfGuesses(customer, from);
    expect(lines).toContainEqual({ ...failed, outcome: 'refused', reason: 'Throttling' });
    expect(lines).not.toContainEqual(told);
    expect((await present(customer.customerId)).rowTold).toBe(0);
    await tellOfGuesses(await present(customer.customerId), { ...from, now: start + MINUTE });
    expect(mailsTo(customer)).toHaveLength(1);
  });

  it('because the table does not say whether it was taken is logged, fails nothing, and is left to the next one', async () => {
    const customer = await guessedAt(5);
    beforeCall(1, async () => {
      await takeRowNotice(customer, 5, {}, start);
      throw new Error('the answer is lost');
    });
    await tellOfGuesses(customer, from);
    expect(lines).toEqual([{ event: 'wrong_code', row: 5 }, failed]);
    expect(mailsTo(customer)).toEqual([]);
    expect((await present(customer.customerId)).rowTold).toBe(0);
  });
});
