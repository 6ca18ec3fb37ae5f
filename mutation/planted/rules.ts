/**
 * Mutants whose fate is known. `npm run mutate` judges them first, and believes nothing it finds out about others unless each line
 * ends as it says: every mutant of it in one of these ways, and each way at least once.
 */
import { type Condition, condition } from '../../shared/store/expressions.ts';

export const isWithin = (count: number, limit: number): boolean => count <= limit; // Killed
export const isUnheeded = (count: number): boolean => count > 3; // Survived
export const isUncalled = (count: number): boolean => count > 3; // NoCoverage, Survived

// Only while the file loads.
const heeded = 4 + 1; // Killed
const unheeded = 4 + 1; // Survived
export const limits = { heeded, unheeded, isUnheeded: isUnheeded(4) };

export function sumTo(end: number): number {
  let sum = 0;
  for (let next = 0; next < end; next += 1) sum += next; // Killed, Timeout
  return sum;
}

/** Asked of the engine. */
export const fewerThan = (limit: number): Condition => condition('fewerThan', 'size(guesses) < :limit', { ':limit': limit }); // Killed, Ignored
