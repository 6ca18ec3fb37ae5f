import { describe, expect, it } from 'vitest';
import { amrOf, nextEpoch, provesSecondFactor, type SessionClaims, sessionCounts } from '../../shared/flow/session.ts';

const session: SessionClaims = { customerId: 'c', epoch: 7, jti: 'this', amr: [], acr: '', authTime: 0, expiresAt: 0 };

describe('a session', () => {
  it('counts in the epoch it was made in, and ends with it', () => {
    expect(sessionCounts(session, { epoch: 7 }, undefined)).toBe(true);
    expect(sessionCounts(session, { epoch: 8 }, undefined)).toBe(false);
    expect(sessionCounts(session, { epoch: 8, epochMadeBy: 'another' }, undefined)).toBe(false);
  });

  it('that moved the epoch goes on', () => {
    expect(sessionCounts(session, { epoch: 8, epochMadeBy: 'this' }, undefined)).toBe(true);
    expect(nextEpoch({ epoch: 7 }, 'this')).toEqual({ epoch: 8, epochMadeBy: 'this' });
    expect(nextEpoch({ epoch: 7 }, undefined)).toEqual({ epoch: 8 });
  });

  it('ends with its customer, and with the family that it comes from', () => {
    expect(sessionCounts(session, undefined, {})).toBe(false);
    expect(sessionCounts({ ...session, sid: 'family' }, { epoch: 7 }, undefined)).toBe(false);
    expect(sessionCounts({ ...session, sid: 'family' }, { epoch: 7 }, {})).toBe(true);
  });
});

describe('a login', () => {
  it('says how it was proved in the words of RFC 8176', () => {
    expect(amrOf).toEqual({
      password: ['pwd'],
      email: ['pwd', 'otp'],
      totp: ['pwd', 'otp', 'mfa'],
      'recovery-code': ['pwd', 'otp', 'mfa'],
    });
  });

  it('proves a second factor by whatever it took besides the password', () => {
    expect((['password', 'email', 'totp', 'recovery-code'] as const).map(provesSecondFactor)).toEqual([false, true, true, true]);
  });
});
