/** One run of Stryker, as this project needs it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const root = join(import.meta.dirname, '..');
/** What Stryker makes goes here. */
export const kept = join(root, '.build', 'mutation');

export type Status = 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'RuntimeError' | 'CompileError' | 'Ignored';

/** Lines and columns from 1. */
export type Mutant = {
  fileName: string;
  mutatorName: string;
  replacement: string;
  location: { start: Position; end: Position };
  status: Status;
  statusReason?: string;
};
export type Position = { line: number; column: number };

type Run = {
  /** Globs of the sources to mutate, and of the test files that judge. */
  mutate: string[];
  tests: string[];
  assembly: string;
  /** Where results are kept for the next run; nothing is kept if not given. */
  incrementalFile?: string;
  /** Judge each mutant anew, those in the list of survivors too. */
  force?: boolean;
  /** A page to look at the mutants in. */
  report?: string;
};

export async function mutants({ mutate, tests, assembly, incrementalFile, force = false, report }: Run): Promise<Mutant[]> {
  const { Stryker } = await strykerCore();
  return new Stryker({
    mutate,
    strykerTests: { files: tests, assembly, times: join(kept, 'times.json'), trusting: !force },
    plugins: ['runner.ts', 'words.ts'].map((file) => join(import.meta.dirname, file)),
    testRunner: 'vitest-kept-alive',
    ignorers: ['words'],
    coverageAnalysis: 'perTest',
    concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
    // On top of four times what the tests take without a mutant: a busy machine must not look like a mutant that hangs.
    timeoutMS: 15_000,
    timeoutFactor: 4,
    ignorePatterns: ['**', '!shared/**', '!local/**', '!test/**', '!cdk/**', '!mutation/*', '!mutation/planted/**', '!package.json'],
    tempDirName: join(kept, 'sandboxes'),
    cleanTempDir: 'always',
    ...(incrementalFile ? { incremental: true, incrementalFile, force } : {}),
    reporters: ['progress-append-only', ...(report ? ['html'] : [])],
    ...(report && { htmlReporter: { fileName: report } }),
    // TypeScript 7 has no API that Stryker could rewrite a tsconfig by; nothing here is compiled.
    tsconfigFile: 'none.json',
    disableTypeChecks: false,
    checkers: [],
    logLevel: 'warn',
    allowEmpty: true,
  }).runMutationTest();
}

type Core = { Stryker: new (options: object) => { runMutationTest(): Promise<Mutant[]> } };

/** Stryker is 60 MB that only this command needs, so it is installed by it. */
async function strykerCore(): Promise<Core> {
  const { resolve } = createRequire(import.meta.url);
  if (!existsSync(join(import.meta.dirname, 'node_modules', '.package-lock.json'))) {
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: import.meta.dirname, stdio: 'inherit' });
    if (status !== 0) throw new Error('Stryker could not be installed');
  }
  return import(pathToFileURL(resolve('@stryker-mutator/core')).href) as Promise<Core>;
}
