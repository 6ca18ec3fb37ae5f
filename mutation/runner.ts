/**
 * Stryker's test runner for this project (a plugin of kind `TestRunner`). Stryker's own for vitest selects tests by a pattern of
 * their names, which vitest 5 matches against nothing, and takes a run of no test for a mutant that survived
 * (stryker-mutator/stryker-js#6210). Here a mutant survives only if each test that met it ran and passed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Activation } from './activation.ts';
import type { Mutant, Position } from './stryker.ts';
import { isExplained, listed } from './survivors.ts';
import { type FileRun, type Hits, TestFiles } from './test-files.ts';

const hitLimitReached = /Stryker: Hit count limit reached/;
const neverEnded = /Hit count limit reached|timed out in/;

/** Where a test is, in Stryker's words: its file and its name. */
const idOf = (file: string, name: string) => `${file}\n${name}`;

/** `times`: the file in which the dry run notes how long each test takes. `trusting`: the list of survivors is believed. */
type Settings = { strykerTests: { files: string[]; assembly: string; times: string; trusting: boolean } };
/** Lines and columns from 0. */
type ActiveMutant = { id: string; fileName: string; replacement: string; location: Mutant['location'] };
type MutantRun = { activeMutant: ActiveMutant; testFilter?: string[]; hitLimit?: number };
type Verdict =
  | { status: 'killed'; killedBy: string[]; failureMessage: string; nrOfTests: number }
  | { status: 'survived'; nrOfTests: number }
  | { status: 'timeout'; reason: string }
  | { status: 'error'; errorMessage: string };

class VitestRunner {
  static readonly inject = ['options'] as const;
  readonly #settings: Settings['strykerTests'];
  #tests: TestFiles | undefined;
  /** Tests that were seen to pass alone and without a mutant. */
  readonly #sound = new Set<string>();
  readonly #listed = listed();
  #odds: Odds | undefined;

  constructor({ strykerTests }: Settings) {
    this.#settings = strykerTests;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.#tests = await TestFiles.open(process.cwd(), this.#settings.files, this.#settings.assembly);
  }

  async dispose() {
    await this.#tests?.close();
  }

  /** Every test without a mutant: they have to pass, and which mutants each of them meets is all that it will be asked about. */
  async dryRun() {
    const tests: object[] = [];
    const perTest: Record<string, Hits> = {};
    const times: Record<string, number> = {};
    for (const path of await this.#open.names()) {
      const file = relative(process.cwd(), path);
      const run = await this.#open.runAndWatch(path);
      if (run.broken) return { status: 'error', errorMessage: `${file}: ${run.broken}` };
      for (const { name, passed, milliseconds, at, message } of run.tests) {
        const id = idOf(file, name);
        const outcome = passed ? { status: 0 } : { status: 1, failureMessage: message };
        // Stryker counts lines from 0.
        const startPosition = at && { line: at.line - 1, column: at.column };
        tests.push({ id, name: `${file} ${name}`, timeSpentMs: milliseconds, fileName: path, startPosition, ...outcome });
        times[id] = milliseconds;
        perTest[id] = run.hits[name] ?? {};
      }
    }
    writeFileSync(this.#settings.times, JSON.stringify(times));
    return { status: 'complete', tests, mutantCoverage: { static: {}, perTest } };
  }

  /** Another process may have done it. */
  #timesOfDryRun(): Record<string, number> {
    return JSON.parse(readFileSync(this.#settings.times, 'utf8'));
  }

  async mutantRun({ activeMutant, testFilter = [], hitLimit }: MutantRun): Promise<Verdict> {
    // Nobody waits for all tests to pass only to learn what is known.
    if (this.#settings.trusting && isExplained(this.#listed, { ...activeMutant, location: from1(activeMutant.location) })) {
      return { status: 'survived', nrOfTests: 0 };
    }
    const source = activeMutant.fileName;
    this.#odds ??= new Odds(this.#timesOfDryRun());
    const odds = this.#odds;
    const activation: Activation = { activeMutant: activeMutant.id, ...(hitLimit !== undefined && { hitLimit }) };
    let count = 0;
    for (const group of odds.sorted(source, testFilter)) {
      const { file, names } = group;
      const run = await this.#judge(file, activation, names);
      const killed = run.broken !== undefined || run.tests.some(({ passed }) => !passed);
      odds.note(source, group, killed);
      count += run.tests.length;
      if (killed) return this.#killed(file, names, run, count);
      // Two tests of a table may have one name.
      const missed = names.filter((name) => run.tests.every((test) => test.name !== name));
      if (missed.length > 0) return { status: 'error', errorMessage: `of ${file} "${missed[0]}" did not run` };
    }
    return { status: 'survived', nrOfTests: count };
  }

  async #judge(file: string, activation: Activation, names: string[]): Promise<FileRun> {
    const path = join(process.cwd(), file);
    const run = await this.#open.run(path, activation, names);
    const failures = run.tests.filter(({ passed }) => !passed);
    // What never came to an end may come back in the midst of the next mutant.
    if (failures.some(({ message }) => neverEnded.test(message))) await this.#open.startAfresh();
    if (run.broken === undefined || failures.length > 0) return run;
    // It may have come from the mutant before.
    await this.#open.startAfresh();
    return this.#open.run(path, activation, names);
  }

  async #killed(file: string, names: string[], run: FileRun, nrOfTests: number): Promise<Verdict> {
    const failed = run.tests.find(({ passed }) => !passed);
    const failureMessage = failed?.message ?? run.broken ?? '';
    if (hitLimitReached.test(failureMessage)) return { status: 'timeout', reason: failureMessage };
    const by = failed?.name ?? names[0] ?? '';
    if (failed && !(await this.#passesAlone(file, by))) {
      return { status: 'error', errorMessage: `${file}: "${by}" fails alone and without a mutant, so it cannot judge one` };
    }
    return { status: 'killed', killedBy: [idOf(file, by)], failureMessage, nrOfTests };
  }

  /** A test that needs the one before it would fail for every mutant which only it meets. */
  async #passesAlone(file: string, name: string): Promise<boolean> {
    const id = idOf(file, name);
    if (this.#sound.has(id)) return true;
    const { tests, broken } = await this.#open.run(join(process.cwd(), file), {}, [name]);
    const passes = broken === undefined && tests.length > 0 && tests.every(({ passed }) => passed);
    if (passes) this.#sound.add(id);
    return passes;
  }

  get #open(): TestFiles {
    if (!this.#tests) throw new Error('no test runs before init');
    return this.#tests;
  }
}

function from1({ start, end }: Mutant['location']): Mutant['location'] {
  const next = ({ line, column }: Position) => ({ line: line + 1, column: column + 1 });
  return { start: next(start), end: next(end) };
}

/** Tests of a file that take about as long as each other (`pace`: in milliseconds, how many digits). */
type Group = { file: string; pace: number; names: string[]; milliseconds: number };

/** In which order tests are asked, so that a mutant is killed soon: those that kill, and those that take no time, come first. */
class Odds {
  readonly #known = new Map<string, { runs: number; kills: number }>();
  /** How long each test takes, by its id. */
  readonly #times: Record<string, number>;

  constructor(times: Record<string, number>) {
    this.#times = times;
  }

  sorted(source: string, tests: string[]): Group[] {
    const killsASecond = (group: Group) => {
      const { runs, kills } = this.#of(source, group);
      return (kills + 0.5) / (runs + 1) / group.milliseconds;
    };
    return this.#grouped(tests).sort((one, other) => killsASecond(other) - killsASecond(one));
  }

  note(source: string, group: Group, killed: boolean): void {
    const { runs, kills } = this.#of(source, group);
    this.#known.set(keyOf(source, group), { runs: runs + 1, kills: kills + Number(killed) });
  }

  #grouped(tests: string[]): Group[] {
    const groups = new Map<string, Group>();
    for (const test of tests) {
      const [file = '', name = ''] = test.split('\n');
      const milliseconds = this.#times[test] ?? 0;
      const pace = Math.ceil(milliseconds).toString().length;
      // What it takes to load a file.
      const known = groups.get(`${file}\n${pace}`) ?? { file, pace, names: [], milliseconds: 50 };
      groups.set(`${file}\n${pace}`, { ...known, names: [...known.names, name], milliseconds: known.milliseconds + milliseconds });
    }
    return [...groups.values()];
  }

  #of(source: string, group: Group) {
    return this.#known.get(keyOf(source, group)) ?? { runs: 0, kills: 0 };
  }
}

const keyOf = (source: string, { file, pace }: Group) => `${source}\n${file}\n${pace}`;

export const strykerPlugins = [{ kind: 'TestRunner', name: 'vitest-kept-alive', injectableClass: VitestRunner }];

export const strykerValidationSchema = {
  properties: { strykerTests: { type: 'object' } },
};
