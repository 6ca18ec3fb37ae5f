/** The keyring's items: each a key of one purpose and version, wrapped by KMS. */
import { isNew } from './expressions.ts';
import { get, type Key, put } from './table.ts';

/** What the keys are for; also their encryption context, which each function's policy names. */
export type KeyPurpose = 'codes' | 'challenges' | 'signing' | 'recovery-codes' | 'links' | 'captcha' | 'sessions';

export type KeyringItem = {
  wrapped: Uint8Array;
  /** SPKI, of signing keys. */
  publicKey?: Uint8Array;
  /** ms since 1970 */
  madeAt: number;
};

const keyOf = (purpose: KeyPurpose, version: number): Key => ({ pk: `KEYRING#${purpose}`, sk: `VERSION#${version}` });

export const readKey = (purpose: KeyPurpose, version: number): Promise<KeyringItem | undefined> =>
  get<KeyringItem>(keyOf(purpose, version));

/** Of several functions that make the same key at once one wins; all get the winner's. */
export async function keepKey(purpose: KeyPurpose, version: number, item: KeyringItem): Promise<KeyringItem> {
  const kept = await put<KeyringItem>({ ...keyOf(purpose, version), ...item }, isNew);
  return kept.item ?? item;
}
