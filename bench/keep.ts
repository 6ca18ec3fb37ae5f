/** The last table is kept where people read it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, '..', 'docs', 'performance.md');
const [from, to] = ['<!-- npm run bench -- --keep -->\n', '<!-- to here -->'];

/** Puts it in the place of the one before. @throws Error when that place is gone */
export function keep(text: string): void {
  const page = readFileSync(file, 'utf8');
  const [begins, ends] = [page.indexOf(from), page.indexOf(to)];
  if (begins < 0 || ends < begins) throw new Error(`${file} has no place for the table`);
  writeFileSync(file, `${page.slice(0, begins + from.length)}\n${text}\n${page.slice(ends)}`);
}
