/**
 * The row: wrong codes since the last right one. It goes on over rounds, flows, days and kinds of code, so guessing four at a time
 * gains nothing: what a guesser cannot hide is how many they have got wrong.
 */
import { ATTEMPTS_PER_CODE, DISPATCH_INTERVAL, FIRST_ROW_WAIT, LONGEST_ROW_WAIT, ROW_TOLD_AT } from './budgets.ts';

/** Every so many wrong codes of a row, the next code waits; and as many e-mails of a row later, the next one does. */
const STRIDE = ATTEMPTS_PER_CODE;

/** How long the next code waits, sent or evaluated, once the row is `row` long: 1, 2, 4 … minutes after every fifth. */
export const waitAfter = (row: number): number =>
  row > 0 && row % STRIDE === 0 ? Math.min(FIRST_ROW_WAIT * 2 ** (row / STRIDE - 1), LONGEST_ROW_WAIT) : 0;

/** The next length of a row after which there is a wait. */
export const nextPauseAfter = (row: number): number => (Math.floor(row / STRIDE) + 1) * STRIDE;

/** How long after the last of `dispatches` the next may follow, no right code having come between: a minute, doubled after every fifth. */
export const intervalAfter = (dispatches: number): number =>
  Math.min(DISPATCH_INTERVAL * 2 ** Math.floor(dispatches / STRIDE), LONGEST_ROW_WAIT);

/** The earliest moment of the next of `dispatches` in a row, the last of which went out at `lastAt` (ms); 0: none has. */
export const nextInRow = (lastAt: number | undefined, dispatches: number): number =>
  lastAt === undefined ? 0 : lastAt + intervalAfter(dispatches);

/** Is the wait after this dispatch of a row longer than the one before it? */
export const lengthensWait = (dispatches: number): boolean => dispatches > 0 && intervalAfter(dispatches) > intervalAfter(dispatches - 1);

/** The notice that a row of this length calls for; 0: none. */
export const noticeAt = (row: number): number => ROW_TOLD_AT.findLast((length) => row >= length) ?? 0;
