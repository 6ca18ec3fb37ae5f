/**
 * `npm run test:dynamodb-local`: the store's contract suite against AWS's own DynamoDB Local. Needs a JDK of version 11 or later; without
 * one it ends with exit code 2.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { javaArguments, jdkIsHere } from '../local/dynamodb-local.ts';

const root = join(import.meta.dirname, '..');

if (!jdkIsHere()) {
  console.error('DynamoDB Local needs a JDK of version 11 or later on the PATH, and there is none: the store was not tested against it.');
  process.exit(2);
}
const database = spawn('java', javaArguments(), { stdio: ['pipe', 'pipe', 'inherit'] });
const port = await portOf(database);
// Whatever else it says is of no interest, but must not fill the pipe.
database.stdout?.resume();
const suite = spawn(process.execPath, [join(root, 'test', 'run.ts'), 'test/store', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, DYNAMODB_ENDPOINT: `http://127.0.0.1:${port}` },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => suite.kill(signal));
suite.once('exit', (code) => {
  process.exitCode = code ?? 1;
  database.stdin?.end();
});

/** @throws Error when it ends before it listens. */
async function portOf(child: ChildProcess): Promise<number> {
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      const [, port] = /^listening on port (\d+)$/.exec(line) ?? [];
      if (port) return Number(port);
    }
  }
  throw new Error('DynamoDB Local did not start; what Java said stands above');
}
