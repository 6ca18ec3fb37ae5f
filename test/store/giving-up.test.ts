/** Whoever loses to another write tries again on what it left. Not for ever: a call has seconds, and a loop without an end would hang it. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import type { Opening } from '../../shared/flow/round.ts';
import { hashPassword } from '../../shared/passwords/hashes.ts';
import { customerWithApp, taking } from './app.ts';
import { unwatched, watched } from './calls.ts';
import { anEmail, bytes, customerWithFactor, customerWithoutFactor, dispatched, factsOf, present, somebody, start } from './customer.ts';
import { alwaysSecond, undisturbed } from './interleaving.ts';
import * as store from './store.ts';

afterEach(undisturbed);

const phone = { kind: 'phone' as const, value: '+420601123456' };
const opening = (purpose: Opening['purpose']): Opening => ({ id: randomUUID(), digest: bytes('right'), keyVersion: 1, purpose });
const digestUnder = async (key = 1) => ({ key, digest: bytes('right') });
const by = { jti: 'j' };
const codes = { digests: new Set([bytes('r')]), key: 1 };

/** Tries `call` while everybody else is first. @returns how it ended, and how many writes it took */
async function second(call: () => Promise<unknown>) {
  const writes = alwaysSecond();
  const ended = await call()
    .catch((error: Error) => error)
    .finally(undisturbed);
  return { ended, writes: writes() };
}

async function withContactCode() {
  const customer = await customerWithoutFactor();
  const seen = await store.readContactCheck(customer);
  expect((await store.openContactCheck(seen, phone, opening('contact'), start)).is).toBe('opened');
  return present(customer.customerId);
}

async function filed() {
  const requestId = randomUUID();
  const about = await somebody();
  const { customerId } = about;
  await store.fileSupportRequest({ requestId, username: anEmail(), message: 'm', reachMeAt: 'r' }, about, start);
  return { requestId, customerId };
}

describe('whoever always comes second', () => {
  it('puts in no customer, changes none and takes none out after five times', async () => {
    const contended = { ended: { is: 'contended' }, writes: 5 };
    const facts = factsOf(anEmail());
    expect(await second(() => store.putCustomer(randomUUID(), () => facts, 'tests', start))).toEqual(contended);
    const { customerId, username } = await customerWithoutFactor();
    const calls = watched();
    expect(await second(() => store.putCustomer(customerId, () => factsOf(username, { locale: 'de' }), 'tests', start))).toEqual(contended);
    unwatched();
    expect(calls).toEqual(Array.from({ length: 5 }, () => ['BatchGetItem', 'TransactWriteItems']).flat());
    expect(await second(() => store.deleteCustomer(customerId, 'tests', start))).toEqual({ ended: expect.any(Error), writes: 5 });
    expect(await present(customerId)).toBeDefined();
  });

  it('opens no round, takes no attempt and gives none back after twenty-five', async () => {
    const failed = { ended: expect.any(Error), writes: 25 };
    const customer = await customerWithFactor();
    expect(await second(() => store.openCustomerRound(customer, opening('login'), start))).toEqual(failed);
    const { customerId, epoch, factor } = customer;
    const guesser = { customerId, epoch, method: factor };
    expect(await second(() => store.takeAttempt(guesser, start))).toEqual(failed);
    await dispatched(customerId, start);
    expect(await second(() => store.takeAttempt(guesser, start))).toEqual(failed);

    const taken = await taking(await customerWithApp(), start);
    // Nobody waits for it: the attempt stays spent.
    expect(await second(() => store.giveBack(taken, start))).toEqual({ ended: undefined, writes: 25 });
  });

  it('reserves no link, sets no password and ends none after twenty-five', async () => {
    const failed = { ended: expect.any(Error), writes: 25 };
    const customer = await customerWithoutFactor({ passwordHash: 'a hash' });
    const { customerId, username, createdAt } = customer;
    expect(await second(() => store.askForLink(customer, username, 'link', start))).toEqual(failed);
    expect(await second(() => store.changePassword(customer, 'another', by, start))).toEqual(failed);
    await store.askForLink(customer, username, 'link', start);
    const linked = await store.readByLink(customerId, 'link', start);
    if (!linked) throw new Error('the link leads nowhere');
    expect(await second(() => store.resetPassword(linked, 'link', 'another', start))).toEqual(failed);
    expect(await second(() => store.endPasswordByOwner(customerId, { at: start, createdAt }, start))).toEqual(failed);
  });

  it('sends no code to a contact and for no recovery, and guesses at none, after twenty-five', async () => {
    const failed = { ended: expect.any(Error), writes: 25 };
    const customer = await customerWithoutFactor();
    const check = await store.readContactCheck(customer);
    expect(await second(() => store.openContactCheck(check, phone, opening('contact'), start))).toEqual(failed);
    const checked = await withContactCode();
    expect(await second(() => store.guessContactCode(checked, by, digestUnder, start))).toEqual(failed);
    const { customerId } = await customerWithApp();
    expect(await second(() => store.beginRecovery(customerId, 'r', start + DAY))).toEqual(failed);
  });

  it('is told of no wrong password, known name or not, after as many as its budgets leave free: it looks like one that has to wait', async () => {
    const from = { network: '192.0.2.0/24' };
    const waiting = { ended: { is: 'waiting', until: start + SECOND }, writes: 105 };
    const customer = await customerWithoutFactor({ passwordHash: 'no hash at all' });
    for (const username of [customer.username, anEmail()]) {
      expect(await second(() => store.tryPassword({ username, password: 'wrong', from }, start))).toEqual(waiting);
      expect(await store.tryPassword({ username, password: 'wrong', from }, start)).toEqual({ is: 'wrong' });
    }
  });

  it('is told of no right password either, where others come first each time, after as many', async () => {
    const from = { network: '192.0.2.0/24' };
    const { username } = await customerWithoutFactor({ passwordHash: await hashPassword('right') });
    const right = () => store.tryPassword({ username, password: 'right', from }, start);
    expect(await store.tryPassword({ username, password: 'wrong', from }, start)).toEqual({ is: 'wrong' });
    expect(await second(right)).toEqual({ ended: { is: 'waiting', until: start + SECOND }, writes: 105 });
    expect(await right()).toMatchObject({ is: 'right' });
  });

  it('ends no session, and begins none, after three', async () => {
    const customer = await customerWithoutFactor();
    const { customerId, epoch } = customer;
    const begun = () => store.beginFamily({ customerId, epoch, acr: 'password', device: '' }, start);
    expect(await second(begun)).toEqual({ ended: expect.any(Error), writes: 3 });
    expect(await second(() => store.endEverySession(customer, start))).toEqual({ ended: expect.any(Error), writes: 3 });
  });

  it('changes no factor, replaces no recovery codes, and erases no request, at the first', async () => {
    const customer = await customerWithoutFactor();
    expect(await second(() => store.switchOnEmail(customer, codes, by, start))).toEqual({ ended: expect.any(Error), writes: 1 });
    // That others keep writing does not say that the factor is another.
    const withFactor = await customerWithFactor();
    expect(await second(() => store.replaceRecoveryCodes(withFactor, codes, start))).toEqual({ ended: expect.any(Error), writes: 1 });
    const { requestId, customerId } = await filed();
    expect(await second(() => store.eraseRequestsOf(customerId))).toEqual({ ended: expect.any(Error), writes: 1 });
    expect(await store.readSupportRequest(requestId)).toBeDefined();
  });

  it('takes from no budget, and gives back to none, after eight', async () => {
    const failed = { ended: expect.any(Error), writes: 8 };
    const budgets = [{ of: randomUUID(), most: 5, keeps: 'each' as const }];
    const taking = { id: 'mine', at: start };
    expect(await second(() => store.takeFrom(budgets, taking))).toEqual(failed);
    await store.takeFrom(budgets, taking);
    expect(await second(() => store.giveBackTo(budgets, taking))).toEqual(failed);
  });

  it('files no support request after five, and moves and counts none after eight', async () => {
    const typed = { requestId: randomUUID(), username: anEmail(), message: 'm', reachMeAt: 'r' };
    expect(await second(() => store.fileSupportRequest(typed, undefined, start))).toEqual({ ended: expect.any(Error), writes: 5 });
    const { requestId } = await filed();
    const failed = { ended: expect.any(Error), writes: 8 };
    expect(await second(() => store.moveSupportRequest(requestId, { is: 'cancel' }, start + MINUTE))).toEqual(failed);
    expect(await second(() => store.countOfNetwork(randomUUID(), 1, start))).toEqual(failed);
  });
});
