import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CHALLENGE_LIFETIME } from '../../shared/flow/budgets.ts';
import { wrongCodesIn } from '../../shared/flow/ledger.ts';
import { stateOf } from '../../shared/flow/round.ts';
import { codesOf, customerWithApp, taking, useRecoveryCode, useStep, wrongCodes } from './app.ts';
import { auditOf, customerWithFactor, customerWithoutFactor, dispatched, guess, present, start, times } from './customer.ts';
import { endEverySession, replaceRecoveryCodes, switchOff } from './store.ts';

describe('a recovery code', () => {
  it('is right once', async () => {
    const customer = await customerWithApp();
    expect(await useRecoveryCode(await taking(customer, start), 'r1')).toMatchObject({ held: true });
    expect((await useRecoveryCode(await taking(customer, start), 'r1')).held).toBe(false);
    expect(await present(customer.customerId)).toMatchObject({ recoveryCodes: codesOf('r2').digests, completedRounds: 1 });
  });

  it('is right once of five times in parallel, in the same round or in several', async () => {
    const customer = await customerWithApp();
    const attempts = await times(5, () => taking(customer, start));
    const inOne = await Promise.all(attempts.map((attempt) => useRecoveryCode(attempt, 'r1')));
    expect(inOne.filter(({ held }) => held)).toHaveLength(1);

    const inSeveral = await times(5, async () => (await useRecoveryCode(await taking(customer, start), 'r2')).held);
    expect(inSeveral.filter((held) => held)).toHaveLength(1);
  });

  it('is used up with its round: another one in the same round is not taken out', async () => {
    const customer = await customerWithApp();
    const [one, other] = await times(2, () => taking(customer, start));
    if (!one || !other) throw new Error('no attempts');
    const used = await Promise.all([useRecoveryCode(one, 'r1'), useRecoveryCode(other, 'r2')]);
    expect(used.filter(({ held }) => held)).toHaveLength(1);
    expect((await present(customer.customerId)).recoveryCodes?.size).toBe(1);
  });

  it('shares the five attempts of its round with the codes of the app', async () => {
    const customer = await customerWithApp();
    const attempt = await taking(customer, start);
    await useRecoveryCode(attempt, 'none of them');
    await wrongCodes(customer, 4, start);
    expect(stateOf((await present(customer.customerId)).round, start).is).toBe('locked');
  });

  it('of which none is left is refused', async () => {
    const customer = await customerWithApp();
    for (const code of ['r1', 'r2']) expect((await useRecoveryCode(await taking(customer, start), code)).held).toBe(true);
    expect(await present(customer.customerId)).not.toHaveProperty('recoveryCodes');
    expect((await useRecoveryCode(await taking(customer, start), 'r1')).held).toBe(false);
  });

  it('is nothing any more once the factor is off or the epoch has moved', async () => {
    const [off, moved] = [await customerWithApp(), await customerWithApp()];
    const [ofOff, ofMoved] = [await taking(off, start), await taking(moved, start)];
    await switchOff(off, { jti: 'j' }, start);
    await endEverySession(moved, start);
    expect((await useRecoveryCode(ofOff, 'r1')).held).toBe(false);
    expect((await useRecoveryCode(ofMoved, 'r1')).held).toBe(false);
  });

  it('typed instead of the code that was sent ends that code; until it is right, the code stays as it was', async () => {
    const { customerId } = await customerWithFactor();
    const customer = await dispatched(customerId, start);
    const attempt = await taking(customer, start + 1);
    expect(stateOf((await present(customerId)).round, start + 1)).toMatchObject({ purpose: 'login', attemptsLeft: 4 });
    expect(await useRecoveryCode(attempt, 'r')).toMatchObject({ held: true });
    expect(await guess(customer, 'right', start + 2)).toMatchObject({ is: 'refused' });
  });

  it('opens a round in which a later code by e-mail can still be sent', async () => {
    const customer = await customerWithFactor();
    await wrongCodes(customer, 2, start);
    const sent = await dispatched(customer.customerId, start + 1);
    expect(sent.round).toMatchObject({ purpose: 'login', attempts: 5 });
    expect(wrongCodesIn(sent.ledger)).toEqual([{ at: start, count: 2 }]);
    expect(sent.round?.expiresAt).toBeLessThan(start + CHALLENGE_LIFETIME);
  });
});

describe('fresh recovery codes', () => {
  it('take the place of those that are left, end no session, and are written down', async () => {
    const customer = await customerWithApp();
    await useRecoveryCode(await taking(customer, start), 'r1');
    const used = await present(customer.customerId);
    expect(await replaceRecoveryCodes(used, { ...codesOf('n1', 'n2'), key: 2 }, start + 1)).toBe(true);

    const after = await present(customer.customerId);
    expect(after).toEqual({ ...used, version: used.version + 1, recoveryCodes: codesOf('n1', 'n2').digests, recoveryKey: 2 });
    expect((await auditOf(customer.customerId)).at(-1)).toBe('recovery_codes_replaced');
    expect((await useRecoveryCode(await taking(customer, start), 'r2')).held).toBe(false);
    expect((await useRecoveryCode(await taking(customer, start), 'n2')).held).toBe(true);
  });

  it('leave an older one behind that was compared before and is taken out after', async () => {
    const customer = await customerWithApp();
    const slow = await taking(customer, start);
    await replaceRecoveryCodes(customer, codesOf('n1'), start);
    expect((await useRecoveryCode(slow, 'r1')).held).toBe(false);
    expect((await present(customer.customerId)).recoveryCodes).toEqual(codesOf('n1').digests);
  });

  it('are of one list, whoever asked at the same time', async () => {
    const customer = await customerWithApp();
    const lists = Array.from({ length: 5 }, () => codesOf(randomUUID(), randomUUID()));
    await Promise.all(lists.map((list) => replaceRecoveryCodes(customer, list, start)));
    const { recoveryCodes } = await present(customer.customerId);
    expect(lists.map(({ digests }) => digests)).toContainEqual(recoveryCodes);
  });

  it('are refused once the epoch has moved or the factor is off, and then nothing is written', async () => {
    const customer = await customerWithApp();
    await switchOff(customer, { jti: 'j' }, start);
    expect(await replaceRecoveryCodes(customer, codesOf('n'), start)).toBe(false);
    const off = await present(customer.customerId);
    expect(await replaceRecoveryCodes({ ...off, factor: 'totp' }, codesOf('n'), start)).toBe(false);
    expect(await replaceRecoveryCodes({ ...(await customerWithoutFactor()), customerId: randomUUID() }, codesOf('n'), start)).toBe(false);
    expect(await present(customer.customerId)).not.toHaveProperty('recoveryCodes');
    expect(await auditOf(customer.customerId)).not.toContain('recovery_codes_replaced');
  });

  it('do not free a step that was accepted', async () => {
    const customer = await customerWithApp();
    await useStep(await taking(customer, start), 2000);
    await replaceRecoveryCodes(await present(customer.customerId), codesOf('n'), start);
    expect((await useStep(await taking(customer, start), 2000)).held).toBe(false);
  });
});
