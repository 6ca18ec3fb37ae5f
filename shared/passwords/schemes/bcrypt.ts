/**
 * bcrypt: `$2b$12$<salt and result>`; `$2a$` and `$2y$` are the same but for faults of implementations that nobody has any more. And
 * WordPress's since 6.8, `$wp$2y$…`: bcrypt of the base64 of HMAC-SHA-384 (wp-includes/pluggable.php, wp_hash_password).
 */
import { createHmac } from 'node:crypto';
import { outOfRange, type Reading, type Scheme } from './scheme.ts';

const form = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;

/** Each takes twice as long as the one before. */
const MOST_ROUNDS = 14;
/** Whatever comes after them bcrypt does not look at. */
const BYTES_USED = 72;

export const readBcrypt: Scheme = (text) => readHashOf(text, (password) => password);

const wordPressPrefix = '$wp';

export const readWordPress: Scheme = (text) =>
  text.startsWith(`${wordPressPrefix}$2y$`) ? readHashOf(text.slice(wordPressPrefix.length), digestOfWordPress) : undefined;

/** PHP's `trim`, which WordPress does before it hashes, and before it compares. */
const trimmed = (password: string) => password.replace(/^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g, '');

const digestOfWordPress = (password: string) => createHmac('sha384', 'wp-sha384').update(trimmed(password), 'utf8').digest('base64');

function readHashOf(hash: string, madeOf: (password: string) => string): Reading | undefined {
  const [, rounds] = form.exec(hash) ?? [];
  if (rounds === undefined) return undefined;
  return (
    outOfRange({ 'the cost': [Number(rounds), 4, MOST_ROUNDS] }) ?? {
      is: 'hash',
      matches: async (password) => {
        // Loaded only for an imported hash, which the first login replaces.
        const { bcryptVerify } = await import('hash-wasm');
        const used = Buffer.from(madeOf(password), 'utf8').subarray(0, BYTES_USED);
        return bcryptVerify({ password: used, hash });
      },
    }
  );
}
