/** argon2i and argon2id, version 19 (RFC 9106), as PHC strings: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>`. */
import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { cutOff, decoded, MOST_MEMORY, outOfRange, type Scheme } from './scheme.ts';

export const computeArgon2 = promisify(argon2);

const form = /^\$(argon2id?)\$v=19\$m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,8})\$([A-Za-z0-9+/]+)={0,2}\$([A-Za-z0-9+/]+)={0,2}$/;

/** KiB. */
const MOST = MOST_MEMORY / 1024;
/** Time goes with memory × passes; ours are 38,912. KiB × passes. */
const MOST_WORK = 6 * MOST;
const MOST_LANES = 16;

export const readArgon2: Scheme = (text) => {
  const [, algorithm, ...rest] = form.exec(text) ?? [];
  if (algorithm === undefined) return undefined;
  const [memory = 0, passes = 0, parallelism = 0] = rest.slice(0, 3).map(Number);
  const [nonce, tag] = rest.slice(3).map(decoded);
  // What OpenSSL takes: a nonce of 8 bytes, a tag of 4 (RFC 9106 §3.1), and 8 KiB for each lane.
  if (!nonce || !tag || nonce.length < 8 || tag.length < 12) return cutOff;
  return (
    outOfRange({
      'p (lanes)': [parallelism, 1, MOST_LANES],
      'm (KiB, 8 a lane at least)': [memory, 8 * parallelism, MOST],
      't (passes)': [passes, 1, MOST_WORK],
      'm × t': [memory * passes, 1, MOST_WORK],
    }) ?? {
      is: 'hash',
      matches: async (password) => {
        const message = Buffer.from(password, 'utf8');
        const settings = { message, nonce, memory, passes, parallelism, tagLength: tag.length };
        return timingSafeEqual(await computeArgon2(algorithm as 'argon2i' | 'argon2id', settings), tag);
      },
    }
  );
};
