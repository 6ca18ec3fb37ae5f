/** The code of a recovery, by SMS to the customer's verified phone. */

import { required, variables } from '../config/environment.ts';
import { MINUTE, RECOVERY_CODE_LIFETIME } from '../flow/budgets.ts';
import { recoveryEnd } from '../flow/recovery.ts';
import type { Call } from '../http/call.ts';
import { codeSms } from '../send/code-sms.ts';
import { sendSms } from '../send/sms.ts';
import type { Customer } from '../store/customers.ts';
import { nextSmsAt, openRecoveryRound, type Recovery, smsIsLeft, undoRecoveryRound } from '../store/recoveries.ts';
import { type Dispatched, dispatch } from './dispatch.ts';

const shopName = required(variables.shopName);

export function dispatchRecoveryCode(customer: Customer, recoveryId: string, seen: Recovery, call: Call): Promise<Dispatched<Recovery>> {
  const { now } = call;
  const { customerId, phone = '' } = customer;
  return dispatch<Recovery>(
    seen,
    {
      customerId,
      purpose: 'recovery',
      dueAt: (recovery) => nextSmsAt(recovery, now),
      open: (before, opening) => openRecoveryRound(customer, recoveryId, before, opening, now),
      undo: (opened, before) => undoRecoveryRound(customerId, opened, before),
      isOver: (recovery) => !recovery || recoveryEnd(recovery, recoveryId, customer) !== undefined || !smsIsLeft(recovery, now),
      send: (_, code) =>
        sendSms(
          phone,
          codeSms({
            code,
            validMinutes: RECOVERY_CODE_LIFETIME / MINUTE,
            locale: customer.locale ?? call.locale,
            shopName,
            host: new URL(call.publicUrl).host,
          }),
        ),
    },
    now,
  );
}
