/** What an imported hash may cost. All times in milliseconds, as they pass by no clock that anybody sets. */

/** What it took to compare a password once with a hash that was to be imported, and with one of ours, just before, at the same place. */
export type Trial = { took: number; ours: number };

/** So many times as dear as ours: what the schemes' limits let through takes up to some 24 times as long, on the machines that we know. */
const MOST_TIMES_OURS = 32;
/** However slow the machine. Twice the floor of this, for a password in two forms, is what a function has time for. */
const LONGEST_TRIAL = 2500;

export const isTooDear = ({ took, ours }: Trial): boolean => took > Math.min(MOST_TIMES_OURS * ours, LONGEST_TRIAL);

/** Why it was refused, for whoever imports. */
export const dearness = ({ took, ours }: Trial): string =>
  `takes ${Math.round(took)} ms here, ${Math.round(took / ours)} times as long as ours: at most ${MOST_TIMES_OURS} times and ${LONGEST_TRIAL} ms can be afforded`;
