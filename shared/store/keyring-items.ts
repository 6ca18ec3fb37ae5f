/** The keyring, a table of its own: each item a key of one purpose and version, wrapped by KMS. */
import { required, variables } from '../config/environment.ts';
import { isNew } from './expressions.ts';
import { type Key, tableNamed } from './table.ts';

/** What the keys are for. */
export type KeyPurpose =
  | 'codes'
  | 'challenges'
  | 'signing'
  | 'recovery-codes'
  | 'links'
  | 'captcha'
  | 'sessions'
  | 'devices'
  | 'not-me'
  | 'authorizations';

export type KeyringItem = {
  wrapped: Uint8Array;
  /** SPKI, of signing keys; sealed by KMS. */
  publicKey?: Uint8Array;
  /** ms since 1970 */
  madeAt: number;
};

const { get, getAll, put } = tableNamed(required(variables.keyringTable));

/** The partition is the purpose: each function's policy names those that it may read and make. */
const keyOf = (purpose: KeyPurpose, version: number): Key => ({ pk: purpose, sk: `VERSION#${version}` });

export const readKey = (purpose: KeyPurpose, version: number): Promise<KeyringItem | undefined> =>
  get<KeyringItem>(keyOf(purpose, version));

/** The current keys of several purposes in one call, in their order; `undefined`: not made yet. */
export const readKeys = (purposes: readonly KeyPurpose[], version: number): Promise<(KeyringItem | undefined)[]> =>
  getAll(purposes.map((purpose) => keyOf(purpose, version))) as Promise<(KeyringItem | undefined)[]>;

/** Of several functions that make the same key at once one wins; all get the winner's. */
export async function keepKey(purpose: KeyPurpose, version: number, item: KeyringItem): Promise<KeyringItem> {
  const kept = await put<KeyringItem>({ ...keyOf(purpose, version), ...item }, isNew);
  return kept.item ?? item;
}
