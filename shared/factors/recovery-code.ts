/** A recovery code: it replaces a code of whatever factor the customer has, once. What follows on a right one is in `after-recovery-code.ts`. */
import { sameBytes } from '../flow/round.ts';
import { keyOfVersion } from '../keyring/secret-keys.ts';
import { recoveryCodeIsThere } from '../store/authenticator.ts';
import { attempt } from './attempt.ts';
import type { Proved, Prover } from './factor.ts';
import { recoveryCodeDigest } from './recovery-codes.ts';

export const proveByRecoveryCode = (of: Prover, typed: string, now: number): Promise<Proved> =>
  attempt(
    of,
    async ({ recoveryKey, recoveryCodes = [] }) => {
      const key = recoveryKey === undefined ? undefined : await keyOfVersion('recovery-codes', recoveryKey, now);
      const digest = key && recoveryCodeDigest(key.key, of.customerId, typed);
      if (!digest || ![...recoveryCodes].some((kept) => sameBytes(kept, digest))) return undefined;
      return { change: { take: { recoveryCodes: new Set([digest]) } }, conditions: [recoveryCodeIsThere(digest)] };
    },
    now,
  );
