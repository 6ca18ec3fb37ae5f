/**
 * PBKDF2 with HMAC (RFC 8018 §5.2), as those write it who have it:
 *
 *     $pbkdf2-sha256$i=600000,l=32$<salt>$<key>     PHC string
 *     $pbkdf2-sha256$600000$<salt>$<key>            passlib; `$pbkdf2$` is SHA-1
 *     pbkdf2_sha256$600000$<salt as it is>$<key>    Django
 */
import { pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { cutOff, decoded, outOfRange, type Scheme } from './scheme.ts';

const compute = promisify(pbkdf2);

const phcForm = /^\$pbkdf2(?:-(sha1|sha256|sha512))?\$(?:i=)?(\d{1,10})(?:,l=\d{1,3})?\$([A-Za-z0-9+/.]+)={0,2}\$([A-Za-z0-9+/.]+)={0,2}$/;
const djangoForm = /^pbkdf2_(sha1|sha256|sha512)\$(\d{1,10})\$([^$]{1,128})\$([A-Za-z0-9+/]+)={0,2}$/;

/**
 * `length`: bytes that one row of iterations yields. `most`: OWASP asks for 1,400,000 iterations with SHA-1, 600,000 with SHA-256, 220,000
 * with SHA-512; Django makes 1,200,000 with SHA-256.
 */
const digests = {
  sha1: { length: 20, most: 4_000_000 },
  sha256: { length: 32, most: 3_000_000 },
  sha512: { length: 64, most: 1_000_000 },
};
type Digest = keyof typeof digests;

export const readPbkdf2: Scheme = (text) => {
  const [, digest = 'sha1', iterations, salt, key] = phcForm.exec(text) ?? [];
  if (salt !== undefined && key !== undefined) return reading(digest as Digest, Number(iterations), decoded(salt), decoded(key));
  const [, djangoDigest, djangoIterations, saltAsItIs, djangoKey] = djangoForm.exec(text) ?? [];
  if (saltAsItIs === undefined || djangoKey === undefined) return undefined;
  return reading(djangoDigest as Digest, Number(djangoIterations), Buffer.from(saltAsItIs, 'utf8'), decoded(djangoKey));
};

function reading(digest: Digest, iterations: number, salt: Buffer | undefined, key: Buffer | undefined): ReturnType<Scheme> {
  if (!salt || !key || key.length < 12) return cutOff;
  const { length, most } = digests[digest];
  const rows = Math.ceil(key.length / length);
  return (
    outOfRange({
      iterations: [iterations, 1, most],
      'iterations × rows of the result': [iterations * rows, 1, most],
    }) ?? {
      is: 'hash',
      matches: async (password) => timingSafeEqual(await compute(password, salt, iterations, key.length, digest), key),
    }
  );
}
