/**
 * A challenge as its client holds it: sealed with A256GCM (JWE, RFC 7516, direct encryption) under a key of the keyring.
 * Nobody outside can read, change or make one, and nothing is stored for it.
 */
import { CompactEncrypt, compactDecrypt, errors } from 'jose';
import type { Challenge } from '../flow/challenge.ts';
import { versionIsAccepted } from '../flow/key-schedule.ts';
import { currentKey, keyOfVersion } from '../keyring/secret-keys.ts';

export async function sealChallenge(challenge: Challenge, now: number): Promise<string> {
  const { version, key } = await currentKey('challenges', now);
  const plaintext = new TextEncoder().encode(JSON.stringify(challenge));
  return new CompactEncrypt(plaintext).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: String(version) }).encrypt(key);
}

/** `undefined`: not one of ours. Whether it is over is not asked here. @throws when a key cannot be had. */
export async function openChallenge(token: string, now: number): Promise<Challenge | undefined> {
  try {
    const { plaintext } = await compactDecrypt(
      token,
      async ({ kid }) => {
        const version = Number(kid);
        const known = versionIsAccepted(version, now) ? await keyOfVersion('challenges', version, now) : undefined;
        if (!known) throw new errors.JWEInvalid('made under no key of ours');
        return known.key;
      },
      { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
    );
    return JSON.parse(new TextDecoder().decode(plaintext)) as Challenge;
  } catch (error) {
    // A tampered token may also fail before jose has named what is wrong with it.
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
