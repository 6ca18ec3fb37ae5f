/**
 * Passwords: argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet, first choice), kept as PHC
 * strings. Imported hashes (bcrypt, scrypt, other argon2id settings) are understood and replaced at the next login.
 *
 * A password is its NFC form, so that it is the same from every keyboard (NIST SP 800-63B-4 §3.1.1.2; RFC 8265 §4.2.1).
 */
import { argon2, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const argon2Async = promisify(argon2);
const scryptAsync = promisify<string, Buffer, number, object, Buffer>(scrypt);

const own = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_LENGTH = 32;

/** A hash nobody's password has: compared against when there is none, so that an unknown user costs the same work. */
const NOBODY = `$argon2id$v=19$m=${own.memory},t=${own.passes},p=${own.parallelism}$${unpadded(Buffer.alloc(16))}$${unpadded(Buffer.alloc(TAG_LENGTH))}`;

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await argon2Async('argon2id', { message: bytes(password.normalize('NFC')), nonce, tagLength: TAG_LENGTH, ...own });
  return `$argon2id$v=19$m=${own.memory},t=${own.passes},p=${own.parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

/** `outdated`: right, but `hashPassword` would make another hash of it, which should take this one's place. */
export type Compared = 'right' | 'outdated' | 'wrong';

/**
 * Is it this password? With no hash: no, after the same work.
 *
 * Elsewhere a hash may have been made of what was typed, in whatever form. So a password that is not typed in NFC is compared as
 * typed, too: always, with whatever hash and result, or the time would tell of the hash.
 */
export async function comparePassword(password: string, hash: string | undefined): Promise<Compared> {
  const parsed = parse(hash ?? NOBODY) ?? (parse(NOBODY) as PasswordHash);
  const normal = password.normalize('NFC');
  const isRight = await compare(normal, parsed);
  const isRightAsTyped = password !== normal && (await compare(password, parsed));
  if (hash === undefined || !(isRight || isRightAsTyped)) return 'wrong';
  return isRight && isOurs(parsed) ? 'right' : 'outdated';
}

/** Is the hash made in our own way? */
const isOurs = (hash: PasswordHash): boolean =>
  hash.scheme === 'argon2id' && hash.memory === own.memory && hash.passes === own.passes && hash.parallelism === own.parallelism;

/** Can `hash` be imported? Only schemes and costs that a login can afford: what one login may cost is bounded. */
export function hashIsImportable(hash: string): boolean {
  const parsed = parse(hash);
  if (parsed?.scheme === 'argon2id')
    return parsed.memory >= 8 && parsed.memory <= 131_072 && parsed.passes <= 10 && parsed.parallelism <= 8;
  if (parsed?.scheme === 'scrypt') return parsed.cost <= 2 ** 17 && parsed.blockSize <= 16 && parsed.parallelization <= 16;
  if (parsed?.scheme === 'bcrypt') return parsed.rounds >= 4 && parsed.rounds <= 13;
  return false;
}

type PasswordHash =
  | { scheme: 'argon2id'; memory: number; passes: number; parallelism: number; salt: Buffer; tag: Buffer }
  | { scheme: 'scrypt'; cost: number; blockSize: number; parallelization: number; salt: Buffer; tag: Buffer }
  | { scheme: 'bcrypt'; rounds: number; text: string };

const argon2idForm = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/;
const scryptForm = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/;
const bcryptForm = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;

function parse(hash: string): PasswordHash | undefined {
  const [, memory, passes, parallelism, argonSalt, argonTag] = argon2idForm.exec(hash) ?? [];
  if (argonSalt && argonTag) {
    return {
      scheme: 'argon2id',
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      salt: Buffer.from(argonSalt, 'base64'),
      tag: Buffer.from(argonTag, 'base64'),
    };
  }
  const [, ln, blockSize, parallelization, scryptSalt, scryptTag] = scryptForm.exec(hash) ?? [];
  if (scryptSalt && scryptTag) {
    return {
      scheme: 'scrypt',
      cost: 2 ** Number(ln),
      blockSize: Number(blockSize),
      parallelization: Number(parallelization),
      salt: Buffer.from(scryptSalt, 'base64'),
      tag: Buffer.from(scryptTag, 'base64'),
    };
  }
  const [, rounds] = bcryptForm.exec(hash) ?? [];
  return rounds ? { scheme: 'bcrypt', rounds: Number(rounds), text: hash } : undefined;
}

async function compare(password: string, hash: PasswordHash): Promise<boolean> {
  switch (hash.scheme) {
    case 'argon2id': {
      const { memory, passes, parallelism, salt: nonce, tag } = hash;
      const found = await argon2Async('argon2id', { message: bytes(password), nonce, tagLength: tag.length, memory, passes, parallelism });
      return timingSafeEqual(found, tag);
    }
    case 'scrypt': {
      const { cost, blockSize, parallelization, salt, tag } = hash;
      const maxmem = 256 * cost * blockSize;
      return timingSafeEqual(await scryptAsync(password, salt, tag.length, { cost, blockSize, parallelization, maxmem }), tag);
    }
    case 'bcrypt': {
      // Loaded only for an imported hash, which the first login replaces.
      const { compare: compareBcrypt } = await import('bcryptjs');
      return compareBcrypt(password, hash.text);
    }
  }
}

const bytes = (password: string) => Buffer.from(password, 'utf8');

/** Base64 without padding, as PHC strings have it. */
function unpadded(data: Buffer): string {
  return data.toString('base64').replaceAll('=', '');
}
