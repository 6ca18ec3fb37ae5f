/** Whether a recovery can go on. */
import type { Method } from './challenge.ts';

type Recovery = { recoveryId?: string; stage?: 'linked' | 'texted' | 'cancelled' | 'done'; askedIn?: number };

/**
 * Why a link leads nowhere any more: a newer one was sent, it was used or cancelled, or the factor was changed meanwhile.
 * Its time is not asked here, since the code by SMS outlives the link.
 */
export function recoveryEnd(
  recovery: Recovery,
  recoveryId: string,
  customer: { epoch: number; factor?: Method } | undefined,
): 'recovery_expired' | undefined {
  const goesOn =
    recovery.recoveryId === recoveryId &&
    (recovery.stage === 'linked' || recovery.stage === 'texted') &&
    customer?.factor === 'totp' &&
    customer.epoch === recovery.askedIn;
  return goesOn ? undefined : 'recovery_expired';
}
