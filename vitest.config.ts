import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
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
    // The assembly that the tests run on is made once, before them.
    globalSetup: ['test/support/assembly.ts'],
  },
});
