/** From the text of a hash to what compares a password with it. */
import { readArgon2 } from './schemes/argon2.ts';
import { readBcrypt, readWordPress } from './schemes/bcrypt.ts';
import { readPbkdf2 } from './schemes/pbkdf2.ts';
import type { Reading, Scheme } from './schemes/scheme.ts';
import { readScrypt } from './schemes/scrypt.ts';

const schemes: readonly Scheme[] = [readArgon2, readBcrypt, readScrypt, readPbkdf2, readWordPress];

const known = 'argon2i or argon2id (v=19), bcrypt, scrypt, PBKDF2 or WordPress ($wp$2y$)';
const unknown: Reading = { is: 'refused', why: `is of no known scheme: ${known}` };

export function readHash(text: string): Reading {
  for (const read of schemes) {
    const reading = read(text);
    if (reading) return reading;
  }
  return unknown;
}
