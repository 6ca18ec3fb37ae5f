/** The audit log: what happened to a customer's security, who did it, and what of it matters later. Never a secret or an address. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../shared/flow/budgets.ts';
import { tokenOf } from '../../shared/flow/session-token.ts';
import type { AskedMove } from '../../shared/store/support-requests.ts';
import { codesOf, customerWithApp, customerWithContacts } from './app.ts';
import {
  anEmail,
  bytes,
  customerWithFactor,
  customerWithoutFactor,
  dispatched,
  entriesOf,
  factsOf,
  familyOf,
  guess,
  present,
  somebody,
  start,
} from './customer.ts';
import * as store from './store.ts';

const by = { jti: 'j' };
const opening = (purpose: 'contact' | 'recovery') => ({ id: randomUUID(), digest: bytes('right'), keyVersion: 1, purpose });
const digestUnder = async (key = 1) => ({ key, digest: bytes('right') });

/** What was written since a customer was made. */
const since = async (customerId: string, before: number) => (await entriesOf(customerId)).slice(before);

describe('the audit log says', () => {
  it('which administrator put a customer in, changed and deleted them', async () => {
    const customerId = randomUUID();
    const facts = factsOf(anEmail());
    await store.putCustomer(customerId, () => facts, 'olga', start);
    await store.putCustomer(customerId, () => ({ ...facts, locale: 'de' }), 'vera', start + 1);
    await store.deleteCustomer(customerId, 'eva', start + 2);
    expect(await entriesOf(customerId)).toEqual([
      { event: 'customer_created', by: { admin: 'olga' } },
      { event: 'customer_changed', by: { admin: 'vera' }, fields: ['locale'] },
      { event: 'customer_deleted', by: { admin: 'eva' } },
    ]);
  });

  it('by which method a customer switched two-factor login on and off, when the codes were replaced and sessions ended', async () => {
    const { customerId } = await customerWithContacts();
    const customer = { customer: customerId };
    await store.switchOnEmail(await present(customerId), codesOf('r'), by, start + 1);
    const key = { id: 'a key', sealed: Buffer.from('sealed'), step: 1 };
    await store.switchOnTotp(await present(customerId), key, codesOf('r'), by, start + 2);
    await store.replaceRecoveryCodes(await present(customerId), codesOf('s'), start + 3);
    await store.endEverySession(await present(customerId), start + 4);
    await store.switchOff(await present(customerId), by, start + 5);
    expect(await since(customerId, 1)).toEqual([
      { event: 'two_factor_on', by: customer, method: 'email' },
      { event: 'two_factor_on', by: customer, method: 'totp' },
      { event: 'recovery_codes_replaced', by: customer },
      { event: 'sessions_ended', by: customer },
      { event: 'two_factor_off', by: customer, method: 'totp' },
    ]);
  });

  it('that a customer changed a contact', async () => {
    const { customerId } = await customerWithoutFactor();
    for (const [contact, at] of [
      [{ kind: 'email', value: anEmail() }, start + 1],
      [{ kind: 'phone', value: '+420601123456' }, start + HOUR],
    ] as const) {
      const seen = await store.readContactCheck(await present(customerId));
      await store.openContactCheck(seen, contact, opening('contact'), at);
      expect(await store.guessContactCode(await present(customerId), by, digestUnder, at)).toMatchObject({ is: 'right' });
    }
    expect(await since(customerId, 1)).toEqual(
      ['email_changed', 'phone_changed'].map((event) => ({ event, by: { customer: customerId } })),
    );
  });

  it('that a customer ended their other sessions', async () => {
    const customer = await customerWithoutFactor();
    expect(await store.endOtherSessions(customer, by, () => [], start + 1)).toBe(true);
    expect(await since(customer.customerId, 1)).toEqual([{ event: 'sessions_ended', by: { customer: customer.customerId } }]);
  });

  it('that a customer verified the contact that they had already: it is no changed one', async () => {
    const { customerId, email } = await customerWithoutFactor({ emailVerified: false });
    await store.openContactCheck(
      await store.readContactCheck(await present(customerId)),
      { kind: 'email', value: email },
      opening('contact'),
      start,
    );
    await store.guessContactCode(await present(customerId), by, digestUnder, start);
    expect(await since(customerId, 1)).toEqual([{ event: 'contact_verified', by: { customer: customerId } }]);
  });

  it('how a recovery went', async () => {
    const { customerId } = await customerWithApp();
    const customer = { customer: customerId };
    await store.beginRecovery(customerId, 'one', start + DAY);
    await store.cancelRecovery(customerId, start + DAY, start + DAY + 1);
    const now = start + DAY + MINUTE;
    await store.beginRecovery(customerId, 'other', now);
    await store.openRecoveryRound(customerId, 'other', opening('recovery'), await store.readRecovering(customerId), now);
    await store.guessRecoveryCode(customerId, 'other', digestUnder, await store.readRecovering(customerId), now + 1);
    expect(await since(customerId, 2)).toEqual(
      ['recovery_started', 'recovery_cancelled', 'recovered'].map((event) => ({ event, by: customer })),
    );
  });

  it('that the service told of a row that has ended the password', async () => {
    const { customerId } = await customerWithFactor();
    await store.changeCustomer(customerId, { set: { wrongInRow: 30, passwordEndedAt: start } });
    expect(await store.takeRowNotice(await present(customerId), 30, start + 1)).toBe(true);
    expect(await since(customerId, 2)).toEqual([{ event: 'password_ended', by: 'service', row: 30 }]);
  });

  it('that the service told of guesses, and ended a copied session', async () => {
    const customer = await customerWithFactor();
    const { customerId, epoch } = customer;
    await dispatched(customerId, start);
    for (let nth = 0; nth < 5; nth++) await guess(customer, 'wrong', start);
    expect(await store.takeRowNotice(await present(customerId), 5, start + 1)).toBe(true);
    const { token, family } = await familyOf({ customerId, epoch, acr: 'email', device: 'a browser' }, start);
    const copied = tokenOf(Buffer.concat([token.bytes.subarray(0, 16), Buffer.alloc(16, 1)]));
    expect(await store.endCopiedFamily(copied, family, start + HOUR)).toBe('done');
    expect(await since(customerId, 2)).toEqual([
      { event: 'codes_guessed', by: 'service', row: 5 },
      { event: 'session_copied', by: 'service', endedOn: 'a browser', startedAt: start },
    ]);
  });
});

describe('of a support request the audit log says', () => {
  const approve = (who: string, approvers: number): AskedMove => ({
    is: 'approve',
    by: who,
    reason: `${who} called back`,
    seen: { createdAt: start, epoch: 1, factor: 'totp', completedRounds: 0 },
    approvers,
    wait: DAY,
    approvalId: 'a',
  });

  /** Files one and moves it so. @returns what was written, without the request's id, which each entry has */
  async function moved(customerId: string, moves: AskedMove[], attached = true) {
    const requestId = randomUUID();
    const about = attached ? await somebody(customerId) : undefined;
    await store.fileSupportRequest({ requestId, username: anEmail(), message: 'm', reachMeAt: 'r' }, about, start);
    for (const [nth, move] of moves.entries()) {
      expect((await store.moveSupportRequest(requestId, move, start + nth + 1)).is).toBe('moved');
    }
    return (await entriesOf(customerId)).map(({ supportRequest: of, ...entry }) => {
      expect(of).toBe(requestId);
      return entry;
    });
  }

  it('who noted, approved and rejected what, and why', async () => {
    const [vera, olga] = [{ admin: 'vera' }, { admin: 'olga' }];
    const moves: AskedMove[] = [
      { is: 'note', by: 'vera', note: 'a note' },
      approve('vera', 2),
      approve('olga', 2),
      { is: 'reopen', approvalId: 'a' },
      approve('olga', 2),
      { is: 'announce', approvalId: 'a' },
    ];
    expect(await moved(randomUUID(), moves)).toEqual([
      { event: 'support_requested', by: 'service' },
      { event: 'support_noted', by: vera },
      { event: 'support_first_approved', by: vera, reason: 'vera called back' },
      { event: 'support_approved', by: olga, reason: 'olga called back' },
      { event: 'support_reopened', by: 'service' },
      { event: 'support_approved', by: olga, reason: 'olga called back' },
      { event: 'support_announced', by: 'service' },
    ]);
    const rejected = await moved(randomUUID(), [{ is: 'reject', by: 'vera', reason: 'no order' }]);
    expect(rejected.at(-1)).toEqual({ event: 'support_rejected', by: vera, reason: 'no order' });
  });

  it('that it was attached, cancelled by its customer, or superseded', async () => {
    const { customerId, createdAt } = await somebody();
    expect(await moved(customerId, [{ is: 'attach', customerId, createdAt }, { is: 'cancel' }], false)).toEqual([
      { event: 'support_attached', by: 'service' },
      { event: 'support_cancelled', by: { customer: customerId } },
    ]);
    const superseded = await moved(randomUUID(), [approve('vera', 1), { is: 'supersede' }]);
    expect(superseded.at(-1)).toEqual({ event: 'support_superseded', by: 'service' });
  });

  it('that it was executed, and that one was refused', async () => {
    const customer = await customerWithApp();
    const { customerId } = customer;
    const requestId = randomUUID();
    const typed = { requestId, username: anEmail(), message: 'm', reachMeAt: 'r' };
    await store.fileSupportRequest(typed, customer, start);
    const seen = { createdAt: customer.createdAt, epoch: customer.epoch, factor: 'totp' as const, completedRounds: 0 };
    const moves: AskedMove[] = [
      { ...(approve('vera', 1) as AskedMove & { is: 'approve' }), seen },
      { is: 'announce', approvalId: 'a' },
    ];
    for (const move of moves) await store.moveSupportRequest(requestId, move, start);
    expect((await store.moveSupportRequest(requestId, { is: 'execute' }, start + DAY)).is).toBe('moved');
    for (let nth = 0; nth < 3; nth++) {
      await store.fileSupportRequest({ ...typed, requestId: randomUUID(), username: anEmail() }, customer, start + DAY);
    }
    expect((await store.fileSupportRequest({ ...typed, requestId: randomUUID(), username: anEmail() }, customer, start + DAY)).is).toBe(
      'account_full',
    );
    const events = (await entriesOf(customerId)).map(({ event, by: who }) => ({ event, by: who }));
    expect(events).toContainEqual({ event: 'support_executed', by: 'service' });
    expect(events).toContainEqual({ event: 'support_refused', by: 'service' });
  });
});
