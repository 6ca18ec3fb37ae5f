import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../shared/flow/budgets.ts';
import { budgetLeft, type Codes, untouchedCodes } from '../../shared/flow/codes.ts';
import { emptyLedger, withWrong } from '../../shared/flow/ledger.ts';
import { guessedAt, nextDispatchTo, openedAt, type Place } from '../../shared/flow/place.ts';
import { guessedAt as guessedAtOwn, having, right, wrong } from './codes.ts';

const start = Date.UTC(2026, 0, 1);
const opening = { id: 'p', digest: right, keyVersion: 1, purpose: 'contact' as const };
const opened = openedAt(opening, start);

const guess = (
  digest: Uint8Array,
  { place = opened as Place, codes = untouchedCodes as Codes, at = start, purpose = 'contact' as 'contact' | 'recovery' } = {},
) => guessedAt(place, codes, { purpose, digest, id: 'mine' }, at);

/** The place after some wrong guesses, none of which counted for the customer. */
function guessedTimes(times: number): Place {
  const guesses = Array<Uint8Array>(times).fill(wrong);
  return { ...opened, round: opened.round && { ...opened.round, guesses, guessIds: guesses.map((_, nth) => `${nth}`) } };
}

describe('a code to a place of its own', () => {
  it('has five attempts, and lives as long as its purpose says', () => {
    expect(opened).toEqual({
      round: { ...opening, attempts: 5, expiresAt: start + 5 * MINUTE, guesses: [], guessIds: [] },
      lastSentAt: start,
    });
    expect(openedAt({ ...opening, purpose: 'recovery' }, start).round?.expiresAt).toBe(start + 10 * MINUTE);
  });

  it('follows the last one by a minute, and comes not before the customer’s row and ledger allow a next round', () => {
    expect(nextDispatchTo({}, untouchedCodes, start)).toBe(0);
    expect(nextDispatchTo(opened, untouchedCodes, start)).toBe(start + MINUTE);
    expect(nextDispatchTo({}, guessedAtOwn(start, 5), start)).toBe(start + MINUTE);
  });

  it('is right once; the customer’s row ends with a recovery’s, and goes on after a contact’s', () => {
    const four = guessedAtOwn(start, 4);
    const guessed = guess(right, { codes: four });
    expect(guessed).toMatchObject({ is: 'right', attemptsLeft: 0, place: { round: { guesses: [right], guessIds: ['mine'] } } });
    expect(guessed).toMatchObject({ codes: { wrongInRow: 4 }, place: { lastSentAt: start } });
    const ofRecovery = openedAt({ ...opening, purpose: 'recovery' }, start);
    expect(guess(right, { codes: four, place: ofRecovery, purpose: 'recovery' })).toMatchObject({ codes: { wrongInRow: 0 } });
    expect(guess(right, { place: guessed.is === 'right' ? guessed.place : {} })).toEqual({
      is: 'refused',
      refusal: { code: 'code_expired' },
    });
  });

  it('that is wrong takes one of its attempts, and one of the customer’s day and row', () => {
    const guessed = guess(wrong);
    expect(guessed).toMatchObject({ is: 'wrong', attemptsLeft: 4, codes: { wrongInRow: 1 } });
    expect(guessed.is === 'wrong' && budgetLeft(guessed.codes, start)).toBe(99);
    expect(guess(wrong, { place: guessedTimes(4) })).toMatchObject({ is: 'wrong', attemptsLeft: 0 });
  });

  it('is not evaluated once it is locked, nor where none is, nor for something else, nor when it ran out', () => {
    const expired = { is: 'refused', refusal: { code: 'code_expired' } };
    expect(guess(right, { place: guessedTimes(5) })).toEqual({ is: 'refused', refusal: { code: 'challenge_locked' } });
    expect(guess(right, { place: {} })).toEqual(expired);
    expect(guess(right, { purpose: 'recovery' })).toEqual(expired);
    expect(guess(right, { at: start + 5 * MINUTE })).toEqual(expired);
    expect(guess(right, { at: start + 5 * MINUTE - 1 })).toMatchObject({ is: 'right' });
  });

  it('waits with the customer’s row, and with a ledger that has nothing left beside the live round', () => {
    const five = having(guessedAtOwn(start, 4), { is: 'wrong elsewhere' }, start);
    expect(guess(right, { codes: five })).toEqual({ is: 'refused', refusal: { code: 'too_soon', until: start + MINUTE } });
    const full = { ...untouchedCodes, ledger: withWrong(emptyLedger, start, 100, start) };
    expect(guess(right, { codes: full })).toEqual({ is: 'refused', refusal: { code: 'too_many_attempts', until: start + DAY } });
    const almost = guessedAtOwn(start, 0, { ...untouchedCodes, ledger: withWrong(emptyLedger, start, 95, start) });
    const taken = { code: 'too_many_attempts', until: start + 5 * MINUTE };
    expect(guess(right, { codes: almost })).toEqual({ is: 'refused', refusal: taken });
  });
});
