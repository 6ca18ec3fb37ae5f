/**
 * A hash that comes from elsewhere is computed once before it is kept, so that whatever is taken can be computed at a login, in a time
 * that a login can afford. What could hang, or take all memory, its parameters give away before (`schemes/`).
 */
import { stopwatch } from '../config/clock.ts';
import { dearness, isTooDear, slowestIn, type Trial } from '../flow/imported-hash.ts';
import { noteSlowestHash } from '../store/imported-hashes.ts';
import { hashPassword, isOurs } from './hashes.ts';
import { readHash } from './read-hash.ts';

type Import =
  /** `hash`: what is to be kept. */
  | { is: 'taken'; hash: string }
  /** `why` completes "passwordHash …". */
  | { is: 'refused'; why: string };

/** As many bytes as a password of 256 UTF-16 units can have in NFC: where the length matters, nobody types a dearer one. */
const LONGEST_PASSWORD = 'x'.repeat(1536);

/** A weak hash is wrapped in ours at once. */
export async function importHash(given: string): Promise<Import> {
  const read = readHash(given);
  if (read.is === 'refused') return read;
  const hash = read.is === 'weak' ? await read.wrap(hashPassword) : given;
  if (isOurs(hash)) return { is: 'taken', hash };

  const trial = await tried(hash);
  if (!trial) return { is: 'refused', why: 'cannot be computed here' };
  if (isTooDear(trial)) return { is: 'refused', why: dearness(trial) };
  await noteSlowestHash(slowestIn(trial));
  return { is: 'taken', hash };
}

/** `undefined`: it cannot be computed. */
async function tried(hash: string): Promise<Trial | undefined> {
  const reading = readHash(hash);
  if (reading.is !== 'hash') return undefined;
  const ours = await timeOf(() => hashPassword(LONGEST_PASSWORD));
  const took = await timeOf(() => reading.matches(LONGEST_PASSWORD)).catch(() => undefined);
  return took === undefined ? undefined : { took, ours };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const passed = stopwatch();
  await work();
  return passed();
}
