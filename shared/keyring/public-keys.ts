/**
 * The public halves of what signs access tokens. They lie in the table sealed by KMS: whoever could put an item there, and could not
 * seal, would have no function take a key of their own for ours.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { decryptBytes, encryptBytes, makeSigningKey } from '../aws/kms.ts';
import { signerIsAccepted, versionNamed } from '../flow/key-schedule.ts';
import { type KeyringItem, keepKey, readKey } from '../store/keyring-items.ts';
import { heldOnce } from './held-once.ts';
import { placeOf } from './place-of.ts';

const held = heldOnce<KeyObject>();

/** The key named by a token's `kid`; `undefined` for any name that is not a version in force. */
export async function publicKey(kid: unknown, now: number): Promise<KeyObject | undefined> {
  const version = versionNamed(kid);
  return version !== undefined && signerIsAccepted(version, now) ? publicKeyOf(version) : undefined;
}

/** The public key of a version, as a JWK; `undefined` while it is not made. */
export async function publishedKey(version: number): Promise<Record<string, unknown> | undefined> {
  const key = await publicKeyOf(version);
  return key && { ...key.export({ format: 'jwk' }), kid: String(version), use: 'sig', alg: 'ES256' };
}

/** A pair of this version, put into the keyring unless another function was quicker; @returns what lies there then. */
export async function makeSigningItem(version: number, now: number): Promise<KeyringItem> {
  const { wrapped, publicKey: spki } = await makeSigningKey(placeOf('signing', version));
  return keepKey('signing', version, { wrapped, publicKey: await encryptBytes(spki, placeOf('public-key', version)), madeAt: now });
}

async function publicKeyOf(version: number): Promise<KeyObject | undefined> {
  return held(String(version), async () => {
    const sealed = (await readKey('signing', version))?.publicKey;
    // Not held: it may be made any moment.
    if (!sealed) throw new NotOurs();
    const spki = await decryptBytes(sealed, placeOf('public-key', version)).catch((error: unknown) => {
      throw error instanceof Error && error.name === 'InvalidCiphertextException' ? new NotOurs() : error;
    });
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  }).catch((error: unknown) => {
    if (error instanceof NotOurs) return undefined;
    throw error;
  });
}

/** Never made, or put there by somebody who could not seal it. */
class NotOurs extends Error {}
