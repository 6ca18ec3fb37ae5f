/**
 * Shared keys of authenticator apps: encrypted by KMS one by one with the customer as encryption context, so that a row
 * moved to another customer decrypts to nothing and each use leaves a trail. They are never held.
 */
import { decryptBytes, encryptBytes } from '../aws/kms.ts';

const contextOf = (customerId: string) => ({ purpose: 'shared-key', customerId });

export const sealSharedKey = (sharedKey: Uint8Array, customerId: string): Promise<Uint8Array> =>
  encryptBytes(sharedKey, contextOf(customerId));

export const openSharedKey = (sealed: Uint8Array, customerId: string): Promise<Uint8Array> => decryptBytes(sealed, contextOf(customerId));
