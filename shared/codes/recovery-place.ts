/** The code of a recovery, by SMS to the customer's verified phone. */
import { required, variables } from '../config/environment.ts';
import { MINUTE, RECOVERY_CODE_LIFETIME } from '../flow/budgets.ts';
import type { SmsRefusal } from '../flow/recovery.ts';
import type { Call } from '../http/call.ts';
import { codeSms } from '../send/code-sms.ts';
import { sendSms } from '../send/sms.ts';
import { recoverySmsBudgets } from '../send/sms-budgets.ts';
import { type Moved, nextSmsAt, openRecoveryRound, type Recovering, undoRecoveryRound } from '../store/recoveries.ts';
import type { MeteredPlace } from './dispatch.ts';

const shopName = required(variables.shopName);

type Texted = Extract<Moved, { is: 'moved' }>;

export function recoveryPlace(
  customerId: string,
  recoveryId: string,
  seen: Recovering,
  call: Call,
): MeteredPlace<Texted, { is: 'refused'; refusal: SmsRefusal }> {
  const { now } = call;
  return {
    customerId,
    purpose: 'recovery',
    budgets: recoverySmsBudgets(customerId),
    open: async (opening) => {
      const item = await openRecoveryRound(customerId, recoveryId, opening, seen, now);
      if (item.is === 'refused') return { is: 'refused', refusal: item.refusal as SmsRefusal };
      const undo = async () => (await undoRecoveryRound(customerId, item.recovery, item.before)).held;
      return { is: 'opened', item, dueAt: nextSmsAt(item, now), undo };
    },
    send: async ({ customer }, code) =>
      sendSms(
        customer.phone ?? '',
        await codeSms({
          code,
          validMinutes: RECOVERY_CODE_LIFETIME / MINUTE,
          locale: customer.locale ?? call.locale,
          shopName,
          host: new URL(call.publicUrl).host,
        }),
      ),
  };
}
