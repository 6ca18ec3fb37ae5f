/**
 * Tokens that only we can read or make: sealed with AES-256-GCM under a key of the keyring. What a token is for is its key's purpose, so
 * one kind is never taken for another. Nothing is stored for them. They are short, as e-mails carry some of them in their links: the last
 * byte of the key's version, a nonce, what is sealed, and the tag, all in base64url.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { acceptedVersions } from '../flow/key-schedule.ts';
import type { KeyPurpose } from '../store/keyring-items.ts';
import { currentKey, keyOfVersion } from './secret-keys.ts';

/** NIST SP 800-38D §5.2.1.1 and §5.2.1.2: 96 random bits, and the longest tag. A key seals for 90 days: far below the 2³² of §8.3. */
const NONCE = 12;
const TAG = 16;

export async function sealBytes(purpose: KeyPurpose, plaintext: Uint8Array, now: number): Promise<string> {
  const { version, key } = await currentKey(purpose, now);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = [cipher.update(plaintext), cipher.final()];
  return Buffer.concat([Buffer.of(version % 256), nonce, ...sealed, cipher.getAuthTag()]).toString('base64url');
}

/** `undefined`: not one of ours. @throws when a key cannot be had. */
export async function unsealBytes(purpose: KeyPurpose, token: string, now: number): Promise<Buffer | undefined> {
  const bytes = Buffer.from(token, 'base64url');
  // Spelled as we spell it: Node.js reads over whatever is no base64url.
  if (bytes.length < 1 + NONCE + TAG || bytes.toString('base64url') !== token) return undefined;
  const version = acceptedVersions(now).find((accepted) => accepted % 256 === bytes[0]);
  const known = version === undefined ? undefined : await keyOfVersion(purpose, version, now);
  if (!known) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', known.key, bytes.subarray(1, 1 + NONCE), { authTagLength: TAG });
  decipher.setAuthTag(bytes.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE, -TAG)), decipher.final()]);
  } catch {
    // The tag is not that of these bytes under this key.
    return undefined;
  }
}

export const seal = (purpose: KeyPurpose, value: unknown, now: number): Promise<string> =>
  sealBytes(purpose, Buffer.from(JSON.stringify(value)), now);

/** `undefined`: not one of ours. Whether it is over is not asked here. @throws when a key cannot be had. */
export async function unseal<T>(purpose: KeyPurpose, token: string, now: number): Promise<T | undefined> {
  const plaintext = await unsealBytes(purpose, token, now);
  if (!plaintext) return undefined;
  try {
    return JSON.parse(plaintext.toString()) as T;
  } catch {
    return undefined;
  }
}
