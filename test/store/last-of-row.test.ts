/** The thirtieth wrong code in a row ends the password in the write that counts it, and what counted by mistake is taken back with it. */
import { afterEach, describe, expect, it } from 'vitest';
import { rowOf } from '../../shared/flow/codes.ts';
import type { Customer } from '../../shared/store/customers.ts';
import { customerWithApp, firstStep, taken, taking, useStep } from './app.ts';
import { unwatched, watched } from './calls.ts';
import { customerWithFactor, dispatched, guess, present, start } from './customer.ts';
import { alwaysSecond, beforeCall, undisturbed } from './interleaving.ts';
import { changeCustomer, customerKey, endEverySession, giveBack, put, remove, takeAttempt, update } from './store.ts';

afterEach(() => {
  undisturbed();
  unwatched();
});

/** Twenty-nine wrong codes are behind them. */
async function oneLeft<C extends Customer>({ customerId }: C, more = {}): Promise<C> {
  await update(customerKey(customerId), { set: { ...rowOf(29), ...more } });
  return (await present(customerId)) as C;
}

const withCode = async () => oneLeft(await dispatched((await customerWithFactor()).customerId, start));

describe('the thirtieth code that was sent', () => {
  it('takes two writes if it is wrong: the first does not hold, the second counts it and ends password, sessions and attempts', async () => {
    const customer = await withCode();
    const sent = watched();
    expect(await guess(customer, 'wrong', start)).toMatchObject({ is: 'evaluated', right: false, attemptsLeft: 0 });
    expect(sent).toEqual(['UpdateItem', 'UpdateItem']);
    expect(await present(customer.customerId)).toMatchObject({ wrongInRow: 30, passwordEndedAt: start, epoch: customer.epoch + 1 });
  });

  it('takes one write if it is right, and ends nothing', async () => {
    const customer = await withCode();
    const sent = watched();
    expect(await guess(customer, 'right', start)).toMatchObject({ is: 'evaluated', right: true });
    expect(sent).toEqual(['UpdateItem']);
    expect(await present(customer.customerId)).toMatchObject({ epoch: customer.epoch });
    expect(await present(customer.customerId)).not.toHaveProperty('passwordEndedAt');
  });

  it('is not evaluated where the customer is gone, or another, between the two writes', async () => {
    const [gone, anew] = [await withCode(), await withCode()];
    beforeCall(2, () => remove(customerKey(gone.customerId)));
    expect(await guess(gone, 'wrong', start)).toEqual({ is: 'refused', item: undefined });
    const { round: _, ...without } = anew;
    beforeCall(2, () => put({ ...customerKey(anew.customerId), ...without, version: anew.version + 1 }));
    expect(await guess(anew, 'wrong', start)).toMatchObject({ is: 'refused', item: { wrongInRow: 29 } });
  });

  it('fails where others come first each time, after as many turns as any', async () => {
    const customer = await withCode();
    const writes = alwaysSecond();
    await expect(guess(customer, 'wrong', start)).rejects.toThrow('others kept writing');
    expect(writes()).toBe(50);
  });

  it('ends no session once more of who has no password any longer', async () => {
    const customer = await oneLeft(await withCode(), { passwordEndedAt: start - 1 });
    expect(await guess(customer, 'wrong', start)).toMatchObject({ is: 'evaluated', right: false });
    expect(await present(customer.customerId)).toMatchObject({ wrongInRow: 30, epoch: customer.epoch });
  });
});

describe('the thirtieth code of an app', () => {
  it.each([
    ['as the first of its round', 0],
    ['as a later one', 1],
  ])('%s ends the password before it is compared, and gives it back with the epoch where it was right', async (_, before) => {
    const app = await customerWithApp();
    for (let nth = 0; nth < before; nth++) await taking(app, start);
    const customer = await oneLeft(app);
    const attempt = await taking(customer, start);
    expect(attempt).toMatchObject({ index: before, ended: { epoch: customer.epoch, epochMadeBy: customer.epochMadeBy } });
    expect(await present(customer.customerId)).toMatchObject({ passwordEndedAt: start, epoch: customer.epoch + 1 });

    expect(await useStep(attempt, firstStep + 1)).toMatchObject({ held: true });
    const after = await present(customer.customerId);
    expect(after).toMatchObject({ epoch: customer.epoch, epochMadeBy: 'j' });
    expect(after).not.toHaveProperty('passwordEndedAt');
  });

  it('that could not be compared ends nothing', async () => {
    const customer = await oneLeft(await customerWithApp());
    await giveBack(await taking(customer, start), start);
    const after = await present(customer.customerId);
    expect(after).toMatchObject({ wrongInRow: 29, epoch: customer.epoch });
    expect(after).not.toHaveProperty('passwordEndedAt');
  });

  it('that could not be compared revives nothing that somebody else has ended meanwhile', async () => {
    const customer = await oneLeft(await customerWithApp());
    const attempt = await taking(customer, start);
    await endEverySession(await present(customer.customerId), start);
    await giveBack(attempt, start);
    expect(await present(customer.customerId)).toMatchObject({ passwordEndedAt: start, epoch: customer.epoch + 2 });
  });
});

describe('an attempt', () => {
  it('of a round that is open loses to no other change of the customer: it is one write', async () => {
    const customer = await customerWithApp();
    await taking(customer, start);
    const seen = await present(customer.customerId);
    await changeCustomer(customer.customerId, { set: { locale: 'de' } });
    const sent = watched();
    expect(await taken(customer, start, { seen })).toMatchObject({ index: 1 });
    expect(sent).toEqual(['UpdateItem']);
  });

  it('is refused where the customer is gone as it is written', async () => {
    const customer = await customerWithApp();
    const { customerId, epoch } = customer;
    await remove(customerKey(customerId));
    expect(await takeAttempt({ customerId, epoch, method: 'totp' }, start, customer)).toEqual({ is: 'refused', customer: undefined });
  });
});
