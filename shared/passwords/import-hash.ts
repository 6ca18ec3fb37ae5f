/** A hash that comes from elsewhere, as it is kept. */
import { hashPassword } from './hashes.ts';
import { readHash } from './read-hash.ts';

type Import =
  /** `hash`: what is to be kept. */
  | { is: 'taken'; hash: string }
  /** `why` completes "passwordHash …". */
  | { is: 'refused'; why: string };

/** A weak hash is wrapped in ours at once. */
export async function importHash(given: string): Promise<Import> {
  const read = readHash(given);
  if (read.is === 'refused') return read;
  return { is: 'taken', hash: read.is === 'weak' ? await read.wrap(hashPassword) : given };
}
