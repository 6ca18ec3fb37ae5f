import type { KeyPurpose } from '../store/keyring-items.ts';

/**
 * The encryption context by which KMS binds a wrapped key to its place in the keyring: put there for another purpose or version, it
 * opens no more. A function's policy names the purposes. `public-key`: the public half of a pair.
 */
export const placeOf = (purpose: KeyPurpose | 'public-key', version: number): Record<string, string> => ({
  purpose,
  version: String(version),
});
