/**
 * What an imported hash may cost, and how long a wrong password waits while there may be one. An imported hash takes longer or shorter
 * than ours until its owner's next login replaces it, and so would tell a known username from an unknown one: from the first import on,
 * whatever is not the right password is answered after one common time, the *floor*. All times in milliseconds, as they pass by no
 * clock that anybody sets.
 */

/** What it took to compare a password once with a hash that was to be imported, and with one of ours, just before, at the same place. */
export type Trial = { took: number; ours: number };

/** So many times as dear as ours: what the schemes' limits let through takes up to some 24 times as long, and a machine that is busy measures badly. */
const MOST_TIMES_OURS = 64;
/** A function has time for twice the floor of this, for a password in two forms. Ours takes some 65 ms there; so nothing that is taken comes so far. */
const LONGEST_TRIAL = 2500;

/** By another measure than the clock: a machine that is busy is slow with both. */
export const isTooDear = ({ took, ours }: Trial): boolean => took > MOST_TIMES_OURS * ours;

/** Why it was refused, for whoever imports. */
export const dearness = ({ took, ours }: Trial): string =>
  `takes ${Math.round(took)} ms here, ${Math.round(took / ours)} times as long as ours: at most ${MOST_TIMES_OURS} times can be afforded`;

/** The slowest comparison that may come: an imported hash that is faster than ours makes none slower, but answers before ours. */
export const slowestIn = ({ took, ours }: Trial): number => Math.max(took, ours);

/** Beside the comparison there are calls of DynamoDB, and no two comparisons take the same time. */
const MARGIN = 1.5;
const CALLS_AROUND = 100;

/** @param slowest of all accepted trials; `undefined`: nothing was ever imported, and there is nothing to hide */
export const floorOf = (slowest: number | undefined): number =>
  slowest === undefined ? 0 : MARGIN * Math.min(slowest, LONGEST_TRIAL) + CALLS_AROUND;
