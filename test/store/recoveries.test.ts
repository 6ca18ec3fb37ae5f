import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../shared/flow/budgets.ts';
import { customerWithApp } from './app.ts';
import { unwatched, watched } from './calls.ts';
import { start as begun, bytes, entriesOf, present } from './customer.ts';
import { beforeCall, undisturbed } from './interleaving.ts';
import * as store from './store.ts';

/** A day after the app was switched on, and its contacts with it. */
const start = begun + DAY;
const opening = { id: 'sms', digest: bytes('right'), keyVersion: 1, purpose: 'recovery' as const };

/** A recovery whose link is out. */
async function linked() {
  const { customerId } = await customerWithApp();
  const recoveryId = randomUUID();
  const moved = await store.beginRecovery(customerId, recoveryId, start);
  if (moved.is !== 'moved') throw new Error(moved.refusal.code);
  const text = async (at = start) => {
    const texted = await store.openRecoveryRound(customerId, recoveryId, opening, await store.readRecovering(customerId), at);
    if (texted.is !== 'moved') throw new Error(texted.refusal.code);
    return texted;
  };
  const confirm = async (digest: string, at = start) => {
    const digestUnder = async (key = 1) => ({ key, digest: bytes(digest) });
    return store.guessRecoveryCode(customerId, recoveryId, digestUnder, await store.readRecovering(customerId), at);
  };
  return { customerId, recoveryId, moved, text, confirm, read: async () => (await store.readRecovering(customerId)).recovery };
}

/** The customer goes, and the recovery stays behind. */
const gone = (customerId: string) => store.remove(store.customerKey(customerId));

describe('a recovery', () => {
  it('is told as it then is, and as it was before', async () => {
    const { customerId, moved, text, read } = await linked();
    expect(moved.before).toEqual({});
    expect(moved.recovery.version).toBe(1);
    expect(await read()).toEqual({ ...moved.recovery, pk: `CUSTOMER#${customerId}`, sk: 'RECOVERY' });
    const texted = await text();
    expect(texted).toMatchObject({ recovery: { version: 2, stage: 'texted' }, before: { version: 1, stage: 'linked' } });
    expect(texted.customer.customerId).toBe(customerId);
    expect(store.nextSmsAt(texted, start)).toBe(start + MINUTE);
  });

  it('of nobody is none', async () => {
    const nobody = randomUUID();
    expect(await store.beginRecovery(nobody, 'r', start)).toEqual({ is: 'refused', refusal: { code: 'not_enabled' } });
    expect(await store.readRecovering(nobody)).toEqual({ customer: undefined, recovery: {} });
    expect(await store.cancelRecovery(nobody, start, start)).toBe(false);
  });

  it('whose SMS was refused stands as before, and not if anybody has moved it since', async () => {
    const { customerId, text, read } = await linked();
    const one = await text();
    expect((await store.undoRecoveryRound(customerId, one.recovery, one.before)).held).toBe(true);
    const undone = await read();
    expect(undone).toMatchObject({ stage: 'linked', smsSent: 0 });
    for (const field of ['round', 'lastSentAt', 'smsTo']) expect(undone).not.toHaveProperty(field);
    const two = await text();
    await text(start + MINUTE);
    expect((await store.undoRecoveryRound(customerId, two.recovery, two.before)).held).toBe(false);
  });

  it('is cancelled once; cancelled again it is no news, and done it is not to be cancelled', async () => {
    const { customerId, text, confirm } = await linked();
    expect(await store.cancelRecovery(customerId, start, start)).toBe(true);
    expect(await store.cancelRecovery(customerId, start, start)).toBe(false);

    const other = await linked();
    await other.text();
    expect(await other.confirm('right')).toMatchObject({ is: 'right' });
    expect(await store.cancelRecovery(other.customerId, start, start)).toBe(false);
    await expect(text()).rejects.toThrow('recovery_expired');
    expect(await confirm('right')).toEqual({ is: 'over' });
  });

  it('of a customer who is gone goes no way', async () => {
    const { customerId, recoveryId } = await linked();
    await gone(customerId);
    expect(await store.undoRecovery(customerId, recoveryId, start)).toBe(false);
    expect(await store.cancelRecovery(customerId, start, start)).toBe(false);
  });

  it('ends whatever becomes of its customer meanwhile, in one read and one write', async () => {
    const moveCustomer = async (customerId: string) => {
      await store.endEverySession(await present(customerId), start);
    };
    for (const [end, write] of [
      [store.undoRecovery, 'UpdateItem'],
      [(customerId: string, _: string, now: number) => store.cancelRecovery(customerId, now, now), 'TransactWriteItems'],
    ] as const) {
      const { customerId, recoveryId } = await linked();
      const calls = watched();
      beforeCall(2, async () => {
        const own = calls.length;
        await moveCustomer(customerId);
        calls.length = own;
      });
      expect(await end(customerId, recoveryId, start).finally(undisturbed)).toBeTruthy();
      unwatched();
      expect(calls).toEqual(['BatchGetItem', write]);
      expect((await store.readRecovering(customerId)).recovery).toMatchObject({ stage: 'cancelled', version: 2 });
    }
  });

  it('says beforehand why no SMS is sent and no code taken', async () => {
    const { customerId, recoveryId, text } = await linked();
    const refusals = async (id: string) => {
      const seen = await store.readRecovering(customerId);
      return [store.smsRefusal(seen, id, start), store.confirmRefusal(seen, id, start)];
    };
    expect(await refusals(recoveryId)).toEqual([undefined, { code: 'code_expired' }]);
    await text();
    expect(await refusals(recoveryId)).toEqual([{ code: 'too_soon', until: start + MINUTE }, undefined]);
    expect(await refusals('another')).toEqual([{ code: 'recovery_expired' }, { code: 'recovery_expired' }]);
  });

  it('by the right code switches the factor off, and nothing of it is left', async () => {
    const { customerId, text, confirm, read } = await linked();
    const before = await present(customerId);
    await text();
    expect(await confirm('wrong')).toMatchObject({ is: 'wrong', attemptsLeft: 4 });
    expect(await confirm('right')).toMatchObject({ is: 'right', customer: { epoch: before.epoch + 1 } });
    const after = await present(customerId);
    expect(after.epoch).toBe(before.epoch + 1);
    for (const field of ['factor', 'factorSince', 'totpKey', 'totpKeyId', 'totpLastStep', 'recoveryCodes', 'recoveryKey', 'epochMadeBy']) {
      expect(after).not.toHaveProperty(field);
    }
    expect(await read()).toMatchObject({ stage: 'done' });
  });
});

describe('a recovery that is refused', () => {
  const refusedAs = async (...codes: Parameters<typeof store.noteRefusal>[1]['code'][]) => {
    const { customerId } = await customerWithApp();
    const before = (await entriesOf(customerId)).length;
    for (const code of codes) await store.noteRefusal(customerId, { code }, start);
    return (await entriesOf(customerId)).slice(before);
  };

  it('is written down with its reason, each reason once a day', async () => {
    const refused = { event: 'recovery_refused', by: 'service' };
    expect(await refusedAs('contact_too_new', 'not_enabled', 'contact_too_new')).toEqual([
      { ...refused, why: 'contact_too_new' },
      { ...refused, why: 'not_enabled' },
    ]);
  });

  it('as too early or too late is not: it says nothing about the account', async () => {
    for (const code of ['too_soon', 'code_expired', 'recovery_expired'] as const) expect(await refusedAs(code)).toEqual([]);
  });
});
