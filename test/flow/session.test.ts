import { describe, expect, it } from 'vitest';
import { amrOf, nextEpoch, provesSecondFactor, type SessionClaims, sessionCounts } from '../../shared/flow/session.ts';

const session: SessionClaims = { customerId: 'c', epoch: 7, jti: 'this', amr: [], acr: '', authTime: 0, expiresAt: 0 };

describe('a session', () => {
  it('counts in the epoch it was made in, and ends with it', () => {
    expect(sessionCounts(session, { epoch: 7 }, undefined, false)).toBe(true);
    expect(sessionCounts(session, { epoch: 8 }, undefined, false)).toBe(false);
    expect(sessionCounts(session, { epoch: 8, epochMadeBy: 'another' }, undefined, false)).toBe(false);
  });

  it('that moved the epoch goes on', () => {
    expect(sessionCounts(session, { epoch: 8, epochMadeBy: 'this' }, undefined, false)).toBe(true);
    expect(nextEpoch({ epoch: 7 }, 'this')).toEqual({ epoch: 8, epochMadeBy: 'this' });
    expect(nextEpoch({ epoch: 7 }, undefined)).toEqual({ epoch: 8 });
  });

  it('ends with its customer, and with the family that it comes from', () => {
    expect(sessionCounts(session, undefined, {}, false)).toBe(false);
    expect(sessionCounts({ ...session, sid: 'family' }, { epoch: 7 }, undefined, false)).toBe(false);
    expect(sessionCounts({ ...session, sid: 'family' }, { epoch: 7 }, {}, false)).toBe(true);
  });

  it('ends with its logout, whatever else is there', () => {
    expect(sessionCounts(session, { epoch: 7 }, undefined, true)).toBe(false);
    expect(sessionCounts({ ...session, sid: 'family' }, { epoch: 7 }, {}, true)).toBe(false);
  });
});

describe('a login', () => {
  it('says how it was proved in the words of RFC 8176', () => {
    expect(amrOf).toEqual({
      password: ['pwd'],
      email: ['pwd', 'otp'],
      totp: ['pwd', 'otp', 'mfa'],
      'recovery-code': ['pwd', 'otp', 'mfa'],
      shop: [],
    });
  });

  it('proves a second factor by whatever it took besides the password', () => {
    expect((['password', 'email', 'totp', 'recovery-code', 'shop'] as const).map(provesSecondFactor)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});
