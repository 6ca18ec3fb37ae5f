/**
 * KMS with symmetric keys: real AES-256-GCM, the encryption context as additional authenticated data.
 * Source: KMS API Reference; KMS Cryptographic Details, "Symmetric encryption".
 */
import { createCipheriv, createDecipheriv, generateKeyPairSync, randomBytes } from 'node:crypto';
import { account } from '../intrinsics.ts';
import type { Key } from '../template.ts';
import { AwsError, type AwsService, type Input, unknownAction } from './service.ts';

/** The first byte of a ciphertext of this emulator; then the key's id (36 bytes), nonce (12), tag (16), ciphertext. */
const format = 0x4b;
const idLength = 36;
const nonceLength = 12;
const tagLength = 16;
const plaintextLimit = 4096;
const curves: Record<string, string> = { ECC_NIST_P256: 'P-256', ECC_NIST_P384: 'P-384', ECC_NIST_P521: 'P-521' };

/** `kept` tells the keys with their material, which on AWS never leaves KMS. */
export function kms(keys: Key[]): AwsService & { kept(): Key[] } {
  const materials = new Map(keys.map(({ id, material }) => [id, material ?? randomBytes(32)]));

  /** A key by id, ARN or alias. @throws AwsError NotFoundException. */
  const keyOf = (reference: unknown): Key => {
    const wanted = String(reference ?? '');
    const found = keys.find(
      ({ id, arn, aliases }) =>
        id === wanted || arn === wanted || aliases.some((alias) => wanted === alias || wanted.endsWith(`:${alias}`)),
    );
    if (!found) throw new AwsError(400, 'NotFoundException', `Key '${wanted}' does not exist`);
    return found;
  };
  const seal = (key: Key, plaintext: Buffer, context: unknown): string => {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', materials.get(key.id) ?? '', nonce).setAAD(associatedData(context));
    const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return Buffer.concat([Buffer.from([format]), Buffer.from(key.id), nonce, cipher.getAuthTag(), sealed]).toString('base64');
  };
  const open = (blob: Buffer, context: unknown): { key: Key; plaintext: Buffer } => {
    const key = keyOfBlob(keys, blob);
    const at = 1 + idLength;
    const decipher = createDecipheriv('aes-256-gcm', materials.get(key.id) ?? '', blob.subarray(at, at + nonceLength));
    decipher.setAAD(associatedData(context)).setAuthTag(blob.subarray(at + nonceLength, at + nonceLength + tagLength));
    try {
      return { key, plaintext: Buffer.concat([decipher.update(blob.subarray(at + nonceLength + tagLength)), decipher.final()]) };
    } catch {
      throw invalidCiphertext();
    }
  };
  const generateDataKey = (input: Input): { key: Key; plaintext: Buffer; sealed: string } => {
    const key = keyOf(input.KeyId);
    const sizes: Record<string, number> = { AES_256: 32, AES_128: 16 };
    const bytes = Number(input.NumberOfBytes ?? sizes[String(input.KeySpec)] ?? 0);
    if (!(bytes >= 1 && bytes <= 1024))
      throw new AwsError(400, 'ValidationException', 'Please specify either number of bytes or key spec.');
    const plaintext = randomBytes(bytes);
    return { key, plaintext, sealed: seal(key, plaintext, input.EncryptionContext) };
  };
  const generatePair = (input: Input) => {
    const key = keyOf(input.KeyId);
    const spec = String(input.KeyPairSpec);
    const namedCurve = curves[spec];
    if (!namedCurve) throw new AwsError(400, 'UnsupportedOperationException', `the local stack does not make pairs of ${spec}`);
    const pair = generateKeyPairSync('ec', { namedCurve });
    const secret = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
    const common = {
      KeyId: key.arn,
      KeyPairSpec: spec,
      PublicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      PrivateKeyCiphertextBlob: seal(key, secret, input.EncryptionContext),
    };
    return { common, secret: secret.toString('base64') };
  };

  const actions: Record<string, (input: Input) => Input> = {
    Encrypt: (input) => {
      const key = keyOf(input.KeyId);
      const plaintext = Buffer.from(String(input.Plaintext ?? ''), 'base64');
      if (plaintext.length < 1 || plaintext.length > plaintextLimit)
        throw new AwsError(400, 'ValidationException', 'Plaintext holds 1 to 4096 bytes');
      return { CiphertextBlob: seal(key, plaintext, input.EncryptionContext), KeyId: key.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    },
    Decrypt: (input) => {
      const { key, plaintext } = open(blobOf(input), input.EncryptionContext);
      if (input.KeyId !== undefined && keyOf(input.KeyId) !== key) {
        throw new AwsError(
          400,
          'IncorrectKeyException',
          'The key ID in the request does not identify a CMK that can perform this operation.',
        );
      }
      return { Plaintext: plaintext.toString('base64'), KeyId: key.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    },
    GenerateDataKey: (input) => {
      const { key, plaintext, sealed } = generateDataKey(input);
      return { CiphertextBlob: sealed, Plaintext: plaintext.toString('base64'), KeyId: key.arn };
    },
    GenerateDataKeyWithoutPlaintext: (input) => {
      const { key, sealed } = generateDataKey(input);
      return { CiphertextBlob: sealed, KeyId: key.arn };
    },
    GenerateDataKeyPair: (input) => {
      const { common, secret } = generatePair(input);
      return { ...common, PrivateKeyPlaintext: secret };
    },
    GenerateDataKeyPairWithoutPlaintext: (input) => generatePair(input).common,
    DescribeKey: (input) => {
      const { id, arn } = keyOf(input.KeyId);
      const KeyMetadata = {
        KeyId: id,
        Arn: arn,
        AWSAccountId: account,
        Enabled: true,
        KeyState: 'Enabled',
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeySpec: 'SYMMETRIC_DEFAULT',
        MultiRegion: id.startsWith('mrk-'),
      };
      return { KeyMetadata };
    },
  };

  return {
    kept: () => keys.map((key) => ({ ...key, material: materials.get(key.id) ?? randomBytes(32) })),
    name: 'kms',
    refusals: {
      accessDenied: [400, 'AccessDeniedException'],
      throttle: [400, 'ThrottlingException', 'Rate exceeded'],
      error: [500, 'KMSInternalException', 'An internal error occurred'],
    },
    permissions: (action, input) => {
      if (!(action in actions)) throw unknownAction('kms', action);
      const key = action === 'Decrypt' ? keyOfBlob(keys, blobOf(input)) : keyOf(input.KeyId);
      const encryptionContext = (input.EncryptionContext ?? {}) as Record<string, string>;
      const spec = input.KeyPairSpec;
      const context = {
        'kms:CallerAccount': account,
        ...Object.fromEntries(Object.entries(encryptionContext).map(([name, value]) => [`kms:EncryptionContext:${name}`, value])),
        ...(Object.keys(encryptionContext).length > 0 ? { 'kms:EncryptionContextKeys': Object.keys(encryptionContext) } : {}),
        ...(typeof spec === 'string' ? { 'kms:DataKeyPairSpec': spec } : {}),
      };
      return [{ action: `kms:${action}`, resource: key.arn, context }];
    },
    perform: (action, input) => {
      const perform = actions[action];
      if (!perform) throw unknownAction('kms', action);
      return perform(input);
    },
  };
}

function blobOf(input: Input): Buffer {
  return Buffer.from(String(input.CiphertextBlob ?? ''), 'base64');
}

function keyOfBlob(keys: Key[], blob: Buffer): Key {
  const id = blob.subarray(1, 1 + idLength).toString('latin1');
  const key = keys.find((each) => each.id === id);
  if (blob[0] !== format || blob.length < 1 + idLength + nonceLength + tagLength || !key) throw invalidCiphertext();
  return key;
}

/** The order of the pairs does not matter, their every byte does. */
function associatedData(context: unknown): Buffer {
  return Buffer.from(
    JSON.stringify(Object.entries((context ?? {}) as Record<string, string>).sort(([one], [other]) => (one < other ? -1 : 1))),
  );
}

function invalidCiphertext(): AwsError {
  return new AwsError(400, 'InvalidCiphertextException', '');
}
