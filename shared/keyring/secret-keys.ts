/**
 * The symmetric keys that a function holds in memory: read and unwrapped once, made by whoever needs them first.
 * A warm login calls KMS never.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { decryptBytes, makeSecretKey } from '../aws/kms.ts';
import { versionAt } from '../flow/key-schedule.ts';
import { type KeyPurpose, keepKey, readKey } from '../store/keyring-items.ts';
import { heldOnce } from './held-once.ts';

export type SecretKey = { version: number; key: KeyObject };

const held = heldOnce<SecretKey>();

/** The key that is current at `now`. */
export function currentKey(purpose: KeyPurpose, now: number): Promise<SecretKey> {
  const version = versionAt(now);
  return held(`${purpose} ${version}`, async () => {
    const item = (await readKey(purpose, version)) ?? (await make(purpose, version, now));
    return { version, key: createSecretKey(await decryptBytes(item.wrapped, { purpose })) };
  });
}

/** An older key; `undefined` if it was never made, so nothing can have been made with it. */
export async function keyOfVersion(purpose: KeyPurpose, version: number, now: number): Promise<SecretKey | undefined> {
  if (version === versionAt(now)) return currentKey(purpose, now);
  return held(`${purpose} ${version}`, async () => {
    const item = await readKey(purpose, version);
    if (!item) throw new NeverMade();
    return { version, key: createSecretKey(await decryptBytes(item.wrapped, { purpose })) };
  }).catch((error: unknown) => {
    if (error instanceof NeverMade) return undefined;
    throw error;
  });
}

class NeverMade extends Error {}

async function make(purpose: KeyPurpose, version: number, now: number) {
  const { wrapped } = await makeSecretKey({ purpose });
  return keepKey(purpose, version, { wrapped, madeAt: now });
}
