/**
 * KMS: wraps the keys of the keyring, once per cold start, and encrypts the shared keys of authenticator apps, at every use.
 * Source: KMS API Reference, `Encrypt`, `Decrypt`, `GenerateDataKey`, `GenerateDataKeyPair`.
 */
import { required, variables } from '../config/environment.ts';
import { jsonCaller } from './json-call.ts';
import { patience } from './patience.ts';

const call = jsonCaller('kms', 'TrentService', patience);
const KeyId = required(variables.kmsKey);

/** A key as it is made: in the clear for this function's memory, wrapped for the table. */
export type MadeKey = { secret: Uint8Array; wrapped: Uint8Array };

export type EncryptionContext = Record<string, string>;

/** 256 random bits. */
export async function makeSecretKey(EncryptionContext: EncryptionContext): Promise<MadeKey> {
  const made = await call('GenerateDataKey', { KeyId, KeySpec: 'AES_256', EncryptionContext });
  return { secret: bytesOf(made.Plaintext), wrapped: bytesOf(made.CiphertextBlob) };
}

/** A P-256 pair, the private key as PKCS #8, the public one as SPKI. */
export async function makeSigningKey(EncryptionContext: EncryptionContext): Promise<MadeKey & { publicKey: Uint8Array }> {
  const made = await call('GenerateDataKeyPair', { KeyId, KeyPairSpec: 'ECC_NIST_P256', EncryptionContext });
  return {
    secret: bytesOf(made.PrivateKeyPlaintext),
    wrapped: bytesOf(made.PrivateKeyCiphertextBlob),
    publicKey: bytesOf(made.PublicKey),
  };
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
