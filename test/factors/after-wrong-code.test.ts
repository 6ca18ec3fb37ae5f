import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MINUTE } from '../../shared/flow/budgets.ts';
import type { Customer } from '../../shared/store/customers.ts';
import { unwatched, watched } from '../store/calls.ts';
import { customerWithFactor, dispatched, entriesOf, guess, present, start } from '../store/customer.ts';
import { beforeCall, undisturbed } from '../store/interleaving.ts';
import { attemptsLeftOf, customerKey, takeRowNotice, update } from '../store/store.ts';
import { afterWrongCode, faults, outbox } from './factors.ts';

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

const publicUrl = 'https://login.shop.example';
const from = { locale: 'en' as const, now: start, publicUrl, device: 'Firefox on Linux', network: '192.0.2.0/24' };

/** A customer after so many wrong codes of one row, beside those that were there `before` and are told. */
async function guessedAt(wrong: number, before = 0): Promise<Customer> {
  const customer = await customerWithFactor();
  const { customerId } = customer;
  await dispatched(customerId, start);
  await update(customerKey(customerId), { set: { wrongInRow: before, rowTold: before } });
  for (let nth = 0; nth < wrong; nth++) await guess(customer, 'wrong', start);
  return present(customerId);
}

/** The guess that left the customer so. */
const follow = (customer: Customer, more = {}) =>
  afterWrongCode({ customer, attemptsLeft: attemptsLeftOf(customer, start) }, { ...from, ...more });

const mailsTo = ({ email }: Customer) => outbox.messages().filter(({ to }) => to === email);

const told = { event: 'owner_told', of: 'codes_guessed' };
const failed = { event: 'notice_failed', notice: 'codes_guessed' };

describe('wrong codes', () => {
  it('up to the fourth are logged, and nobody is told; it takes no call', async () => {
    const customer = await guessedAt(4);
    const calls = watched();
    await follow(customer).finally(unwatched);
    expect(calls).toEqual([]);
    expect(lines).toEqual([{ event: 'wrong_code', row: 4 }]);
    expect(mailsTo(customer)).toEqual([]);
  });

  it('are told to their owner at the fifth, once, with where they came from', async () => {
    const customer = await guessedAt(5);
    await Promise.all([follow(customer), follow(customer)]);
    expect(lines).toContainEqual({ event: 'wrong_code', row: 5 });
    expect(lines.filter((line) => JSON.stringify(line) === JSON.stringify(told))).toHaveLength(1);
    const [mail, ...more] = mailsTo(customer);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Five wrong codes. Was it you?');
    for (const words of ['5 wrong codes', from.device, from.network]) expect(mail?.text).toContain(words);
    const entries = await entriesOf(customer.customerId);
    expect(entries.filter(({ event }) => event === 'codes_guessed')).toEqual([{ event: 'codes_guessed', by: 'service', row: 5 }]);
  });

  it('are the end of the password at the thirtieth, and that is what their owner is told', async () => {
    const customer = await guessedAt(1, 29);
    await follow(customer);
    expect(lines).toEqual([
      { event: 'wrong_code', row: 30 },
      { event: 'owner_told', of: 'password_ended' },
    ]);
    expect(mailsTo(customer).map(({ subject }) => subject)).toEqual(['Your password no longer works']);
  });

  it('that were told are not told again', async () => {
    const customer = await guessedAt(5);
    await follow(customer);
    lines.length = 0;
    const afterwards = await present(customer.customerId);
    const calls = watched();
    await follow(afterwards).finally(unwatched);
    // The entry of the limit, and no more.
    expect(calls).toEqual(['PutItem']);
    expect(lines).toEqual([{ event: 'wrong_code', row: 5 }]);
    expect(mailsTo(customer)).toHaveLength(1);
  });

  it('are told in the language of their owner, or else in that of the call', async () => {
    const [german, other] = [await guessedAt(5), await guessedAt(5)];
    await update(customerKey(german.customerId), { set: { locale: 'de' } });
    await follow(await present(german.customerId), { locale: 'cs' });
    await follow(other, { locale: 'cs' });
    expect([german, other].map((customer) => mailsTo(customer)[0]?.subject)).toEqual([
      'Fünf falsche Codes. Waren Sie das?',
      'Pět chybných kódů. Byli jste to Vy?',
    ]);
  });
});

describe('a limit that a wrong code has reached', () => {
  const entriesSince = async ({ customerId }: Customer) =>
    (await entriesOf(customerId)).filter(({ event }) => event === 'code_locked' || event === 'limit_reached');
  const limits = { by: 'service', row: 5, until: start + MINUTE };

  it('is written down: the code’s, which locks it, and the row’s, which waits', async () => {
    const customer = await guessedAt(5);
    await follow(customer);
    expect(await entriesSince(customer)).toEqual([{ event: 'code_locked', limits: ['attempts_of_code', 'wrong_codes_in_row'], ...limits }]);
  });

  it('is no lock of a code that has attempts left', async () => {
    const customer = await guessedAt(5);
    await afterWrongCode({ customer, attemptsLeft: 4 }, from);
    expect(await entriesSince(customer)).toEqual([{ event: 'limit_reached', limits: ['wrong_codes_in_row'], ...limits }]);
  });
});

describe('a notice that does not go out', () => {
  it('is left to the next wrong code', async () => {
    const customer = await guessedAt(5);
    faults.plan({ service: 'ses', action: 'SendEmail', kind: 'throttle' });
    await follow(customer);
    expect(lines).toContainEqual({ ...failed, outcome: 'refused', reason: 'TooManyRequestsException' });
    expect(lines).not.toContainEqual(told);
    expect((await present(customer.customerId)).rowTold).toBe(0);
    await follow(await present(customer.customerId), { now: start + MINUTE });
    expect(mailsTo(customer)).toHaveLength(1);
  });

  it('because the table does not say whether it was taken is logged, fails nothing, and is left to the next one', async () => {
    const customer = await guessedAt(5);
    // The first is the entry of the limit.
    beforeCall(2, async () => {
      await takeRowNotice(customer, 5, start);
      throw new Error('the answer is lost');
    });
    await follow(customer);
    expect(lines).toEqual([{ event: 'wrong_code', row: 5 }, failed]);
    expect(mailsTo(customer)).toEqual([]);
    expect((await present(customer.customerId)).rowTold).toBe(0);
  });
});
