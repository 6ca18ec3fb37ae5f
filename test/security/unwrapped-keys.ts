/**
 * The keys of a local stack's keyring in the clear, by a developer's own call to KMS: what an attacker must never have. Tests make with
 * them tokens that are wrong in one thing only, and look for them where they must not be.
 */
import { createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { region } from '../../local/intrinsics.ts';
import { localCredentials } from '../../local/signed-request.ts';
import { placeOf } from '../../shared/keyring/place-of.ts';
import type { KeyPurpose } from '../../shared/store/keyring-items.ts';
import type { TestStack } from '../support/stack.ts';

/** `bytes`: as KMS gave them, PKCS #8 for a signing key. */
export type UnwrappedKey = { purpose: KeyPurpose; version: number; bytes: Buffer; key: KeyObject };

/** An item in DynamoDB's JSON. */
type KeyringItem = { pk: { S: string }; sk: { S: string }; wrapped?: { B: string } };

export async function unwrappedKeys(stack: TestStack): Promise<UnwrappedKey[]> {
  const kms = new KMSClient({ endpoint: stack.awsUrl, region, credentials: localCredentials });
  const keys: UnwrappedKey[] = [];
  for (const { pk, sk, wrapped } of (await stack.scanTable()) as KeyringItem[]) {
    if (!wrapped) continue;
    const purpose = pk.S as KeyPurpose;
    const version = Number(sk.S.split('#')[1]);
    const CiphertextBlob = Buffer.from(wrapped.B, 'base64');
    const { Plaintext = new Uint8Array() } = await kms.send(
      new DecryptCommand({ CiphertextBlob, EncryptionContext: placeOf(purpose, version) }),
    );
    const bytes = Buffer.from(Plaintext);
    const key = purpose === 'signing' ? createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' }) : createSecretKey(bytes);
    keys.push({ purpose, version, bytes, key });
  }
  kms.destroy();
  return keys;
}

/** The newest key of a purpose. @throws Error when none was made yet. */
export async function unwrappedKey(stack: TestStack, purpose: KeyPurpose): Promise<UnwrappedKey> {
  const [newest] = (await unwrappedKeys(stack)).filter((key) => key.purpose === purpose).sort((one, other) => other.version - one.version);
  if (!newest) throw new Error(`the keyring has no key for ${purpose} yet`);
  return newest;
}
