/** A recovery code: it replaces a code of whatever factor the customer has, once. */
import { sameBytes } from '../flow/round.ts';
import { keyOfVersion } from '../keyring/secret-keys.ts';
import { note } from '../store/audit.ts';
import { recoveryCodeIsThere } from '../store/authenticator.ts';
import { attempt } from './attempt.ts';
import type { Proved, Prover } from './factor.ts';
import { recoveryCodeDigest } from './recovery-codes.ts';

export async function proveByRecoveryCode(of: Prover, typed: string, now: number): Promise<Proved> {
  const proved = await attempt(
    of,
    async ({ recoveryKey, recoveryCodes = [] }) => {
      const key = recoveryKey === undefined ? undefined : await keyOfVersion('recovery-codes', recoveryKey, now);
      const digest = key && recoveryCodeDigest(key.key, of.customerId, typed);
      if (!digest || ![...recoveryCodes].some((kept) => sameBytes(kept, digest))) return undefined;
      return { change: { take: { recoveryCodes: new Set([digest]) } }, conditions: [recoveryCodeIsThere(digest)] };
    },
    now,
  );
  if (proved.is === 'right') {
    const { customerId, recoveryCodes } = proved.customer;
    await note(customerId, 'recovery_code_used', { customer: customerId }, now, { left: recoveryCodes?.size ?? 0 });
  }
  return proved;
}
