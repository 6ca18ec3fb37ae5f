import { describe, it } from 'vitest';
import { contracts, wholeCalls } from './contracts/all.ts';

/** Enough that each field of each machine is replaced many times over; a failure prints its seed and path. */
const runs = { numRuns: 300 };

describe('a write holds if, and only if, the rules allow it', () => {
  it.each(contracts)('$name', (contract) => contract.play(runs));
});

describe('a whole call does what the rules say', () => {
  it.each(wholeCalls)('$name', (contract) => contract.play(runs));
});
