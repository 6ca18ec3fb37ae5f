import { describe, expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../shared/flow/budgets.ts';
import {
  type ChallengedCustomer,
  challengeEnd,
  guessRefusal,
  issueChallenge,
  nextTryAt,
  stepUpRefusal,
  viewOf,
} from '../../shared/flow/challenge.ts';
import { type Codes, untouchedCodes } from '../../shared/flow/codes.ts';
import { emptyLedger, withWrong } from '../../shared/flow/ledger.ts';
import { attempt, dispatch, guess, guessedAt, having, openByAttempt, right } from './codes.ts';

const start = Date.UTC(2026, 0, 1);

const holder = (factor: 'email' | 'totp', codes: Codes = untouchedCodes) => ({ customerId: 'c', factor, epoch: 7, ...codes });
const issued = (factor: 'email' | 'totp', codes?: Codes, at = start) => issueChallenge(holder(factor, codes), { stayLoggedIn: true }, at);
const locked = guessedAt(start, 5);
const used = having(guessedAt(start, 0), guess(right), start);
const full = { ...untouchedCodes, ledger: withWrong(emptyLedger, start, 100, start) };

describe('a challenge', () => {
  it('carries what is held against the customer at every use', () => {
    expect(issued('email', locked)).toEqual({
      customerId: 'c',
      method: 'email',
      epoch: 7,
      lockedRounds: 1,
      completedRounds: 0,
      issuedAt: start,
      stayLoggedIn: true,
    });
  });

  it('goes on for a quarter of an hour, whatever wrong codes come', () => {
    const challenge = issued('email');
    const customer = holder('email', guessedAt(start, 4));
    expect(challengeEnd(challenge, customer, start + 15 * MINUTE - 1)).toBeUndefined();
    expect(challengeEnd(challenge, customer, start + 15 * MINUTE)).toBe('challenge_expired');
  });

  it('ends with the factor, the epoch and the customer', () => {
    const challenge = issued('email');
    expect(challengeEnd(challenge, undefined, start)).toBe('invalid_challenge');
    expect(challengeEnd(challenge, { ...holder('email'), epoch: 8 }, start)).toBe('invalid_challenge');
    expect(challengeEnd(challenge, holder('totp'), start)).toBe('invalid_challenge');
    expect(guessRefusal(challenge, undefined, false, start)).toEqual({ code: 'invalid_challenge' });
  });

  it('ends with a lock and with a right code; one that was issued after them goes on', () => {
    const challenge = issued('email');
    expect(challengeEnd(challenge, holder('email', locked), start)).toBe('challenge_locked');
    expect(challengeEnd(challenge, holder('email', used), start)).toBe('invalid_challenge');
    for (const codes of [locked, used]) {
      expect(challengeEnd(issued('email', codes), holder('email', codes), start)).toBeUndefined();
      // A round that was taken back since.
      expect(challengeEnd(issued('email', codes), holder('email'), start)).toBeUndefined();
    }
  });
});

describe('a guess is refused', () => {
  const refusal = (factor: 'email' | 'totp', codes: Codes, at: number) =>
    guessRefusal(issued(factor, codes), holder(factor, codes), factor === 'totp', at);
  const changing = { epoch: 7, method: 'email' as const };

  it('because its challenge is over, before all else', () => {
    expect(guessRefusal(issued('email'), holder('email', locked), false, start)).toEqual({ code: 'challenge_locked' });
    expect(stepUpRefusal(changing, holder('email', locked), false, start)).toEqual({ code: 'challenge_locked' });
  });

  it('because no code is there that could be right; a wait for what is not there would promise nothing', () => {
    expect(refusal('email', untouchedCodes, start)).toEqual({ code: 'code_expired' });
    const fourThenOne = guessedAt(start + MINUTE, 1, guessedAt(start, 4));
    expect(refusal('email', fourThenOne, start + MINUTE)).toEqual({ code: 'too_soon', until: start + 2 * MINUTE });
    const runOut = having(guessedAt(start, 4), { is: 'wrong elsewhere' }, start + 5 * MINUTE);
    expect(refusal('email', runOut, start + 5 * MINUTE)).toEqual({ code: 'code_expired' });
    expect(stepUpRefusal(changing, holder('email', runOut), false, start + 5 * MINUTE)).toEqual({ code: 'code_expired' });
  });

  it('because the row waits, where the code is at hand', () => {
    const waiting = { code: 'too_soon', until: start + MINUTE };
    expect(refusal('totp', locked, start)).toEqual(waiting);
    expect(stepUpRefusal({ epoch: 7, method: 'totp' }, holder('totp', locked), true, start)).toEqual(waiting);
  });

  it('because the day’s wrong codes are used up, whether a code is there or not', () => {
    for (const factor of ['email', 'totp'] as const) {
      expect(refusal(factor, full, start)).toEqual({ code: 'too_many_attempts', until: start + DAY });
    }
  });

  it('because what it was to change is another by now', () => {
    const others: (ChallengedCustomer | undefined)[] = [undefined, { ...holder('email'), epoch: 8 }, holder('totp')];
    for (const customer of others) expect(stepUpRefusal(changing, customer, false, start)).toEqual({ code: 'changed' });
    expect(stepUpRefusal(changing, holder('email'), false, start)).toEqual({ code: 'code_expired' });
  });
});

describe('what a client is told of its challenge', () => {
  const view = (factor: 'email' | 'totp', codes: Codes, at: number, sent = false) => viewOf(issued(factor), codes, sent, at);
  const expiresAt = start + 15 * MINUTE;

  it('is when its code was sent and how many attempts it has left', () => {
    expect(view('email', guessedAt(start, 2), start + SECOND, true)).toEqual({
      method: 'email',
      sent: true,
      sentAt: start,
      codeExpiresAt: start + 5 * MINUTE,
      resendAt: start + MINUTE,
      attemptsLeft: 3,
      expiresAt,
    });
  });

  it('is nothing of a code that was sent for something else, or ran out', () => {
    const resendAt = start + MINUTE;
    const ofSecurity = having(having(untouchedCodes, dispatch('security'), start), attempt(false), start);
    const untold = { method: 'email', sent: false, resendAt, attemptsLeft: 5, expiresAt };
    expect(view('email', ofSecurity, start)).toEqual(untold);
    expect(view('email', guessedAt(start, 2), start + 5 * MINUTE)).toEqual(untold);
    expect(view('email', untouchedCodes, start)).toEqual({ ...untold, resendAt: 0 });
    expect(view('email', { ...guessedAt(start, 0), lastSentAt: undefined }, start)).not.toHaveProperty('codeExpiresAt');
  });

  it('is no more attempts than the day has left', () => {
    const few = { ...untouchedCodes, ledger: withWrong(emptyLedger, start, 98, start) };
    expect(view('email', few, start).attemptsLeft).toBe(2);
  });

  it('is with an app when a code can be tried again, if that is not now', () => {
    const tried = having(untouchedCodes, openByAttempt(), start);
    expect(view('totp', tried, start)).toEqual({ method: 'totp', sent: false, attemptsLeft: 4, expiresAt });
    expect(view('totp', untouchedCodes, start)).toEqual({ method: 'totp', sent: false, attemptsLeft: 5, expiresAt });
    expect(view('totp', locked, start)).toEqual({ method: 'totp', sent: false, attemptsLeft: 5, expiresAt, resendAt: start + MINUTE });
  });
});

describe('a code that is at hand', () => {
  it('can be tried now, or once the row has waited, or once the ledger has room', () => {
    expect(nextTryAt(untouchedCodes, start)).toBe(start);
    expect(nextTryAt(guessedAt(start, 1), start + 1)).toBe(start + 1);
    expect(nextTryAt(locked, start)).toBe(start + MINUTE);
    expect(nextTryAt(locked, start + 2 * MINUTE)).toBe(start + 2 * MINUTE);
    expect(nextTryAt(full, start)).toBe(start + DAY);
  });
});
