/** A keyed digest under the current key, or under the version that a stored digest was made with. */
import type { KeyObject } from 'node:crypto';
import { versionAt } from '../flow/key-schedule.ts';
import type { KeyPurpose } from '../store/keyring-items.ts';
import { keyOfVersion } from './secret-keys.ts';

type KeyedDigest = { key: number; digest: Uint8Array };

/** Asked without a version: under the current key. `undefined`: that version was never made. */
export function digestUnder(purpose: KeyPurpose, now: number, digest: (key: KeyObject) => Uint8Array) {
  return async (version = versionAt(now)): Promise<KeyedDigest | undefined> => {
    const held = await keyOfVersion(purpose, version, now);
    return held && { key: version, digest: digest(held.key) };
  };
}
