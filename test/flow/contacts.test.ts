import { describe, expect, it } from 'vitest';
import { DAY } from '../../shared/flow/budgets.ts';
import { adoption, atAnotherAddress, contactsAreTooNew, missingContacts } from '../../shared/flow/contacts.ts';
import { isMethod, methods } from '../../shared/flow/method.ts';
import { type Round, roundOf } from '../../shared/flow/round.ts';
import { right } from './codes.ts';

const now = Date.UTC(2026, 0, 1);
const verified = { emailVerified: true, phoneVerified: true };

describe('a method', () => {
  it('needs its contacts verified: the address for e-mail, the number too for an app, which recovers by both', () => {
    const missing = (method: 'email' | 'totp') => [
      missingContacts(verified, method),
      missingContacts({ ...verified, phoneVerified: false }, method),
      missingContacts({ ...verified, emailVerified: false }, method),
    ];
    expect(missing('email')).toEqual([[], [], ['email']]);
    expect(missing('totp')).toEqual([[], ['phone'], ['email']]);
    expect(missingContacts({ emailVerified: false, phoneVerified: false }, 'totp')).toEqual(['email', 'phone']);
  });

  it('is one of two', () => {
    expect(methods).toEqual({
      email: { dispatches: true, needs: ['email'], canRecover: false },
      totp: { dispatches: false, needs: ['email', 'phone'], canRecover: true },
    });
    expect(['email', 'totp', 'sms', 'constructor'].map(isMethod)).toEqual([true, true, false, false]);
  });
});

describe('a contact', () => {
  it('is too new for a recovery until a day after it changed, whichever of the two it is', () => {
    expect(contactsAreTooNew(verified, now)).toBe(false);
    for (const changed of ['emailChangedAt', 'phoneChangedAt'] as const) {
      expect(contactsAreTooNew({ ...verified, [changed]: now - DAY + 1 }, now)).toBe(true);
      expect(contactsAreTooNew({ ...verified, [changed]: now - DAY }, now)).toBe(false);
      expect(contactsAreTooNew({ ...verified, emailChangedAt: 0, phoneChangedAt: 0, [changed]: now }, now)).toBe(true);
    }
  });
});

describe('a contact that becomes the customer’s', () => {
  const round: Round = roundOf({ id: 'r', digest: right, purpose: 'login' }, 5, now);
  const reached = { epoch: 7, email: 'old@example.com', phone: '+420601', round };
  const email = { kind: 'email' as const, value: 'new@example.com' };

  it('as a number is theirs and verified; another one is new, and ends no session', () => {
    expect(adoption(reached, { kind: 'phone', value: '+420602' }, 'this', now)).toEqual({
      phone: '+420602',
      phoneVerified: true,
      phoneChangedAt: now,
    });
    expect(adoption(reached, { kind: 'phone', value: '+420601' }, 'this', now)).not.toHaveProperty('phoneChangedAt');
  });

  it('as the address that it is already is only verified', () => {
    const codesByMail = { ...reached, factor: 'email' as const };
    expect(adoption(codesByMail, { ...email, value: reached.email }, 'this', now)).toEqual({ email: reached.email, emailVerified: true });
  });

  it('as another address ends the code on its way to the older one', () => {
    const changes = { email: 'new@example.com', emailVerified: true, emailChangedAt: now };
    const over = { round: { ...round, expiresAt: now } };
    expect(adoption(reached, email, 'this', now)).toEqual({ ...changes, ...over });
    expect(adoption({ ...reached, round: undefined }, email, 'this', now)).toEqual(changes);
    expect(atAnotherAddress({ round: undefined }, now)).not.toHaveProperty('round');
    expect(adoption({ ...reached, factor: 'totp' }, email, 'this', now)).not.toHaveProperty('epoch');
  });

  it('as another address to which codes go is another factor: every session but the one at hand ends', () => {
    expect(adoption({ ...reached, factor: 'email' }, email, 'this', now)).toMatchObject({ epoch: 8, epochMadeBy: 'this' });
  });
});
