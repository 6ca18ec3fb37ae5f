/** From the text of a hash to what compares a password with it. */
import { readArgon2 } from './schemes/argon2.ts';
import { readBcrypt, readWordPress } from './schemes/bcrypt.ts';
import { readPbkdf2 } from './schemes/pbkdf2.ts';
import type { Reading, Scheme } from './schemes/scheme.ts';
import { readScrypt } from './schemes/scrypt.ts';
import { readWeak } from './schemes/weak.ts';

/** What may be around a weak one, too. */
const strong: readonly Scheme[] = [readArgon2, readBcrypt, readScrypt, readPbkdf2];

const known =
  'argon2i or argon2id (v=19), bcrypt, scrypt, PBKDF2, WordPress ($wp$2y$), phpass ($P$, $H$), or MD5 and SHA with a prefix in braces (docs/admin.md)';
const unknown: Reading = { is: 'refused', why: `is of no known scheme: ${known}` };

/** Too weak to be kept as it is. `wrap`: puts a hash of its result, made by `outer`, in its place. */
type Bare = { is: 'weak'; wrap(outer: (result: string) => Promise<string>): Promise<string> };

export function readHash(text: string): Reading | Bare {
  const weak = readWeak(text);
  if (!weak) return firstOf([...strong, readWordPress], text);
  if (weak.is === 'refused') return weak;
  const { prefix, resultOf } = weak.weak;
  if (weak.isBare) return { is: 'weak', wrap: async (outer) => prefix + (await outer(weak.rest)) };
  const outer = firstOf(strong, weak.rest);
  return outer.is === 'refused' ? outer : { is: 'hash', matches: async (password) => outer.matches(resultOf(password)) };
}

function firstOf(schemes: readonly Scheme[], text: string): Reading {
  for (const read of schemes) {
    const reading = read(text);
    if (reading) return reading;
  }
  return unknown;
}
