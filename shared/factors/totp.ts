/** An authenticator app: each step is accepted once (RFC 6238 §5.2). */
import { nextTryAt } from '../flow/challenge.ts';
import { stepOf } from '../flow/totp.ts';
import { openSharedKey } from '../keyring/shared-keys.ts';
import { stepIsNew, totpKeyIs } from '../store/authenticator.ts';
import { attempt } from './attempt.ts';
import type { Factor } from './factor.ts';

export const totp: Factor = {
  send: async (customer, _, __, now) => {
    const until = nextTryAt(customer, now);
    return until > now ? { is: 'not_due', customer, until } : { is: 'at_hand', customer };
  },

  prove: (of, code, _, now) =>
    attempt(
      of,
      async ({ totpKey, totpKeyId }) => {
        if (!totpKey || !totpKeyId) return undefined;
        const step = stepOf(code, await openSharedKey(totpKey, of.customerId), now);
        return step === undefined
          ? undefined
          : { change: { set: { totpLastStep: step } }, conditions: [totpKeyIs(totpKeyId), stepIsNew(step)] };
      },
      now,
    ),
};
