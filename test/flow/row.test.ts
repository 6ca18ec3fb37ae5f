import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../shared/flow/budgets.ts';
import { intervalAfter, lengthensWait, nextInRow, nextPauseAfter, noticeAt, waitAfter } from '../../shared/flow/row.ts';

describe('a row of wrong codes', () => {
  it('makes the next code wait after each fifth: 1, 2, 4 … minutes, an hour at most', () => {
    const rows = [5, 10, 15, 20, 25, 30, 35, 40, 500];
    expect(rows.map((row) => waitAfter(row) / MINUTE)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    expect([0, 1, 4, 6, 9, 11, 499].map(waitAfter)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('waits next at the next fifth', () => {
    expect([0, 4, 5, 9, 10].map(nextPauseAfter)).toEqual([5, 5, 10, 10, 15]);
  });

  it('is told to its owner at 5, 10, 20 and 30', () => {
    expect([0, 4, 5, 9, 10, 19, 20, 29, 30].map(noticeAt)).toEqual([0, 0, 5, 5, 10, 10, 20, 20, 30]);
  });
});

it('the interval between two e-mails is a minute, and doubles after every fifth that no right code followed', () => {
  expect([0, 1, 4, 5, 9, 10, 15, 30, 99].map((sent) => intervalAfter(sent) / MINUTE)).toEqual([1, 1, 1, 2, 2, 4, 8, 60, 60]);
});

it('an e-mail of a row is due once the interval since the last one is over, and at once where there was none', () => {
  expect([nextInRow(undefined, 99), nextInRow(7, 0), nextInRow(7, 5)]).toEqual([0, 7 + MINUTE, 7 + 2 * MINUTE]);
});

it('each fifth e-mail of a row makes the next one wait for longer, until it is an hour', () => {
  const lengthening = Array.from({ length: 60 }, (_, nth) => nth).filter(lengthensWait);
  expect(lengthening).toEqual([5, 10, 15, 20, 25, 30]);
});
