import { describe, expect, test } from 'vitest';
import {
  keptAfter,
  loginProof,
  type Proof,
  type ProofOwner,
  provedUntil,
  shopStandsForPassword,
  takesRecentProof,
} from '../../shared/flow/proof.ts';
import { type Acr, amrOf } from '../../shared/flow/session.ts';

const given = Date.parse('2026-11-21T12:00:00Z');
const until = given + 600_000;
const byPassword: Proof = { at: given, acr: 'password', epoch: 7 };
const byCode: Proof = { at: given, acr: 'totp', epoch: 7 };
const plain: ProofOwner = { epoch: 7 };
const withFactor: ProofOwner = { epoch: 7, factor: 'totp' };

const provedAt = (now: number, login: Proof | undefined, kept?: Proof, owner = withFactor, demanded = true) =>
  provedUntil(login, kept, owner, demanded, now);

describe('a proof', () => {
  test('stands while it is younger than ten minutes', () => {
    expect(provedAt(until - 1, byCode)).toBe(until);
    expect(provedAt(until, byCode)).toBeUndefined();
  });

  test('is the login’s, or one of later; the later one counts', () => {
    const later = { ...byCode, at: given + 1000 };
    expect(provedAt(given, byCode, later)).toBe(until + 1000);
    expect(provedAt(given, later, byCode)).toBe(until + 1000);
    expect(provedAt(given, undefined, byCode)).toBe(until);
    expect(provedAt(given, undefined)).toBeUndefined();
  });

  test('by the password alone stands where no factor is asked for: there is none, or the flag is off', () => {
    expect(provedAt(given, byPassword)).toBeUndefined();
    expect(provedAt(given, byPassword, undefined, plain)).toBe(until);
    expect(provedAt(given, byPassword, undefined, withFactor, false)).toBe(until);
  });

  test('by a code is of the epoch that it was given in', () => {
    expect(provedAt(given, byCode, undefined, { ...withFactor, epoch: 8 })).toBeUndefined();
    expect(provedAt(given, byCode, undefined, { epoch: 8 })).toBe(until);
  });

  test('one that stands is not taken back by one that does not', () => {
    expect(provedAt(given, byCode, { ...byPassword, at: given + 1000 })).toBe(until);
  });

  test('takes the place of the one before, but not that of a logout', () => {
    const later = { ...byCode, at: given + 1000 };
    const loggedOut = { loggedOut: true } as const;
    expect(keptAfter(undefined, byCode)).toBe(byCode);
    expect(keptAfter(byCode, later)).toBe(later);
    expect(keptAfter(later, loggedOut)).toBe(loggedOut);
    expect(keptAfter(loggedOut, later)).toBe(loggedOut);
  });
});

test.each([
  ['phone', '+420601123456', undefined, true, true],
  ['phone', '+420601123456', 'totp', true, true],
  ['phone', '+420601123456', 'email', true, true],
  ['email', 'own@example.com', undefined, true, true],
  ['email', 'own@example.com', 'totp', true, true],
  ['email', 'own@example.com', 'email', false, true],
  ['email', 'own@example.com', 'email', true, false],
  ['email', 'another@example.com', undefined, true, false],
  ['email', 'another@example.com', undefined, false, false],
  ['email', 'another@example.com', 'totp', true, false],
  ['email', 'another@example.com', 'email', true, false],
  ['email', 'another@example.com', 'email', false, false],
] as const)('a %s (%s), with the factor %s (asked for: %s): a recent proof will do: %s', (kind, value, factor, demanded, will) => {
  const owner = { email: 'own@example.com', ...(factor && { factor }) };
  expect(takesRecentProof({ kind, value }, owner, demanded)).toBe(will);
});

describe('the proof of a login', () => {
  const session = { customerId: 'c', jti: 'j', amr: ['pwd'], authTime: given, epoch: 7, expiresAt: until };

  test.each(Object.keys(amrOf) as Acr[])('by %s is what its access token says', (acr) => {
    expect(loginProof({ ...session, acr: `https://login.example.com/acr/${acr}` })).toEqual({ at: given, acr, epoch: 7 });
  });

  test.each(['https://login.example.com/acr/mfa', 'https://login.example.com/acr/toString', ''])('by %j is none that is known', (acr) => {
    expect(loginProof({ ...session, acr })).toBeUndefined();
  });
});

describe('the word of a shop that has handed a customer over', () => {
  const stands = (acr: string, at: number) => shopStandsForPassword({ acr: `https://login.example.com/acr/${acr}`, authTime: given }, at);

  test('stands for the password for ten minutes, and no other login does', () => {
    expect([stands('shop', given), stands('shop', until - 1), stands('shop', until)]).toEqual([true, true, false]);
    for (const acr of ['password', 'email', 'totp', 'recovery-code', 'toString', '']) expect(stands(acr, given), acr).toBe(false);
  });

  test('is no second factor', () => {
    const proof = { at: given, acr: 'shop', epoch: 7 } as const;
    expect(provedUntil(proof, undefined, { epoch: 7 }, true, given)).toBe(until);
    expect(provedUntil(proof, undefined, { epoch: 7, factor: 'email' }, true, given)).toBeUndefined();
  });
});
