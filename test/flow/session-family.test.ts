import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY, SECOND } from '../../shared/flow/budgets.ts';
import {
  begunFamily,
  type FamilyEvent,
  type FamilyOwner,
  familyEndsAt,
  type LiveFamily,
  type SessionFamily,
  transition,
} from '../../shared/flow/session-family.ts';
import { successorOf, tokenFrom, tokenOf } from '../../shared/flow/session-token.ts';

const start = Date.UTC(2026, 0, 1);
const family: LiveFamily = { ...begunFamily({ epoch: 7, acr: 'password' }, 'second', start), previous: 'first' };
const alive: SessionFamily = { is: 'alive', ...family };
const owner: FamilyOwner = { epoch: 7 };
const over = { is: 'over' };

const refresh = (token: string, factorIsDemanded = false): FamilyEvent => ({
  is: 'refresh',
  token,
  successor: 'third',
  tokenKey: 9,
  factorIsDemanded,
});

describe('a stay-logged-in session', () => {
  it('begins with one token, and ends 30 days after its login or 14 days after its last use', () => {
    expect(begunFamily({ epoch: 7, acr: 'totp' }, 'first', start)).toEqual({
      epoch: 7,
      acr: 'totp',
      newest: 'first',
      previous: '',
      tokenKey: 0,
      replacedAt: start,
      startedAt: start,
      expiresAt: start + 14 * DAY,
    });
    expect(familyEndsAt(start, start + 16 * DAY)).toBe(start + 30 * DAY);
    expect(familyEndsAt(start, start + 15 * DAY)).toBe(start + 29 * DAY);
  });

  it('begins for a customer who is there, in the epoch of the login, and else not at all', () => {
    const begin = { is: 'begin', of: { epoch: 7, acr: 'password' }, newest: 'first' } as const;
    const began = { is: 'alive', ...begunFamily(begin.of, 'first', start) };
    expect(transition({ is: 'ended' }, owner, begin, start)).toEqual({ is: 'begun', family: began });
    for (const other of [undefined, { epoch: 8 }]) expect(transition({ is: 'ended' }, other, begin, start)).toEqual(over);
  });

  it('goes on by its newest token, which the next one replaces', () => {
    const now = start + DAY;
    expect(transition(alive, owner, refresh('second'), now)).toEqual({
      is: 'replaced',
      family: { ...alive, newest: 'third', previous: 'second', tokenKey: 9, replacedAt: now, expiresAt: now + 14 * DAY },
    });
  });

  it('is refreshed once by two tabs: the token before the newest is good for 30 seconds', () => {
    const repeated = { is: 'repeated', family: alive };
    expect(transition(alive, owner, refresh('first'), start + 30 * SECOND - 1)).toEqual(repeated);
    expect(transition(alive, owner, refresh('first'), start + 30 * SECOND)).toEqual({ is: 'copied', family: { is: 'ended' } });
    expect(transition(alive, owner, refresh('the first of all'), start)).toEqual({ is: 'copied', family: { is: 'ended' } });
  });

  it('is over when its time is, whatever is brought', () => {
    for (const token of ['first', 'second', 'another']) {
      expect(transition(alive, owner, refresh(token), start + 14 * DAY)).toEqual(over);
    }
    expect(transition(alive, owner, refresh('second'), start + 14 * DAY - 1).is).toBe('replaced');
    for (const event of [refresh('second'), { is: 'logout' } as const])
      expect(transition({ is: 'ended' }, owner, event, start)).toEqual(over);
  });

  it('is over with the epoch and the customer, and then no token of it is called copied', () => {
    for (const nobody of [undefined, { epoch: 6 }, { epoch: 8 }]) {
      for (const token of ['first', 'second', 'another']) expect(transition(alive, nobody, refresh(token), start)).toEqual(over);
    }
  });

  it('of a password alone goes on while its owner has no factor, if one is demanded', () => {
    const withFactor = { epoch: 7, factor: 'email' as const };
    const proved = { ...alive, acr: 'email' as const };
    const ways = (of: SessionFamily, by: FamilyOwner) =>
      [true, false].map((demanded) => transition(of, by, refresh('second', demanded), start).is);
    expect(ways(alive, owner)).toEqual(['replaced', 'replaced']);
    expect(ways(alive, withFactor)).toEqual(['over', 'replaced']);
    expect(ways(proved, withFactor)).toEqual(['replaced', 'replaced']);
    expect(transition(alive, withFactor, refresh('first', true), start)).toEqual(over);
  });

  it('ends with a logout, whoever asks', () => {
    expect(transition(alive, undefined, { is: 'logout' }, start)).toEqual({ is: 'logged out', family: { is: 'ended' } });
  });

  it('is carried over into the next epoch from the one that was seen, and from no other', () => {
    const event = { is: 'carry over', from: 7, to: 8 } as const;
    expect(transition(alive, owner, event, start)).toEqual({ is: 'carried over', family: { ...alive, epoch: 8 } });
    expect(transition({ ...alive, epoch: 6 }, owner, event, start)).toEqual(over);
    expect(transition(alive, { epoch: 8 }, event, start)).toEqual(over);
    expect(transition(alive, undefined, event, start)).toEqual(over);
  });
});

describe('a token of it', () => {
  const key = createSecretKey(Buffer.alloc(32, 1));
  const first = tokenOf(Buffer.from(Array.from({ length: 32 }, (_, index) => index)));

  it('is 43 characters, and what is none of them is no token', () => {
    expect(first.text).toHaveLength(43);
    expect(tokenFrom(first.text)).toEqual(first);
    const last = first.text.slice(0, -1);
    for (const text of [undefined, '', last, `${first.text}A`, `.${first.text.slice(1)}`, `${first.text}\n`, ` ${first.text}`]) {
      expect(tokenFrom(text)).toBeUndefined();
    }
    // Of the last character two bits are nobody's: only one spelling of a token is it.
    expect(tokenFrom(`${last}9`)).toBeUndefined();
  });

  it('names its family by its first half, which its successor keeps; the second half nobody derives without the key', () => {
    const next = successorOf(first, key);
    expect(next.familyId).toBe(first.familyId);
    expect(next.bytes.subarray(0, 16)).toEqual(first.bytes.subarray(0, 16));
    expect(next.bytes).toHaveLength(32);
    expect(next.bytes.subarray(16)).not.toEqual(first.bytes.subarray(16));
    expect(next.digest).not.toBe(first.digest);
    expect(successorOf(first, key)).toEqual(next);
    expect(successorOf(first, createSecretKey(Buffer.alloc(32, 2))).text).not.toBe(next.text);
  });

  it('is kept as SHA-256', () => {
    expect([first.familyId, first.digest]).toEqual([
      'vkXLJgW_Nr695oSEGijw_UPGmFCj3OX-26aZKO46iZE',
      'Yw3NKWbEM2aRElRIu7JbT_QSpJxzLbLIq8G4WBvXEN0',
    ]);
  });
});
