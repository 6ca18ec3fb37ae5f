/** Test files, run one by one in a vitest that stays alive: starting it takes longer than most of them do. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitest, type TestCase, type Vitest } from 'vitest/node';
import { Engine } from '../local/dynamodb.ts';
import type { Activation } from './activation.ts';
import { KeptFork } from './kept-fork.ts';

/** How often each mutant was met, by its id. */
export type Hits = Record<string, number>;

export type FileRun = {
  /** Those that ran to an end. */
  tests: { name: string; passed: boolean; milliseconds: number; at: { line: number; column: number } | undefined; message: string }[];
  /** Why the file fails although none of its tests does: it does not load, a hook or a forgotten promise throws. */
  broken: string | undefined;
};

export class TestFiles {
  readonly #vitest: Vitest;
  readonly #engine: Engine;
  readonly #fork: KeptFork;
  readonly #notes = mkdtempSync(join(tmpdir(), 'keycard-mutation-'));

  private constructor(vitest: Vitest, engine: Engine, fork: KeptFork) {
    this.#vitest = vitest;
    this.#fork = fork;
    this.#engine = engine;
  }

  /** @param files globs of the test files, from `root` */
  static async open(root: string, files: string[], assembly: string): Promise<TestFiles> {
    // One engine for every file of every mutant; each file has a table of its own on it.
    const engine = await Engine.start();
    const fork = new KeptFork();
    const vitest = await createVitest(
      'test',
      {
        config: false,
        root,
        watch: false,
        include: files,
        setupFiles: [join(root, 'mutation', 'activation.ts')],
        pool: fork,
        maxWorkers: 1,
        testTimeout: 20_000,
        hookTimeout: 60_000,
        includeTaskLocation: true,
        reporters: [{}],
        env: { DYNAMODB_ENDPOINT: engine.endpoint },
        provide: { assembly, activation: {} },
      },
      { plugins: [insteadOfFastCheck(join(root, 'mutation', 'fewer-runs.ts'))] },
    );
    return new TestFiles(vitest, engine, fork);
  }

  async names(): Promise<string[]> {
    return (await this.#vitest.globTestSpecifications()).map(({ moduleId }) => moduleId);
  }

  /** @param names only these tests of the file */
  async run(file: string, activation: Activation = {}, names?: string[]): Promise<FileRun> {
    const project = this.#vitest.getRootProject();
    project.provide('activation', activation);
    const specification = project.createSpecification(file, names && { testNames: names });
    const { unhandledErrors } = await this.#vitest.runTestSpecifications([specification]);
    const { testModule } = specification;
    const tests = [...(testModule?.children.allTests() ?? [])].map(ran).filter((test) => test !== undefined);
    const errors = [...(testModule?.errors() ?? []), ...[...(testModule?.children.allSuites() ?? [])].flatMap((suite) => suite.errors())];
    const [error] = [...errors, ...unhandledErrors] as { message?: string }[];
    return { tests, broken: error && String(error.message ?? error) };
  }

  /** Runs a file without any mutant. @returns which test met which mutants; what is met while the file loads is met by each of its tests */
  async runAndWatch(file: string): Promise<FileRun & { hits: Record<string, Hits> }> {
    const coverage = join(this.#notes, 'coverage.json');
    rmSync(coverage, { force: true });
    const run = await this.run(file, { coverage });
    if (run.broken) return { ...run, hits: {} };
    const met = JSON.parse(readFileSync(coverage, 'utf8')) as { static: Hits; perTest: Record<string, Hits> };
    const hits = run.tests.map(({ name }) => [name, summed(met.static, met.perTest[name] ?? {})] as const);
    return { ...run, hits: Object.fromEntries(hits) };
  }

  /** What ran before has no part in what runs next. */
  async startAfresh(): Promise<void> {
    await this.#fork.end();
  }

  async close(): Promise<void> {
    await this.#vitest.close();
    await this.#fork.end();
    await this.#engine.stop();
    rmSync(this.#notes, { recursive: true, force: true });
  }
}

const insteadOfFastCheck = (file: string) => ({
  name: 'instead-of-fast-check',
  enforce: 'pre' as const,
  resolveId: (source: string, importer?: string) => (source === 'fast-check' && importer !== file ? file : undefined),
});

function ran(test: TestCase): FileRun['tests'][number] | undefined {
  const { state, errors } = test.result();
  if (state !== 'passed' && state !== 'failed') return undefined;
  const message = state === 'failed' ? (errors?.[0]?.message ?? '') : '';
  return { name: test.fullName, passed: state === 'passed', milliseconds: test.diagnostic()?.duration ?? 0, at: test.location, message };
}

function summed(one: Hits, other: Hits): Hits {
  const sum = { ...one };
  for (const [mutant, hits] of Object.entries(other)) sum[mutant] = (sum[mutant] ?? 0) + hits;
  return sum;
}
