/** Looks through a file, and calls nobody: what the service would refuse, as far as that can be told without it. */
import { rowsOf, shapeOf } from './input.ts';

export type Fault = { line: number; why: string };

export async function dryRun(file: string, onFault: (fault: Fault) => void): Promise<{ given: number; faulty: number }> {
  const count = { given: 0, faulty: 0 };
  for await (const row of rowsOf(file, await shapeOf(file))) {
    count[row.is]++;
    if (row.is === 'faulty') onFault({ line: row.raw.line, why: row.why });
  }
  return count;
}
