/**
 * argon2id of the same input is the same tag, after 35 ms of work. Where nobody measures that work, a function's thread does it once:
 * the customers of a test file share few passwords, and log in some hundred times.
 */
import crypto, { type Argon2Parameters } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

type Callback = (error: Error | null, tag: NonSharedBuffer) => void;

/** Puts what remembers where `argon2` of `node:crypto` is. To be called before a bundle is loaded that takes it from there. */
export function rememberHashes(): void {
  const { argon2: compute } = crypto;
  const tags = new Map<string, Promise<NonSharedBuffer>>();
  const argon2 = (algorithm: 'argon2id', { message, nonce, ...settings }: Argon2Parameters, callback: Callback): void => {
    const hex = (data: typeof message) => Buffer.from(data as Buffer).toString('hex');
    const input = [algorithm, hex(message), hex(nonce), JSON.stringify(settings)].join(' ');
    const computed = new Promise<NonSharedBuffer>((resolve, reject) => {
      const known = tags.get(input);
      if (known) return resolve(known);
      compute(algorithm, { message, nonce, ...settings }, (error, tag) => (error ? reject(error) : resolve(tag)));
    });
    tags.set(input, computed);
    computed.then(
      // A copy: whoever got the first may have overwritten it.
      (tag) => callback(null, Buffer.from(tag)),
      (error: Error) => {
        tags.delete(input);
        callback(error, Buffer.alloc(0));
      },
    );
  };
  crypto.argon2 = argon2 as typeof crypto.argon2;
  syncBuiltinESMExports();
}
