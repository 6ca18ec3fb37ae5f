import { createSecretKey, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import { successorOf } from '../../shared/flow/session-token.ts';
import { codesOf, customerWithApp, customerWithContacts, firstStep, taken, taking, useRecoveryCode, useStep, wrongCodes } from './app.ts';
import {
  auditOf,
  bytes,
  customerWithFactor,
  customerWithoutFactor,
  dispatched,
  factsOf,
  familyOf,
  guess,
  inAnyVersion,
  present,
  start,
  times,
} from './customer.ts';
import { cancelOnce, conflictOnce, loseNextAnswer, noFault } from './faults.ts';
import * as store from './store.ts';

afterEach(noFault);

const tokenKey = createSecretKey(Buffer.alloc(32, 1));
const aDispatch = () => ({ id: randomUUID(), digest: bytes('right'), keyVersion: 1, purpose: 'login' as const });

describe('a write whose answer was lost is done once:', () => {
  it('a wrong guess', async () => {
    const customer = await dispatched((await customerWithFactor()).customerId, start);
    const writes = loseNextAnswer();
    expect(await guess(customer, 'wrong', start + SECOND)).toMatchObject({ is: 'evaluated', right: false, attemptsLeft: 4 });
    expect(writes()).toBe(2);
    expect((await present(customer.customerId)).round?.guesses).toEqual([bytes('wrong')]);
  });

  it('a right guess, the first as well as the fifth', async () => {
    for (const wrong of [0, 4]) {
      const customer = await dispatched((await customerWithFactor()).customerId, start);
      await times(wrong, () => guess(customer, 'wrong', start));
      loseNextAnswer();
      expect(await guess(customer, 'right', start + SECOND)).toMatchObject({ is: 'evaluated', right: true });
      expect((await present(customer.customerId)).round?.guesses).toHaveLength(wrong + 1);
    }
  });

  it('the fifth wrong guess', async () => {
    const customer = await dispatched((await customerWithFactor()).customerId, start);
    await times(4, () => guess(customer, 'wrong', start));
    loseNextAnswer();
    expect(await guess(customer, 'wrong', start + SECOND)).toMatchObject({ is: 'evaluated', right: false, attemptsLeft: 0 });
  });

  it('a refused guess stays refused', async () => {
    const customer = await dispatched((await customerWithFactor()).customerId, start);
    loseNextAnswer();
    expect(await guess(customer, 'right', start + 5 * MINUTE)).toMatchObject({ is: 'refused' });
  });

  it('a dispatch', async () => {
    const seen = await customerWithFactor();
    const dispatch = aDispatch();
    const writes = loseNextAnswer();
    expect(await store.openCustomerRound(seen, dispatch, start)).toMatchObject({ is: 'opened', item: { round: { id: dispatch.id } } });
    expect(writes()).toBe(2);
  });

  it('undoing a dispatch, though nobody is told that it worked', async () => {
    const before = await customerWithFactor();
    const opened = await store.openCustomerRound(before, aDispatch(), start);
    loseNextAnswer();
    if (opened.is === 'opened') await store.undoCustomerRound(opened.item, opened.before);
    expect(await present(before.customerId)).toEqual(inAnyVersion(before));
  });

  it('switching the factor on', async () => {
    const customer = await customerWithoutFactor();
    loseNextAnswer();
    const on = await store.switchOnEmail(customer, codesOf('r'), { jti: 'j' }, start + 1);
    expect(on).toMatchObject({ held: true });
    expect(await present(customer.customerId)).toMatchObject({ epoch: customer.epoch + 1, factor: 'email' });
    expect(await auditOf(customer.customerId)).toEqual(['customer_created', 'two_factor_on']);
  });

  it('an attempt with an app, the first of its round as well as the next and the fifth', async () => {
    const customer = await customerWithApp();
    for (const index of [0, 1, 2, 3, 4]) {
      const writes = loseNextAnswer();
      expect(await taking(customer, start)).toMatchObject({ index });
      expect(writes()).toBe(2);
    }
    noFault();
    expect(await taken(customer, start)).toBeUndefined();
    expect((await present(customer.customerId)).round?.guesses).toHaveLength(5);
  });

  it('accepting a step, which is not accepted again', async () => {
    const customer = await customerWithApp();
    const attempt = await taking(customer, start);
    const writes = loseNextAnswer();
    expect(await useStep(attempt, firstStep + 1)).toMatchObject({ held: true, item: { totpLastStep: firstStep + 1 } });
    expect(writes()).toBe(2);
    expect(await useStep(await taking(customer, start), firstStep + 1)).toMatchObject({ held: false });
  });

  it('refusing a replayed step, which stays refused', async () => {
    const customer = await customerWithApp();
    const attempt = await taking(customer, start);
    loseNextAnswer();
    expect(await useStep(attempt, firstStep)).toMatchObject({ held: false });
  });

  it('a recovery code', async () => {
    const customer = await customerWithApp();
    const attempt = await taking(customer, start);
    loseNextAnswer();
    expect(await useRecoveryCode(attempt, 'r1')).toMatchObject({ held: true });
    expect(await present(customer.customerId)).toMatchObject({ recoveryCodes: codesOf('r2').digests });
  });

  it('giving an attempt back', async () => {
    const customer = await customerWithApp();
    await wrongCodes(customer, 4, start);
    const attempt = await taking(customer, start);
    const writes = loseNextAnswer();
    await store.giveBack(attempt, start);
    expect(writes()).toBe(2);
    expect(await present(customer.customerId)).toMatchObject({ round: { attempts: 6 } });
  });

  it('taking a pending key out, which nobody else can do again', async () => {
    const customer = await customerWithContacts();
    await store.putPendingKey(customer, { id: 'pending', sealed: Buffer.from('sealed'), expiresAt: start + MINUTE });
    const writes = loseNextAnswer();
    expect(await store.takePendingKey(customer, 'pending')).toBe(true);
    expect(writes()).toBe(2);
    expect(await present(customer.customerId)).not.toHaveProperty('pendingKey');
    expect(await store.takePendingKey(customer, 'pending')).toBe(false);
  });

  it('refusing to take a key out that a newer one has replaced: it stays refused', async () => {
    const customer = await customerWithContacts();
    for (const id of ['older', 'newer'])
      await store.putPendingKey(customer, { id, sealed: Buffer.from('sealed'), expiresAt: start + MINUTE });
    loseNextAnswer();
    expect(await store.takePendingKey(customer, 'older')).toBe(false);
  });

  it('activating an app', async () => {
    const customer = await customerWithContacts();
    loseNextAnswer();
    const key = { id: 'key', sealed: Buffer.from('sealed'), step: firstStep };
    expect(await store.switchOnTotp(customer, key, codesOf('r'), { jti: 'j' }, start + 1)).toMatchObject({ held: true });
    expect((await present(customer.customerId)).epoch).toBe(customer.epoch + 1);
    expect(await auditOf(customer.customerId)).toEqual(['customer_created', 'two_factor_on']);
  });

  it('replacing the recovery codes, ending sessions', async () => {
    const customer = await customerWithApp();
    for (const act of [
      () => store.replaceRecoveryCodes(customer, codesOf('n'), start + 1),
      () => store.endOtherSessions(customer, { jti: 'j' }, () => [], start + 3),
    ]) {
      const writes = loseNextAnswer();
      expect(await act()).toBe(true);
      expect(writes()).toBe(2);
    }
    const events = await auditOf(customer.customerId);
    expect(events.slice(-2)).toEqual(['recovery_codes_replaced', 'sessions_ended']);
    expect((await present(customer.customerId)).epoch).toBe(customer.epoch + 1);
  });

  it('a code to a contact, and the guess that makes the contact theirs', async () => {
    const customer = await customerWithoutFactor();
    const seen = await store.readContactCheck(customer);
    const opening = { ...aDispatch(), purpose: 'contact' as const };
    loseNextAnswer();
    const sent = await store.openContactCheck(seen, { kind: 'phone', value: '+420601123456' }, opening, start);
    expect(sent).toMatchObject({ is: 'opened', item: { place: { dispatchedAt: [start] } } });

    const writes = loseNextAnswer();
    const digestUnder = async (key = 1) => ({ key, digest: bytes('right') });
    expect(await store.guessContactCode(await present(customer.customerId), { jti: 'j' }, digestUnder, start + 1)).toMatchObject({
      is: 'right',
    });
    expect(writes()).toBe(2);
    expect(await auditOf(customer.customerId)).toEqual(['customer_created', 'phone_changed']);
  });

  it('beginning a stay-logged-in session, replacing its token, ending it for a copy', async () => {
    const { customerId, epoch } = await customerWithoutFactor();
    loseNextAnswer();
    const { token, family } = await familyOf({ customerId, epoch, acr: 'password', device: '' }, start);
    expect(await store.readFamily(token.familyId)).toMatchObject({ customerId });
    loseNextAnswer();
    expect(await store.replaceToken(token, family, successorOf(token, tokenKey), 1, false, start)).toBe('done');
    loseNextAnswer();
    expect(await store.endCopiedFamily(token, family, start + MINUTE)).toBe('done');
    expect((await auditOf(customerId)).filter((event) => event === 'session_copied')).toHaveLength(1);
  });

  it('counting a wrong password', async () => {
    const username = `${randomUUID()}@example.com`;
    loseNextAnswer();
    const from = { network: '192.0.2.0/24' };
    const untried = { shared: { ofNetwork: undefined, ofUsername: undefined } };
    expect(await store.countWrongPassword(username, from, untried, 0, start)).toEqual({ is: 'counted' });
    const { ofNetwork, ofUsername } = await store.readLogin(username, from);
    expect([ofNetwork?.failures, ofUsername?.failures]).toEqual([1, 1]);
  });

  it('keeping a key', async () => {
    const wrapped = Buffer.from(randomUUID());
    loseNextAnswer();
    expect(Buffer.from((await store.keepKey('codes', 77, { wrapped, madeAt: start })).wrapped)).toEqual(wrapped);
  });

  it('putting a customer in, changing and deleting one', async () => {
    const customerId = randomUUID();
    const facts = factsOf(`${customerId}@example.com`);
    const twice = async <T>(act: () => Promise<T>) => {
      const writes = loseNextAnswer();
      const done = await act();
      expect(writes()).toBe(2);
      return done;
    };
    expect(await twice(() => store.putCustomer(customerId, () => facts, 'tests', start))).toMatchObject({ is: 'put', before: undefined });
    const { locale, phone, passwordHash, ...kept } = facts;
    const changed = await twice(() => store.putCustomer(customerId, () => ({ ...facts, locale: 'de' }), 'tests', start + 1));
    expect(changed).toMatchObject({ is: 'put', before: kept });
    // What it has left to erase is a write of its own.
    const writes = loseNextAnswer();
    expect(await store.deleteCustomer(customerId, 'tests', start + 2)).toBe('deleted');
    expect(writes()).toBe(3);
    expect(await auditOf(customerId)).toEqual(['customer_created', 'customer_changed', 'customer_deleted']);
  });
});

describe('a write that meets a transaction on the same item is tried again:', () => {
  it('a guess', async () => {
    const customer = await dispatched((await customerWithFactor()).customerId, start);
    conflictOnce();
    expect(await guess(customer, 'right', start + SECOND)).toMatchObject({ is: 'evaluated', right: true });
  });

  it('a dispatch', async () => {
    const seen = await customerWithFactor();
    conflictOnce();
    expect(await store.openCustomerRound(seen, aDispatch(), start)).toMatchObject({ is: 'opened' });
  });

  it('an attempt with an app, and its step', async () => {
    const customer = await customerWithApp();
    conflictOnce();
    const attempt = await taking(customer, start);
    conflictOnce();
    expect(await useStep(attempt, firstStep + 1)).toMatchObject({ held: true });
    expect((await present(customer.customerId)).round?.guesses).toHaveLength(1);
  });

  it('giving an attempt back, and taking a pending key out', async () => {
    const customer = await customerWithApp();
    const attempt = await taking(customer, start);
    conflictOnce();
    await store.giveBack(attempt, start);
    expect(await present(customer.customerId)).toMatchObject({ round: { attempts: 6 } });

    await store.putPendingKey(customer, { id: 'pending', sealed: Buffer.from('sealed'), expiresAt: start + MINUTE });
    conflictOnce();
    expect(await store.takePendingKey(customer, 'pending')).toBe(true);
  });

  it('ending every session', async () => {
    const customer = await customerWithoutFactor();
    cancelOnce();
    expect(await store.endEverySession(customer, start)).toBe(true);
  });

  it('the token of a stay-logged-in session', async () => {
    const { customerId, epoch } = await customerWithoutFactor();
    const { token, family } = await familyOf({ customerId, epoch, acr: 'password', device: '' }, start);
    cancelOnce();
    expect(await store.replaceToken(token, family, successorOf(token, tokenKey), 1, false, start)).toBe('done');
  });

  it('switching the factor on', async () => {
    const customer = await customerWithoutFactor();
    cancelOnce();
    expect(await store.switchOnEmail(customer, codesOf('r'), { jti: 'j' }, start)).toMatchObject({ held: true });
  });
});
