/**
 * The published limits, stated a second time: a model that took them from the code under test would follow it into every
 * mistake. Milliseconds unless the name says otherwise.
 */
export const second = 1000;
export const minute = 60 * second;
export const day = 24 * 60 * minute;

export const codeLives = 5 * minute;
export const challengeLives = 15 * minute;
export const accessTokenLives = 15 * minute;
export const cookieLives = 30 * day;
export const cookieLivesUnused = 14 * day;
/** So long a replaced cookie leads to the one that replaced it. */
export const cookieRepeats = 30 * second;
export const attemptsPerCode = 5;
export const betweenDispatches = minute;
/** Of all kinds together, in any 24 hours; each counts from the end of its minute. */
export const wrongCodesPerDay = 100;
/** After every fifth wrong code since the last right one nothing is sent or compared for 1, 2, 4 … minutes. */
export const rowBetweenWaits = 5;
export const longestRowWait = 60 * minute;
/** After every fifth dispatch that no right code followed, the minute between two doubles. */
export const dispatchesBetweenDoublings = 5;
export const longestDispatchWait = 60 * minute;
/** Wrong codes since the last right one of which the owner is told, each once. */
export const rowsTold = [5, 10, 20];
/** So many in a row end the password. */
export const longestRow = 30;

/** Wrong passwords from one network that cost no wait. */
export const freePasswords = 5;
export const longestPasswordWait = 15 * minute;
/** A function may go on with the flag it has read for this long. */
export const flagAge = 30 * second;

/** @throws Error with the sentence, which is a promise that was broken. */
export function must(held: boolean, sentence: string): asserts held {
  if (!held) throw new Error(`broken: ${sentence}`);
}
