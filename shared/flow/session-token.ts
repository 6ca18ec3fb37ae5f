/**
 * The token of a stay-logged-in cookie: 256 bits, of which the first half names the family and the second is another one after each
 * refresh. The table has both as SHA-256 only.
 */
import { createHash, createHmac, type KeyObject } from 'node:crypto';

const HALF = 16;

export type SessionToken = {
  /** The cookie's value, 43 characters of base64url. */
  text: string;
  bytes: Buffer;
  /** SHA-256 of the first half. It may be told: it names the family to everybody, and opens nothing. */
  familyId: string;
  /** SHA-256 of the whole. */
  digest: string;
};

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('base64url');

/** @param bytes 32, of which whoever begins a family makes all by chance */
export const tokenOf = (bytes: Buffer): SessionToken => ({
  text: bytes.toString('base64url'),
  bytes,
  familyId: sha256(bytes.subarray(0, HALF)),
  digest: sha256(bytes),
});

/** A cookie's value as a token; `undefined` when it cannot be one. */
export function tokenFrom(cookie: string | undefined): SessionToken | undefined {
  if (!cookie || !/^[\w-]{43}$/.test(cookie)) return undefined;
  const token = tokenOf(Buffer.from(cookie, 'base64url'));
  return token.text === cookie ? token : undefined;
}

/**
 * The one token that may follow this one. It is derived, not drawn: whoever brings the same token again gets the same successor,
 * and without the key nobody gets from a token to the next.
 */
export function successorOf({ bytes }: SessionToken, key: KeyObject): SessionToken {
  const second = createHmac('sha256', key).update(bytes).digest().subarray(0, HALF);
  return tokenOf(Buffer.concat([bytes.subarray(0, HALF), second]));
}
