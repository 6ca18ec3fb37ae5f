import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import type { Customer } from '../../shared/store/customers.ts';
import { unwatched, watched } from '../store/calls.ts';
import { challenged, customerWithFactor, customerWithoutFactor, entriesOf, present, start } from '../store/customer.ts';
import { beforeCall, undisturbed } from '../store/interleaving.ts';
import { customerKey, deleteCustomer, openCustomerRound, replaceRecoveryCodes, switchOnTotp, totpKeyIs, update } from '../store/store.ts';
import { AuthenticatorApp, stepAt } from '../support/authenticator.ts';
import {
  afterRecoveryCode,
  attempt,
  codeDigest,
  currentKey,
  faults,
  freshRecoveryCodes,
  outbox,
  proveFactor,
  sealSharedKey,
  showKey,
} from './factors.ts';

beforeEach(() => faults.clear());

const proverOf = ({ customerId, epoch }: Customer, method: 'email' | 'totp') => ({ customerId, epoch, method });

/** A customer to whom `123456` was sent at `start`, and what they prove with it. */
async function withMail() {
  const { customerId } = await customerWithFactor();
  const { key, version } = await currentKey('codes', start);
  const digest = codeDigest(key, 'login', customerId, '123456');
  await openCustomerRound(await present(customerId), { id: randomUUID(), digest, keyVersion: version, purpose: 'login' }, start);
  const customer = await present(customerId);
  const prove = (code: string, at = start + SECOND, more = {}, purpose: 'login' | 'security' = 'login') =>
    proveFactor({ ...proverOf(customer, 'email'), ...more }, { code }, purpose, at);
  return { customer, prove };
}

/** A customer with an app that is on since `start`, and what they prove with it; `at` is an hour later unless told otherwise. */
async function withApp() {
  const { customerId, ...before } = await customerWithoutFactor({ phone: '+420601123456', phoneVerified: true });
  const sharedKey = Buffer.alloc(20, customerId);
  const { shown, kept } = await freshRecoveryCodes(customerId, start);
  const key = { id: randomUUID(), sealed: Buffer.from(await sealSharedKey(sharedKey, customerId)), step: stepAt(start) };
  await switchOnTotp({ customerId, ...before }, key, kept, { jti: 'j' }, start);
  const customer = await present(customerId);
  const later = start + 60 * MINUTE;
  const prove = (proof: { code: string } | { recoveryCode: string }, at = later, more = {}) =>
    proveFactor({ ...proverOf(customer, 'totp'), ...more }, proof, 'security', at);
  return { customer, app: new AuthenticatorApp(showKey(sharedKey, 'a').sharedKey), recoveryCodes: shown, prove, later };
}

describe('a code by e-mail', () => {
  it('is right once', async () => {
    const { customer, prove } = await withMail();
    expect(await prove('123456')).toMatchObject({ is: 'right', customer: { customerId: customer.customerId } });
    expect(await prove('123456')).toEqual({ is: 'refused', refusal: { code: 'code_expired' } });
  });

  it('that is wrong says how many attempts are left, and which was the last', async () => {
    const { prove } = await withMail();
    for (const left of [4, 3, 2, 1]) expect(await prove('000000')).toMatchObject({ is: 'wrong', attemptsLeft: left });
    expect(await prove('000000')).toMatchObject({ is: 'wrong', attemptsLeft: 0 });
    expect(await prove('123456')).toEqual({ is: 'refused', refusal: { code: 'challenge_locked' } });
  });

  it('counts for what it was sent for, and in the flow of its challenge', async () => {
    const { customer, prove } = await withMail();
    expect(await prove('123456', start + SECOND, {}, 'security')).toMatchObject({ is: 'refused' });
    const challenge = await challenged(customer.customerId, start);
    const over = { challenge: { ...challenge, issuedAt: start - DAY } };
    expect(await prove('123456', start + 5 * MINUTE, over)).toEqual({ is: 'refused', refusal: { code: 'challenge_expired' } });
    expect(await prove('123456', start + SECOND, { challenge })).toMatchObject({ is: 'right' });
  });
});

describe('a code of an app', () => {
  it('is right once, and then wrong like any other', async () => {
    const { app, prove, later } = await withApp();
    expect(await prove({ code: app.codeAt(later) })).toMatchObject({ is: 'right', customer: { totpLastStep: stepAt(later) } });
    expect(await prove({ code: app.codeAt(later) })).toMatchObject({ is: 'wrong', attemptsLeft: 4 });
  });

  it('is wrong where it was used while it was compared', async () => {
    const { customer, app, prove, later } = await withApp();
    const code = app.codeAt(later);
    // The customer is read, the attempt is reserved, and the code compared; then it is used up.
    const happened = beforeCall(3, () => update(customerKey(customer.customerId), { set: { totpLastStep: stepAt(later) } }));
    expect(await prove({ code }).finally(undisturbed)).toMatchObject({ is: 'wrong' });
    expect(happened()).toBe(true);
  });

  it('that is replayed takes the calls of a wrong one', async () => {
    const { app, prove, later } = await withApp();
    await prove({ code: app.codeAt(later) });
    const callsOf = async (code: string) => {
      const calls = watched();
      expect((await prove({ code }).finally(unwatched)).is).toBe('wrong');
      return calls;
    };
    const replayed = await callsOf(app.codeAt(later));
    expect(replayed).toEqual(await callsOf(app.wrongCodeAt(later)));
  });

  it('that is wrong five times locks, and then it is too soon', async () => {
    const { app, prove, later } = await withApp();
    for (const left of [4, 3, 2, 1, 0]) {
      expect(await prove({ code: app.wrongCodeAt(later) })).toMatchObject({ is: 'wrong', attemptsLeft: left });
    }
    expect((await prove({ code: app.codeAt(later) })).is).toBe('refused');
    expect(await prove({ code: app.codeAt(later + MINUTE) }, later + MINUTE)).toMatchObject({ is: 'right' });
  });

  it('that could not be compared was no attempt', async () => {
    const { app, prove, later } = await withApp();
    faults.plan({ service: 'kms', action: 'Decrypt', kind: 'error', count: 3 });
    await expect(prove({ code: app.codeAt(later) })).rejects.toThrow();
    for (const left of [4, 3, 2, 1]) expect(await prove({ code: app.wrongCodeAt(later) })).toMatchObject({ attemptsLeft: left });
    expect(await prove({ code: app.codeAt(later) })).toMatchObject({ is: 'right' });
  });

  it('is wrong, and no error, where its customer is deleted while it is compared', async () => {
    const { customer, later } = await withApp();
    const compare = async () => {
      await deleteCustomer(customer.customerId, 'tests', later);
      return { change: {}, conditions: [] };
    };
    expect(await attempt(proverOf(customer, 'totp'), compare, later)).toMatchObject({ is: 'wrong', attemptsLeft: 4 });
  });

  it('answers by what is left then, where another took the round meanwhile', async () => {
    const { customer, later } = await withApp();
    const compare = async () => {
      await attempt(proverOf(customer, 'totp'), async () => undefined, later);
      return { change: {}, conditions: [totpKeyIs('another key')] };
    };
    expect(await attempt(proverOf(customer, 'totp'), compare, later)).toMatchObject({ is: 'wrong', attemptsLeft: 3 });
  });

  it('of a customer whose factor is e-mail is not looked at', async () => {
    const customer = await customerWithFactor();
    expect(await proveFactor(proverOf(customer, 'totp'), { code: '123456' }, 'security', start)).toMatchObject({ is: 'refused' });
  });
});

describe('a recovery code', () => {
  it('is right once, however it is typed, and another after it', async () => {
    const { recoveryCodes, prove } = await withApp();
    const [one = '', other = ''] = recoveryCodes;
    expect(await prove({ recoveryCode: one.toUpperCase().replace('-', ' ') })).toMatchObject({ is: 'right' });
    expect(await prove({ recoveryCode: one })).toMatchObject({ is: 'wrong', attemptsLeft: 4 });
    expect(await prove({ recoveryCode: other })).toMatchObject({ is: 'right' });
  });

  it('is written down, and told, with how many are left', async () => {
    const { customer, recoveryCodes, prove } = await withApp();
    const used = async () => (await entriesOf(customer.customerId)).filter(({ event }) => event === 'recovery_code_used');
    for (const recoveryCode of recoveryCodes) {
      const proved = await prove({ recoveryCode });
      if (proved.is === 'right')
        await afterRecoveryCode(proved.customer, { locale: 'en', now: start, publicUrl: 'https://login.shop.example' });
    }
    const told = outbox.messages().filter(({ to, subject }) => to === customer.email && subject === 'A recovery code was used');
    expect(told).toHaveLength(10);
    expect(told[0]?.text.replaceAll(/\s+/g, ' ')).toContain('You have 9 left.');
    const by = { customer: customer.customerId };
    expect(await used()).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((left) => ({ event: 'recovery_code_used', by, left })));
  });

  it('of somebody else is wrong, and takes an attempt of those that codes of the app have', async () => {
    const { app, prove, later } = await withApp();
    const [foreign = ''] = (await withApp()).recoveryCodes;
    expect(await prove({ recoveryCode: foreign })).toMatchObject({ is: 'wrong', attemptsLeft: 4 });
    expect(await prove({ code: app.wrongCodeAt(later) })).toMatchObject({ is: 'wrong', attemptsLeft: 3 });
  });

  it('is refused while codes are', async () => {
    const { recoveryCodes, prove, later } = await withApp();
    for (let nth = 0; nth < 5; nth += 1) await prove({ recoveryCode: 'wrong' });
    expect(await prove({ recoveryCode: recoveryCodes[0] ?? '' }, later + SECOND)).toEqual({
      is: 'refused',
      refusal: { code: 'too_soon', until: later + MINUTE },
    });
  });

  it('is wrong where none is left, or the key of the kept ones was never made', async () => {
    const customer = await customerWithFactor();
    const prove = (recoveryCode: string, at: number) => proveFactor(proverOf(customer, 'email'), { recoveryCode }, 'login', at);
    expect(await prove('any', start)).toMatchObject({ is: 'wrong', attemptsLeft: 4 });
    const { shown, kept } = await freshRecoveryCodes(customer.customerId, start);
    const [only = ''] = shown;
    const digests = new Set([...kept.digests].slice(0, 1));
    await replaceRecoveryCodes(await present(customer.customerId), { ...kept, digests }, start);
    expect(await prove(only, start + SECOND)).toMatchObject({ is: 'right' });
    expect((await present(customer.customerId)).recoveryCodes).toBeUndefined();
    expect(await prove(only, start + 2 * SECOND)).toMatchObject({ is: 'wrong', attemptsLeft: 4 });
  });

  it('that was replaced while it was compared is wrong', async () => {
    const { customer, recoveryCodes, prove, later } = await withApp();
    const { kept } = await freshRecoveryCodes(customer.customerId, later);
    // The customer is read, the attempt taken; before the code is used up, its owner replaces them all.
    beforeCall(3, async () => replaceRecoveryCodes(await present(customer.customerId), kept, later));
    expect(await prove({ recoveryCode: recoveryCodes[0] ?? '' }).finally(undisturbed)).toMatchObject({ is: 'wrong', attemptsLeft: 4 });
  });

  it('that is wrong takes one read and one write', async () => {
    const { prove } = await withApp();
    const calls = watched();
    await prove({ recoveryCode: 'wrong' }).finally(unwatched);
    expect(calls).toEqual(['GetItem', 'UpdateItem']);
  });
});
