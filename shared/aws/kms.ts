/** KMS: wraps the keys of the keyring, once per cold start, and encrypts the shared keys of authenticator apps, at every use. */
import { DecryptCommand, EncryptCommand, GenerateDataKeyCommand, GenerateDataKeyPairCommand, KMSClient } from '@aws-sdk/client-kms';
import { required, variables } from '../config/environment.ts';
import { patience } from './patience.ts';

const kms = new KMSClient(patience);
const KeyId = required(variables.kmsKey);

/** A key as it is made: in the clear for this function's memory, wrapped for the table. */
export type MadeKey = { secret: Uint8Array; wrapped: Uint8Array /** SPKI, of a pair only */; publicKey?: Uint8Array };

export type EncryptionContext = Record<string, string>;

/** 256 random bits. */
export async function makeSecretKey(EncryptionContext: EncryptionContext): Promise<MadeKey> {
  const { Plaintext, CiphertextBlob } = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }));
  if (!Plaintext || !CiphertextBlob) throw new Error('KMS made no key');
  return { secret: Plaintext, wrapped: CiphertextBlob };
}

/** A P-256 pair, the private key as PKCS #8. */
export async function makeSigningKey(EncryptionContext: EncryptionContext): Promise<MadeKey> {
  const made = await kms.send(new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: 'ECC_NIST_P256', EncryptionContext }));
  if (!made.PrivateKeyPlaintext || !made.PrivateKeyCiphertextBlob || !made.PublicKey) throw new Error('KMS made no key pair');
  return { secret: made.PrivateKeyPlaintext, wrapped: made.PrivateKeyCiphertextBlob, publicKey: made.PublicKey };
}

export async function decryptBytes(CiphertextBlob: Uint8Array, EncryptionContext: EncryptionContext): Promise<Uint8Array> {
  const { Plaintext } = await kms.send(new DecryptCommand({ KeyId, CiphertextBlob, EncryptionContext }));
  if (!Plaintext) throw new Error('KMS decrypted nothing');
  return Plaintext;
}

/** At most 4 KiB. */
export async function encryptBytes(Plaintext: Uint8Array, EncryptionContext: EncryptionContext): Promise<Uint8Array> {
  const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
  if (!CiphertextBlob) throw new Error('KMS encrypted nothing');
  return CiphertextBlob;
}
