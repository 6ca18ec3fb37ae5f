/** An authenticator app: each step is accepted once (RFC 6238 §5.2). */
import { isNewStep, stepOf } from '../flow/totp.ts';
import { openSharedKey } from '../keyring/shared-keys.ts';
import { stepIsNew, totpKeyIs } from '../store/authenticator.ts';
import { attempt } from './attempt.ts';
import type { Prove } from './factor.ts';

export const proveByApp: Prove = (of, code, _, now) =>
  attempt(
    of,
    async ({ totpKey, totpKeyId, totpLastStep }) => {
      if (!totpKey || !totpKeyId) return undefined;
      const step = stepOf(code, await openSharedKey(totpKey, of.customerId), now);
      return step === undefined || !isNewStep(step, totpLastStep)
        ? undefined
        : { change: { set: { totpLastStep: step } }, conditions: [totpKeyIs(totpKeyId), stepIsNew(step)] };
    },
    now,
  );
