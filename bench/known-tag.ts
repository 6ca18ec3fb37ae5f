/**
 * The trivial hash: argon2id of whatever password is this tag, at once. Hashing is meant to be slow, is the same warm and cold, and would
 * hide everything else.
 */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/** To be called before a bundle is loaded that takes `argon2` from `node:crypto`. @param tag Base64 */
export function answerWithTag(tag: string): void {
  const argon2 = (_algorithm: string, _input: object, callback: (error: null, tag: Buffer) => void) =>
    setImmediate(() => callback(null, Buffer.from(tag, 'base64')));
  crypto.argon2 = argon2 as typeof crypto.argon2;
  syncBuiltinESMExports();
}
