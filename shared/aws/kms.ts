/**
 * KMS: wraps the keys of the keyring, once per cold start, and encrypts the shared keys of authenticator apps, at every use.
 * Source: KMS API Reference, `Encrypt`, `Decrypt`, `GenerateDataKeyWithoutPlaintext`,
 * `GenerateDataKeyPairWithoutPlaintext`.
 */
import { required, variables } from '../config/environment.ts';
import { jsonCaller } from './json-call.ts';
import { patience } from './patience.ts';

const call = jsonCaller('kms', 'TrentService', patience);
const KeyId = required(variables.kmsKey);

export type EncryptionContext = Record<string, string>;

/** 256 random bits, wrapped: nobody sees them before they are opened. */
export async function makeSecretKey(EncryptionContext: EncryptionContext): Promise<Uint8Array> {
  const made = await call('GenerateDataKeyWithoutPlaintext', { KeyId, KeySpec: 'AES_256', EncryptionContext });
  return bytesOf(made.CiphertextBlob);
}

/** A P-256 pair, the private key (PKCS #8) wrapped, the public one as SPKI. */
export async function makeSigningKey(EncryptionContext: EncryptionContext): Promise<{ wrapped: Uint8Array; publicKey: Uint8Array }> {
  const made = await call('GenerateDataKeyPairWithoutPlaintext', { KeyId, KeyPairSpec: 'ECC_NIST_P256', EncryptionContext });
  return { wrapped: bytesOf(made.PrivateKeyCiphertextBlob), publicKey: bytesOf(made.PublicKey) };
}

export async function decryptBytes(sealed: Uint8Array, EncryptionContext: EncryptionContext): Promise<Uint8Array> {
  const { Plaintext } = await call('Decrypt', { KeyId, CiphertextBlob: base64(sealed), EncryptionContext });
  return bytesOf(Plaintext);
}

/** At most 4 KiB. */
export async function encryptBytes(bytes: Uint8Array, EncryptionContext: EncryptionContext): Promise<Uint8Array> {
  const { CiphertextBlob } = await call('Encrypt', { KeyId, Plaintext: base64(bytes), EncryptionContext });
  return bytesOf(CiphertextBlob);
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function bytesOf(text: unknown): Uint8Array {
  if (typeof text !== 'string' || text === '') throw new Error('KMS answered without what it was asked for');
  return Buffer.from(text, 'base64');
}
