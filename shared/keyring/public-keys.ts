/** The public keys by which a function checks access tokens: it needs no KMS, only the table. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { versionIsAccepted } from '../flow/key-schedule.ts';
import { readKey } from '../store/keyring-items.ts';

const held = new Map<number, KeyObject>();

/** The key named by a token's `kid`; `undefined` for any name that is not a version in force. */
export async function publicKey(kid: string | undefined, now: number): Promise<KeyObject | undefined> {
  const version = Number(kid);
  if (!kid || String(version) !== kid || !versionIsAccepted(version, now)) return undefined;
  const known = held.get(version);
  if (known) return known;
  const spki = (await readKey('signing', version))?.publicKey;
  if (!spki) return undefined;
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  held.set(version, key);
  return key;
}
