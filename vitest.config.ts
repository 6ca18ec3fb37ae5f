import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/**
 * They need a process in which nothing of the project is loaded yet: those of the folders begin with a table or an environment of
 * their own, others replace a module, or the environment that modules read once.
 */
const alone = globSync('test/**/*.test.ts').filter(
  (file) => /^test.(store|factors|aws|tools|runtime)\b/.test(file) || /\bvi\.mock\(|\bprocess\.env(,| =)/.test(readFileSync(file, 'utf8')),
);

export default defineConfig({
  test: {
    // The others go on in a process that another file has left: it need not load and compile the local stack again.
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      {
        extends: true,
        test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: alone, isolate: false },
      },
    ],
    // Each file has a stack of its own, with an engine process and some workers. More files at a time than small machines have cores: some
    // wait for a fault to pass, or for a browser.
    pool: 'forks',
    maxWorkers: 4,
    // Functions start by the hundred, and each would begin with a heap that is collected at every step.
    execArgv: ['--min-semi-space-size=16'],
    sequence: { sequencer: LongestFirst },
    // For what never ends. A busy machine makes a test slow, and is no reason to fail.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    retry: 0,
    setupFiles: ['test/support/end-of-file-hook.ts'],
    // The assembly that the tests run on is made once, before them.
    globalSetup: ['test/support/assembly.ts'],
  },
});
