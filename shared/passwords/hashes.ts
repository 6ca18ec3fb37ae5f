/**
 * Passwords: argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet, first choice), kept as PHC
 * strings. Imported hashes (`read-hash.ts`) are understood and replaced at the next login.
 *
 * A password is its NFC form, so that it is the same from every keyboard (NIST SP 800-63B-4 §3.1.1.2; RFC 8265 §4.2.1).
 */
import { randomBytes } from 'node:crypto';
import { readHash } from './read-hash.ts';
import { computeArgon2 } from './schemes/argon2.ts';
import { unpadded } from './schemes/scheme.ts';

const own = { memory: 19_456, passes: 2, parallelism: 1 };
const ownPrefix = `$argon2id$v=19$m=${own.memory},t=${own.passes},p=${own.parallelism}$`;
const TAG_LENGTH = 32;

/** A hash nobody's password has: compared against when there is none, so that an unknown user costs the same work. */
const NOBODY = `${ownPrefix}${unpadded(Buffer.alloc(16))}$${unpadded(Buffer.alloc(TAG_LENGTH))}`;

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const message = Buffer.from(password.normalize('NFC'), 'utf8');
  const tag = await computeArgon2('argon2id', { message, nonce, tagLength: TAG_LENGTH, ...own });
  return `${ownPrefix}${unpadded(nonce)}$${unpadded(tag)}`;
}

/** Is the hash made in our own way? */
export const isOurs = (hash: string): boolean => hash.startsWith(ownPrefix);

/** `outdated`: right, but `hashPassword` would make another hash of it, which should take this one's place. */
export type Compared = 'right' | 'outdated' | 'wrong';

/**
 * The forms of a password that are compared. Elsewhere a hash may have been made of what was typed, in whatever form. So a password that
 * is not typed in NFC is compared as typed, too: always, with whatever hash and result, or the time would tell of the hash.
 */
export const formsOf = (password: string): readonly string[] => [...new Set([password.normalize('NFC'), password])];

/** Is it this password? With no hash: no, after the same work. */
export async function comparePassword(password: string, hash: string | undefined): Promise<Compared> {
  const reading = readHash(hash ?? NOBODY);
  const { matches } = reading.is === 'hash' ? reading : (readHash(NOBODY) as Extract<typeof reading, { is: 'hash' }>);
  const results: boolean[] = [];
  for (const form of formsOf(password)) results.push(await matches(form));
  if (hash === undefined || reading.is !== 'hash' || !results.includes(true)) return 'wrong';
  return results[0] && isOurs(hash) ? 'right' : 'outdated';
}
