/**
 * Stands in for fast-check while mutants are judged: what a property finds it mostly finds soon, and each mutant that survives has
 * to live through all of its runs. The seed is always the same, so that a mutant that survived once survives again.
 */
import fc from 'fast-check';

export * from 'fast-check';

const mostRuns = 100;

export const assert = ((property: fc.IAsyncProperty<unknown>, { numRuns = mostRuns, ...parameters }: fc.Parameters<unknown> = {}) =>
  // The first counterexample will do, however large it is.
  fc.assert(property, { seed: 1, endOnFailure: true, ...parameters, numRuns: Math.min(numRuns, mostRuns) })) as typeof fc.assert;

export default { ...fc, assert };
