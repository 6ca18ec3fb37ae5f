import { describe, expect, it } from 'vitest';
import { untouchedCodes } from '../../shared/flow/codes.ts';
import { afterNotMe, type CustomerEvent, type CustomerState, consequences, type Person, transition } from '../../shared/flow/customer.ts';
import { withWrong } from '../../shared/flow/ledger.ts';
import type { PasswordPut } from '../../shared/flow/password-link.ts';
import { roundOf } from '../../shared/flow/round.ts';
import { right, wrong } from './codes.ts';

const now = Date.UTC(2026, 0, 1);
const round = roundOf({ id: 'r', digest: right, purpose: 'login' }, 5, now);
const jana: Person = { ...untouchedCodes, username: 'jana', email: 'jana@example.com', phone: '+420601', version: 3, epoch: 7 };
const facts = { username: 'jana', email: 'jana@example.com', emailVerified: true, phone: '+420601', phoneVerified: true };
const link = { version: 2 };
const present: CustomerState = { is: 'present', customer: jana, link };

const created = (name: 'free' | 'own' | 'taken'): CustomerEvent => ({
  is: 'created',
  facts,
  password: undefined,
  name,
});
const changed = (more: Partial<Extract<CustomerEvent, { is: 'changed' }>> = {}): CustomerEvent => ({
  is: 'changed',
  seen: jana,
  facts,
  link,
  password: undefined,
  name: 'own',
  ...more,
});

it('the owner’s word ends the password, and every session with it', () => {
  expect(afterNotMe({ epoch: 7 }, now)).toEqual({ passwordEndedAt: now, epoch: 8, epochMadeBy: undefined });
});

describe('a customer', () => {
  it('is created where none is, under a name that nobody else has, in an epoch that none with the id ever had', () => {
    const customer = { ...untouchedCodes, ...facts, version: 1, epoch: now };
    for (const name of ['free', 'own'] as const)
      expect(transition({ is: 'absent' }, created(name), now)).toEqual({ is: 'present', customer, link: {} });
    expect(transition({ is: 'absent' }, created('taken'), now)).toBeUndefined();
    expect(transition(present, created('free'), now)).toBeUndefined();
    expect(transition({ is: 'being erased' }, created('free'), now)).toBeUndefined();
  });

  it('is changed as they were read, and not to the name of another', () => {
    const customer = { ...jana, ...facts, version: 4 };
    expect(transition(present, changed(), now)).toEqual({ is: 'present', customer, link });
    expect(transition(present, changed({ name: 'free' }), now)).toBeDefined();
    expect(transition(present, changed({ name: 'taken' }), now)).toBeUndefined();
    expect(transition(present, changed({ seen: { ...jana, version: 2 } }), now)).toBeUndefined();
  });

  it('is put in with what the shop says of the password', () => {
    const linkOf = (password: PasswordPut) => transition({ is: 'absent' }, { ...created('free'), password } as CustomerEvent, now);
    expect(linkOf({ is: 'imported', setAt: 5 })).toMatchObject({ link: { setAt: 5, version: 1 } });
    for (const password of [{ is: 'imported', setAt: undefined }, { is: 'chosen' }] as const)
      expect(linkOf(password)).toMatchObject({ link: {} });
  });

  it('gets a new password on what was read of the older one', () => {
    const put = (password: PasswordPut, seenLink = link) => transition(present, changed({ password, link: seenLink }), now);
    const after = { customer: { epoch: 8 }, link: { version: 3, linkId: undefined, linksInRow: 0 } };
    expect(put({ is: 'chosen' })).toMatchObject({ ...after, link: { ...after.link, setAt: now } });
    expect(put({ is: 'imported', setAt: 5 })).toMatchObject({ ...after, link: { ...after.link, setAt: 5 } });
    expect(put({ is: 'imported', setAt: undefined })).toMatchObject({ ...after, link: { ...after.link, setAt: undefined } });
    expect(put({ is: 'chosen' }, { version: 1 })).toBeUndefined();
    const kept = transition(present, changed({ password: { is: 'imported', setAt: 5 }, link: { version: 1, setAt: 5 } as never }), now);
    // Nothing becomes of the password, so nothing is asked of it.
    expect(kept).toEqual({ is: 'present', customer: { ...jana, ...facts, version: 4 }, link });
  });

  it('is taken out under the name that was read', () => {
    const deleted = { is: 'deleted', seen: jana, asRead: false } as const;
    expect(transition(present, { ...deleted, seen: { ...jana, version: 2 } }, now)).toEqual({ is: 'being erased' });
    expect(transition(present, { ...deleted, seen: { ...jana, username: 'jan' } }, now)).toBeUndefined();
  });

  it('is taken out as they were read, where that was asked for', () => {
    const deleted = { is: 'deleted', seen: jana, asRead: true } as const;
    expect(transition(present, deleted, now)).toEqual({ is: 'being erased' });
    expect(transition(present, { ...deleted, seen: { ...jana, version: 2 } }, now)).toBeUndefined();
  });

  it('has the sessions of an epoch ended once', () => {
    const ended = { is: 'sessions ended', seen: { epoch: 7 }, by: 'this' } as const;
    expect(transition(present, ended, now)).toEqual({
      is: 'present',
      customer: { ...jana, version: 4, epoch: 8, epochMadeBy: 'this' },
      link,
    });
    expect(transition(present, { ...ended, seen: { epoch: 6 } }, now)).toBeUndefined();
  });

  it('who is gone is not changed, taken out or logged out', () => {
    const deleted = { is: 'deleted', seen: jana, asRead: false } as const;
    const events: CustomerEvent[] = [changed(), deleted, { is: 'sessions ended', seen: jana, by: undefined }];
    for (const is of ['absent', 'being erased'] as const) {
      for (const event of events) expect(transition({ is }, event, now)).toBeUndefined();
    }
  });
});

describe('a change by an administrator', () => {
  it('of nothing that matters has no consequences', () => {
    expect(consequences({ ...jana, round }, facts, false, now)).toEqual({});
  });

  it('of the password ends every session', () => {
    expect(consequences({ ...jana, epochMadeBy: 'another' }, facts, true, now)).toMatchObject({ epoch: 8, epochMadeBy: undefined });
  });

  it('of the password ends the row, and takes back that the password ended; what was guessed today stays counted', () => {
    const row = { wrongInRow: 30, pauseAt: 30, pause: 9, rowTold: 30, dispatchesInRow: 7, lastGuessAt: now - 1, passwordEndedAt: now - 1 };
    const guessed = { ...round, guesses: [wrong, wrong], guessIds: ['1', '2'] };
    const after = consequences({ ...jana, ...row, round: guessed, lastSentAt: now - 2 }, facts, true, now);
    expect(after).toMatchObject({ wrongInRow: 0, pauseAt: 5, rowTold: 0, dispatchesInRow: 0, passwordEndedAt: undefined });
    expect(after).toMatchObject({ round: undefined, lastSentAt: now - 2, ledger: withWrong(untouchedCodes.ledger, now - 1, 2, now) });
    expect(Object.keys(after)).not.toContain('username');
  });

  it('of the address ends every session and the code on its way, and makes the address new', () => {
    const after = consequences({ ...jana, round }, { ...facts, email: 'another@example.com' }, false, now);
    expect(after).toEqual({ emailChangedAt: now, round: { ...round, expiresAt: now }, epoch: 8 });
  });

  it('of the number makes the number new, and ends nothing', () => {
    expect(consequences(jana, { ...facts, phone: '+420602' }, false, now)).toEqual({ phoneChangedAt: now });
    expect(consequences(jana, { ...facts, phone: undefined }, false, now)).toEqual({ phoneChangedAt: now });
  });
});
