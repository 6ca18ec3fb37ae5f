/**
 * What is guessed too fast to be kept: MD5 and SHA, salted or not, and phpass. Such a hash is wrapped: another one is made of it. Before
 * that one stands, in braces, how to get from a password to the text that it is made of:
 *
 *     {md5:salt+password:<salt>}$argon2id$…    made of the MD5 of salt and password, in lower-case hexadecimal digits
 *     {phpass:$P$Babcdefgh}$argon2id$…         made of what phpass makes with these settings: `$P$Babcdefgh` and 22 characters more
 *
 * A shop that has wrapped its own hashes writes them so; and with the plain result in the place of the outer hash, one that has not.
 */
import { hash } from 'node:crypto';
import { outOfRange, type Reading } from './scheme.ts';

export type Weak = {
  /** What goes before the outer hash, braces included. */
  prefix: string;
  /** What the outer hash is made of. */
  resultOf(password: string): string;
};

/** A weak hash, and what follows its prefix: the plain result, which is `bare`, or an outer hash. */
type WeakReading = { is: 'weak'; weak: Weak; rest: string; isBare: boolean } | Extract<Reading, { is: 'refused' }>;

export function readWeak(text: string): WeakReading | undefined {
  return readDigest(text) ?? readLdap(text) ?? readPhpass(text);
}

// ---- MD5 and SHA ----

/** Hexadecimal digits of each. */
const digitsOf = { md5: 32, sha1: 40, sha256: 64, sha512: 128 };
type Digest = keyof typeof digitsOf;
type Order = 'password' | 'salt+password' | 'password+salt';

const digestForm = /^\{(md5|sha1|sha256|sha512):(password|salt\+password|password\+salt)(?::([A-Za-z0-9+/]+={0,2}))?\}(.+)$/;

function readDigest(text: string): WeakReading | undefined {
  const [, digest, order, salt, rest] = digestForm.exec(text) ?? [];
  if (!digest || !order || !rest) return undefined;
  if ((order === 'password') !== (salt === undefined)) {
    return {
      is: 'refused',
      why: 'must have a salt in base64 in its braces after salt+password and password+salt, and none after password',
    };
  }
  const weak = digestOf(digest as Digest, order as Order, Buffer.from(salt ?? '', 'base64'));
  const isBare = /^[0-9a-f]+$/i.test(rest);
  const digits = digitsOf[digest as Digest];
  if (isBare && rest.length !== digits) return { is: 'refused', why: `must have ${digits} hexadecimal digits after its braces` };
  return { is: 'weak', weak, rest: isBare ? rest.toLowerCase() : rest, isBare };
}

function digestOf(digest: Digest, order: Order, salt: Buffer): Weak {
  const inBraces = [digest, order, ...(order === 'password' ? [] : [salt.toString('base64')])].join(':');
  return {
    prefix: `{${inBraces}}`,
    resultOf: (password) => {
      const typed = Buffer.from(password, 'utf8');
      return hash(digest, Buffer.concat(order === 'salt+password' ? [salt, typed] : [typed, salt]));
    },
  };
}

/** As LDAP directories have them (RFC 2307, OpenLDAP): base64 of the result and, after it, the salt, which came after the password. */
const ldapForm = /^\{(S?)(MD5|SHA|SHA256|SHA512)\}([A-Za-z0-9+/]+={0,2})$/;
const ldapDigests: Record<string, Digest> = { MD5: 'md5', SHA: 'sha1', SHA256: 'sha256', SHA512: 'sha512' };

function readLdap(text: string): WeakReading | undefined {
  const [, salted, name = '', encoded = ''] = ldapForm.exec(text) ?? [];
  const digest = ldapDigests[name];
  if (!digest) return undefined;
  const data = Buffer.from(encoded, 'base64');
  const length = digitsOf[digest] / 2;
  if (salted ? data.length <= length : data.length !== length) return { is: 'refused', why: 'is not whole: its result was cut off' };
  const weak = digestOf(digest, salted ? 'password+salt' : 'password', data.subarray(length));
  return { is: 'weak', weak, rest: data.toString('hex', 0, length), isBare: true };
}

// ---- phpass ----

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const bareForm = /^(\$[PH]\$[./0-9A-Za-z]{9})[./0-9A-Za-z]{22}$/;
const wrappedForm = /^\{phpass:(\$[PH]\$[./0-9A-Za-z]{9})\}(.+)$/;

/** `$P$` (WordPress before 6.8 and others) and `$H$` (phpBB): a letter for how often MD5 is taken, eight of salt, the result. */
function readPhpass(text: string): WeakReading | undefined {
  const [, settings = bareForm.exec(text)?.[1], rest = text] = wrappedForm.exec(text) ?? [];
  if (settings === undefined) return undefined;
  const logarithm = alphabet.indexOf(settings.charAt(3));
  const refusal = outOfRange({ 'the binary logarithm of its rounds': [logarithm, 7, 16] });
  if (refusal?.is === 'refused') return refusal;
  return { is: 'weak', weak: phpassOf(settings, 2 ** logarithm), rest, isBare: rest === text };
}

const phpassOf = (settings: string, rounds: number): Weak => ({
  prefix: `{phpass:${settings}}`,
  resultOf: (password) => {
    const typed = Buffer.from(password, 'utf8');
    let digest = hash('md5', Buffer.concat([Buffer.from(settings.slice(4)), typed]), 'buffer');
    const input = Buffer.concat([digest, typed]);
    for (let round = 0; round < rounds; round++) {
      digest = hash('md5', input, 'buffer');
      digest.copy(input);
    }
    return settings + inPhpass(digest);
  },
});

/** Six bits a character, the lowest first. */
function inPhpass(data: Buffer): string {
  let text = '';
  for (let at = 0; at < data.length; at += 3) {
    const [first = 0, second, third] = data.subarray(at, at + 3);
    const bits = first | ((second ?? 0) << 8) | ((third ?? 0) << 16);
    const characters = second === undefined ? 2 : third === undefined ? 3 : 4;
    for (let nth = 0; nth < characters; nth++) text += alphabet.charAt((bits >> (6 * nth)) & 63);
  }
  return text;
}
