/** scrypt (RFC 7914) as a PHC string: `$scrypt$ln=17,r=8,p=1$<salt>$<key>`, `ln` the binary logarithm of N. */
import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { cutOff, decoded, MOST_MEMORY, outOfRange, type Scheme } from './scheme.ts';

const compute = promisify<string, Buffer, number, object, Buffer>(scrypt);

const form = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,8}),p=(\d{1,8})\$([A-Za-z0-9+/]+)={0,2}\$([A-Za-z0-9+/]+)={0,2}$/;

/** Bytes of a block of r = 1 (RFC 7914 §5). */
const BLOCK = 128;
/** Time goes with N × r × p; OWASP's first choice, N = 2^17, r = 8, p = 1, is 2^20. */
const MOST_WORK = 2 ** 21;

export const readScrypt: Scheme = (text) => {
  const [, ...found] = form.exec(text) ?? [];
  if (found.length === 0) return undefined;
  const [ln = 0, blockSize = 0, parallelization = 0] = found.slice(0, 3).map(Number);
  const [salt, key] = found.slice(3).map(decoded);
  if (!salt || !key || key.length < 12) return cutOff;
  const cost = 2 ** ln;
  return (
    outOfRange({
      r: [blockSize, 1, 64],
      // RFC 7914 §2: N is less than 2^(128 × r / 8).
      ln: [ln, 1, Math.min(20, 16 * blockSize - 1)],
      p: [parallelization, 1, 64],
      'N × r': [cost * blockSize, 1, MOST_MEMORY / BLOCK],
      'N × r × p': [cost * blockSize * parallelization, 1, MOST_WORK],
    }) ?? {
      is: 'hash',
      matches: async (password) => {
        // Beside its N blocks OpenSSL counts p more, and a little.
        const maxmem = 2 * MOST_MEMORY;
        return timingSafeEqual(await compute(password, salt, key.length, { cost, blockSize, parallelization, maxmem }), key);
      },
    }
  );
};
