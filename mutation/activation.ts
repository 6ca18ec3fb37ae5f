/**
 * Runs in the worker of a test file before anything of it is loaded: tells the instrumented sources which mutant is active,
 * and writes down which test met which mutants.
 */
import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, inject } from 'vitest';

export type Activation = {
  activeMutant?: string;
  /** Past so many times the mutant sits in a loop without an end. */
  hitLimit?: number;
  /** Where the mutants that were met are written down; those met while the file loads stand under `static`. */
  coverage?: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    activation: Activation;
  }
}

const { activeMutant, hitLimit, coverage } = inject('activation');
/** What Stryker's instrumented sources ask, by this very name. */
const stryker: Record<string, unknown> = { activeMutant, mutantCoverage: { static: {}, perTest: {} } };
if (hitLimit !== undefined) Object.assign(stryker, { hitLimit, hitCount: 0 });
Object.assign(globalThis, { __stryker__: stryker });

// One failed test is enough.
let failed = false;
beforeEach(({ task, skip, onTestFailed }) => {
  skip(failed);
  onTestFailed(() => {
    failed = true;
  });
  stryker.currentTestId = fullNameOf(task);
});
afterEach(() => {
  stryker.currentTestId = undefined;
});
afterAll(() => {
  if (coverage) writeFileSync(coverage, JSON.stringify(stryker.mutantCoverage));
});

type Task = { name: string; suite?: Task | undefined };

/** As vitest calls a test: the names of its suites and its own. */
function fullNameOf({ name, suite }: Task): string {
  return suite ? `${fullNameOf(suite)} > ${name}` : name;
}
