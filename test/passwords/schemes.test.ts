/** Hashes that others made, read by ours. No call of HTTP: what a scheme makes of a password needs no customer. */
import { argon2Sync, hash as digest } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { comparePassword, hashPassword } from '../../shared/passwords/hashes.ts';
import { readHash } from '../../shared/passwords/read-hash.ts';
import { password, strong, weak, wrapped } from './vectors.ts';

/** As the import keeps a weak one. */
async function kept(hash: string): Promise<string> {
  const read = readHash(hash);
  return read.is === 'weak' ? read.wrap(hashPassword) : hash;
}

describe('a password is right, and only that one, for a hash', () => {
  test.each([...strong, ...weak, ...wrapped])('of %s', async (by, hash, typed) => {
    const stored = await kept(hash);
    expect(await comparePassword(typed, stored)).toBe('outdated');
    expect(await comparePassword(`${typed.slice(0, -1)}?`, stored)).toBe(by.includes('the first 72 bytes') ? 'outdated' : 'wrong');
    expect(await comparePassword(`?${typed.slice(1)}`, stored)).toBe('wrong');
  });
});

describe('a hash whose salt and result are padded, as some write them, is the same', () => {
  const inPhcForm = strong.filter(([, hash]) => /^\$(argon2|scrypt|pbkdf2)/.test(hash));
  const padded = (part: string) => part.padEnd(Math.ceil(part.length / 4) * 4, '=');
  test.each(inPhcForm)('of %s', async (_, hash, typed) => {
    const other = [...hash.split('$').slice(0, -2), ...hash.split('$').slice(-2).map(padded)].join('$');
    expect(other).toContain('=');
    expect(await comparePassword(typed, other)).toBe('outdated');
    expect(await comparePassword(`${typed}?`, other)).toBe('wrong');
  });
});

describe('a hash that is guessed too fast', () => {
  test.each(weak)('of %s is wrapped in ours, and nothing is left of it', async (_, hash, typed) => {
    const stored = await kept(hash);
    expect(stored).toMatch(/^\{[^{}]+\}\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const result = /[^}]+$/.exec(hash)?.[0] ?? '';
    expect(stored.toLowerCase()).not.toContain(result.slice(-16).toLowerCase());
    // What is stored can be imported: it is the same again.
    expect(await kept(stored)).toBe(stored);
    expect(await comparePassword(typed, stored)).toBe('outdated');
  });

  test('is not compared as it is, should it stand in the table', async () => {
    expect(await comparePassword('secret', `{md5:password}${digest('md5', 'secret')}`)).toBe('wrong');
  });
});

test('WordPress cuts off the spaces around a password, and so do we for its hashes', async () => {
  const [, hash = ''] = strong.find(([by]) => by.startsWith('WordPress')) ?? [];
  expect(await comparePassword(`\t ${password} \n`, hash)).toBe('outdated');
});

test('a hash of our own cost that was made of what was typed, not of its NFC, is replaced, too', async () => {
  const [decomposed, nonce] = ['u\u030a', Buffer.alloc(16, 1)];
  const tag = argon2Sync('argon2id', { message: Buffer.from(decomposed), nonce, memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 });
  const hash = `$argon2id$v=19$m=19456,t=2,p=1$${nonce.toString('base64').replace(/=+$/, '')}$${tag.toString('base64').replace(/=+$/, '')}`;
  expect(await comparePassword(decomposed, hash)).toBe('outdated');
  expect(await comparePassword(decomposed.normalize('NFC'), hash)).toBe('wrong');
});

const salt = 'c29tZXNhbHRzb21lc2FsdA';
const result = 'c29tZWhhc2hzb21laGFzaHNvbWVoYXNoc29tZWhhc2g';
const why = (hash: string) => {
  const read = readHash(hash);
  return read.is === 'refused' ? read.why : read.is;
};

describe('of what it computes at most, a hash says it before anything is computed', () => {
  test.each([
    ['argon2id with no pass', `$argon2id$v=19$m=19456,t=0,p=1$${salt}$${result}`, /t \(passes\)/],
    ['argon2id with 8 KiB for 8 lanes', `$argon2id$v=19$m=8,t=1,p=8$${salt}$${result}`, /m \(KiB.* must be 64 to 131072/],
    ['argon2id with no lane', `$argon2id$v=19$m=8,t=1,p=0$${salt}$${result}`, /p \(lanes\)/],
    ['argon2id with 17 lanes', `$argon2id$v=19$m=19456,t=1,p=17$${salt}$${result}`, /p \(lanes\)/],
    ['argon2i with more than 128 MiB', `$argon2i$v=19$m=131073,t=1,p=1$${salt}$${result}`, /m \(KiB/],
    ['argon2id with too many passes for its memory', `$argon2id$v=19$m=131072,t=7,p=1$${salt}$${result}`, /m × t/],
    ['argon2id of an older version', `$argon2id$v=16$m=19456,t=2,p=1$${salt}$${result}`, /no known scheme/],
    ['argon2d', `$argon2d$v=19$m=19456,t=2,p=1$${salt}$${result}`, /no known scheme/],
    ['argon2id with a salt of 4 bytes', `$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$${result}`, /not whole/],
    ['bcrypt with cost 3', `$2b$03$${'a'.repeat(53)}`, /cost must be 4 to 14/],
    ['bcrypt with cost 15', `$2b$15$${'a'.repeat(53)}`, /cost must be 4 to 14/],
    ['bcrypt of WordPress with cost 31', `$wp$2y$31$${'a'.repeat(53)}`, /cost must be 4 to 14/],
    ['the bcrypt whose fault nobody can repeat', `$2x$10$${'a'.repeat(53)}`, /no known scheme/],
    ['scrypt of 9 seconds', `$scrypt$ln=17,r=16,p=16$${salt}$${result}`, /N × r must be 1 to 1048576/],
    ['scrypt with 128 MiB, eight times', `$scrypt$ln=17,r=8,p=3$${salt}$${result}`, /N × r × p must be 1 to 2097152/],
    ['scrypt with no block', `$scrypt$ln=14,r=0,p=1$${salt}$${result}`, /: r must be/],
    ['scrypt with no lane', `$scrypt$ln=14,r=8,p=0$${salt}$${result}`, /: p must be/],
    ['scrypt with N = 2^16 in blocks of one', `$scrypt$ln=16,r=1,p=1$${salt}$${result}`, /ln must be 1 to 15/],
    ['scrypt with N = 1', `$scrypt$ln=0,r=8,p=1$${salt}$${result}`, /: ln must be/],
    ['PBKDF2 with no iteration', `$pbkdf2-sha256$0$${salt}$${result}`, /iterations must be 1/],
    ['PBKDF2 with five million', `pbkdf2_sha256$5000000$salt$${result}=`, /iterations must be 1 to 3000000/],
    ['PBKDF2 with three million, twice', `$pbkdf2-sha1$i=3000000$${salt}$${result}`, /rows of the result/],
    ['PBKDF2 with another digest', `$pbkdf2-md5$i=1000$${salt}$${result}`, /no known scheme/],
    ['phpass of 2^30', `$P$S${'a'.repeat(30)}`, /rounds must be 7 to 16/],
    ['phpass of 2^30, wrapped', `{phpass:$P$S${'a'.repeat(8)}}$2b$10$${'a'.repeat(53)}`, /rounds must be 7 to 16/],
    ['MD5 around which something too dear is', `{md5:password}$2b$31$${'a'.repeat(53)}`, /cost must be 4 to 14/],
  ])('%s', (_, hash, said) => {
    expect(why(hash)).toMatch(said);
  });
});

describe('what is no hash, or not the whole of one, is refused', () => {
  test.each([
    ['hexadecimal digits alone', digest('md5', 'x'), /no known scheme/],
    ['an MD5 that was cut off', `{md5:password}${digest('md5', 'x').slice(1)}`, /32 hexadecimal digits/],
    ['an SHA-256 with digits of MD5', `{sha256:password}${digest('md5', 'x')}`, /64 hexadecimal digits/],
    ['salt and password without a salt', `{md5:salt+password}${digest('md5', 'x')}`, /must have a salt/],
    ['a password alone with a salt', `{md5:password:c2FsdA==}${digest('md5', 'x')}`, /must have a salt/],
    ['a prefix that nobody knows', `{crc32:password}${digest('md5', 'x')}`, /no known scheme/],
    ['a prefix around a prefix', `{md5:password}{md5:password}$2b$10$${'a'.repeat(53)}`, /no known scheme/],
    ['a prefix before WordPress', `{md5:password}$wp$2y$10$${'a'.repeat(53)}`, /no known scheme/],
    ['an {SSHA} without a salt', `{SSHA}${Buffer.alloc(20).toString('base64')}`, /cut off/],
    ['an {SHA} with too much', `{SHA}${Buffer.alloc(21).toString('base64')}`, /cut off/],
    ['a key of scrypt of one byte', `$scrypt$ln=14,r=8,p=1$${salt}$aa`, /not whole/],
    ['a key of PBKDF2 of one byte', `pbkdf2_sha256$1000$salt$aa==`, /not whole/],
    ['a tag of one byte', `$argon2id$v=19$m=19456,t=2,p=1$${salt}$aa`, /not whole/],
    ['base64 of an impossible length', `$scrypt$ln=14,r=8,p=1$${salt}$${result}aa`, /not whole/],
    ['a result that is longer than any', `$scrypt$ln=14,r=8,p=1$${salt}$${'a'.repeat(200)}`, /not whole/],
  ])('%s', (_, hash, said) => {
    expect(why(hash)).toMatch(said);
    expect(why(hash)).not.toContain(hash.slice(-12));
  });
});

describe('at its limits a hash is computed all the same', () => {
  test.each([
    ['argon2id with 128 MiB', `$argon2id$v=19$m=131072,t=1,p=1$${salt}$${result}`],
    ['argon2i with sixteen lanes of 8 KiB', `$argon2i$v=19$m=128,t=1,p=16$${salt}$${result}`],
    ['scrypt with 128 MiB', `$scrypt$ln=17,r=8,p=1$${salt}$${result}`],
    ['scrypt with N = 2^15 in blocks of one', `$scrypt$ln=15,r=1,p=2$${salt}$${result}`],
    ['bcrypt with cost 4', `$2b$04$${'a'.repeat(53)}`],
    ['phpass of 2^16, wrapped', `{phpass:$P$E${'a'.repeat(8)}}$2b$04$${'a'.repeat(53)}`],
  ])('%s', async (_, hash) => {
    const read = readHash(hash);
    expect(read.is === 'hash' && (await read.matches('\0'))).toBe(false);
    expect(read.is).toBe('hash');
  });
});
