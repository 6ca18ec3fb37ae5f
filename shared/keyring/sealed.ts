/**
 * Tokens that only we can read or make: sealed with A256GCM (JWE, RFC 7516, direct encryption) under a key of the keyring.
 * What a token is for is its key's purpose, so one kind is never taken for another. Nothing is stored for them.
 */
import { CompactEncrypt, compactDecrypt, errors } from 'jose';
import { versionIsAccepted, versionNamed } from '../flow/key-schedule.ts';
import type { KeyPurpose } from '../store/keyring-items.ts';
import { currentKey, keyOfVersion } from './secret-keys.ts';

export async function seal(purpose: KeyPurpose, value: unknown, now: number): Promise<string> {
  const { version, key } = await currentKey(purpose, now);
  const plaintext = new TextEncoder().encode(JSON.stringify(value));
  return new CompactEncrypt(plaintext).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: String(version) }).encrypt(key);
}

/** `undefined`: not one of ours. Whether it is over is not asked here. @throws when a key cannot be had. */
export async function unseal<T>(purpose: KeyPurpose, token: string, now: number): Promise<T | undefined> {
  try {
    const { plaintext } = await compactDecrypt(
      token,
      async ({ kid }) => {
        const version = versionNamed(kid);
        const known = version !== undefined && versionIsAccepted(version, now) ? await keyOfVersion(purpose, version, now) : undefined;
        if (!known) throw new errors.JWEInvalid('made under no key of ours');
        return known.key;
      },
      { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
    );
    return valueIn<T>(plaintext);
  } catch (error) {
    // What jose says of a bad token. Whatever else is thrown is a fault of ours, a key that cannot be had among them.
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

function valueIn<T>(plaintext: Uint8Array): T | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(plaintext)) as T;
  } catch {
    return undefined;
  }
}
