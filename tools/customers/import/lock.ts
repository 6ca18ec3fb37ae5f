/** One import of a file at a time: two would each do all of it. */
import { openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { Refused } from '../../command.ts';

/** @returns lets go of it @throws Refused while another process has it */
export function lock(path: string): () => void {
  for (const isLastTry of [false, true]) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, String(process.pid));
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new Refused(`${path} cannot be written: ${(error as Error).message}`);
      const owner = ownerOf(path);
      if (isLastTry || isAlive(owner)) {
        throw new Refused(`The file is being imported by process ${owner || '?'}. If it is not, remove ${path}.`);
      }
      // Whoever had it was killed.
      rmSync(path, { force: true });
    }
  }
  throw new Error('unreachable');
}

function ownerOf(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(process_: number): boolean {
  // Broken off before it could say who: as good as killed.
  if (!Number.isInteger(process_) || process_ <= 0) return false;
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
