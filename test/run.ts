/**
 * `npm test`: runs the tests and ends with the line `N passed, N failed`. Arguments go on to vitest, as filters for instance.
 * A file that does not load counts as a failed test; so does a run in which nothing ran.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
// Of this run alone: another may be under way.
const report = join(root, '.build', `test-report-${process.pid}.json`);
mkdirSync(dirname(report), { recursive: true });

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const child = spawn(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
const exitCode = await new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));

const { passed, failed } = count(exitCode);
rmSync(report, { force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function count(code: number): { passed: number; failed: number } {
  type Report = {
    numPassedTests: number;
    numFailedTests: number;
    testResults: { status: string; assertionResults: { status: string }[] }[];
  };
  let results: Report;
  try {
    results = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1 };
  }
  const broken = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const passed = results.numPassedTests;
  const failed = results.numFailedTests + broken.length;
  // Errors outside of any test, and a run without tests.
  const silent = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: silent ? 1 : failed };
}
