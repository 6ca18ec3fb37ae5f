/** Fresh recovery codes: what the customer is shown once, and what the table keeps. */
import { currentKey } from '../keyring/secret-keys.ts';
import type { RecoveryDigests } from '../store/factor.ts';
import { makeRecoveryCodes, recoveryCodeDigest } from './recovery-codes.ts';

export async function freshRecoveryCodes(customerId: string, now: number): Promise<{ shown: string[]; kept: RecoveryDigests }> {
  const { version, key } = await currentKey('recovery-codes', now);
  const shown = makeRecoveryCodes();
  return { shown, kept: { digests: new Set(shown.map((code) => recoveryCodeDigest(key, customerId, code))), key: version } };
}
