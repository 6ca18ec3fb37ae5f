/** Files of customers in a folder of the test file's own. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEndOfFile } from '../../support/end-of-file.ts';

export type Files = {
  /** Writes one, and says where it is. */
  file(name: string, content: string | Buffer): string;
  /** What stands there; `undefined`: nothing. */
  read(path: string): string | undefined;
};

export function files(): Files {
  const folder = mkdtempSync(join(tmpdir(), 'keycard-customers-'));
  atEndOfFile(async () => rmSync(folder, { recursive: true, force: true }));
  return {
    file: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    read: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
  };
}

const header = 'customerId,username,email';
const idOf = (nth: number) => `c-${nth}`;
const rowOf = (nth: number) => `${idOf(nth)},user-${nth},${idOf(nth)}@example.com`;

/** Comma-separated values of so many customers, `c-1` and on. */
export const customersCsv = (count: number, { head = header, tail = '' } = {}): string =>
  `${[head, ...Array.from({ length: count }, (_, nth) => rowOf(nth + 1) + tail)].join('\n')}\n`;

export const idsUpTo = (count: number): string[] => Array.from({ length: count }, (_, nth) => idOf(nth + 1));
