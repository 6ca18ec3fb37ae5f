import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../shared/flow/budgets.ts';
import { type Codes, untouchedCodes } from '../../shared/flow/codes.ts';
import { limitAfterCheck, limitAfterDispatch, limitAfterLink, limitsAfterWrong } from '../../shared/flow/limits-reached.ts';
import { dispatch, guess, guessedAt, having, right, wrong } from './codes.ts';

const now = Date.UTC(2026, 0, 1);

describe('a wrong code', () => {
  it('reaches no limit while there are attempts, and the row is no multiple of five', () => {
    for (const count of [1, 2, 3, 4]) expect(limitsAfterWrong(guessedAt(now, count), 5 - count, now)).toBeUndefined();
  });

  it('as the last attempt of its code reaches that limit, and no wait where the row has none', () => {
    expect(limitsAfterWrong(guessedAt(now, 4), 0, now)).toEqual({ limits: ['attempts_of_code'], row: 4 });
  });

  it('as the fifth of a row begins a wait, which has an end', () => {
    const fifth = having(guessedAt(now, 5), dispatch(), now + MINUTE);
    const tenth = [1, 2, 3, 4, 5].reduce((codes: Codes) => having(codes, guess(wrong), now + MINUTE), fifth);
    expect(limitsAfterWrong(guessedAt(now, 5), 1, now)).toEqual({ limits: ['wrong_codes_in_row'], row: 5, until: now + MINUTE });
    expect(limitsAfterWrong(tenth, 0, now + MINUTE)).toEqual({
      limits: ['attempts_of_code', 'wrong_codes_in_row'],
      row: 10,
      until: now + 3 * MINUTE,
    });
  });

  it('tells of no wait that is over at that very moment', () => {
    expect(limitsAfterWrong(guessedAt(now, 5), 1, now + MINUTE)).toBeUndefined();
    expect(limitsAfterWrong(guessedAt(now, 5), 0, now + MINUTE)).toEqual({ limits: ['attempts_of_code'], row: 5 });
  });

  it('behind which a right one has come has reached nothing: the row is over', () => {
    expect(limitsAfterWrong(having(guessedAt(now, 4), guess(right), now), 0, now)).toBeUndefined();
  });

  it('as the hundredth of a day says when the day has one left', () => {
    let [codes, at] = [guessedAt(now, 5), now];
    while (codes.wrongInRow < 95) {
      at += 65 * MINUTE;
      codes = guessedAt(at, 5, codes);
    }
    expect(limitsAfterWrong(codes, 0, at)?.limits).toEqual(['attempts_of_code', 'wrong_codes_in_row']);
    at += 65 * MINUTE;
    codes = guessedAt(at, 5, codes);
    const limits = ['attempts_of_code', 'wrong_codes_in_row', 'wrong_codes_in_24_hours'];
    expect(limitsAfterWrong(codes, 0, at)).toEqual({ limits, row: 100, until: now + DAY });
  });
});

describe('a code that was sent', () => {
  const sent = (times: number) => {
    let codes = untouchedCodes;
    for (let nth = 0; nth < times; nth++) codes = having(codes, dispatch(), now + nth * 60 * MINUTE);
    return codes;
  };

  it('as the fifth in a row makes the next one wait for longer', () => {
    const [fourth, sixth] = [sent(4), sent(6)];
    expect([limitAfterDispatch(fourth, now), limitAfterDispatch(sixth, now)]).toEqual([undefined, undefined]);
    expect(limitAfterDispatch(sent(5), now)).toEqual({ limits: ['emails_in_row'], until: now + 4 * 60 * MINUTE + 2 * MINUTE });
  });

  it('reaches nothing new once the wait cannot grow', () => {
    expect(limitAfterDispatch(sent(30), now)).toMatchObject({ limits: ['emails_in_row'] });
    expect(limitAfterDispatch(sent(35), now)).toBeUndefined();
  });

  it('is the first in its row after a right one', () => {
    const proved = having(sent(4), guess(right), now + 3 * 60 * MINUTE);
    expect(limitAfterDispatch(having(proved, dispatch(), now + DAY), now)).toBeUndefined();
  });
});

it('the fifth link of a recovery in a row makes the next one wait for longer, as a code by e-mail does', () => {
  const after = (linksInRow: number) => limitAfterLink({ linkSentAt: now, linksInRow, rightCodesAtLink: 0 }, untouchedCodes, now);
  expect([limitAfterLink({}, untouchedCodes, now), after(1), after(4), after(6)]).toEqual(Array(4).fill(undefined));
  expect(after(5)).toEqual({ limits: ['emails_in_row'], until: now + 2 * MINUTE });
});

it('the tenth check of a contact in 24 hours says when there is another', () => {
  const times = (count: number) => Array.from({ length: count }, (_, nth) => now - nth);
  expect([limitAfterCheck([], now), limitAfterCheck(times(9), now)]).toEqual([undefined, undefined]);
  expect(limitAfterCheck(times(10), now)).toEqual({ limits: ['contact_checks_in_24_hours'], until: now - 9 + DAY });
  expect(limitAfterCheck([...times(9), now - DAY], now)).toBeUndefined();
});
