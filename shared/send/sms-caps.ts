/**
 * SMS cost money, and premium-rate numbers turn them into an attacker's income. So each is counted before SNS is called:
 * per number, per customer, and over the whole shop (OWASP: SMS pumping).
 */
import { createHash } from 'node:crypto';
import { required, variables } from '../config/environment.ts';
import { SMS_PER_CUSTOMER, SMS_PER_NUMBER } from '../flow/budgets.ts';
import { countOnCaps } from '../store/daily-caps.ts';

const perDay = Number(required(variables.smsPerDay));

/** Takes one SMS out of every budget, or out of none. `false`: one is used up until the next UTC day. */
export function reserveSms(customerId: string, e164: string, now: number): Promise<boolean> {
  const number = createHash('sha256').update(e164).digest('base64url');
  return countOnCaps(
    [
      { of: `SMS#NUMBER#${number}`, most: SMS_PER_NUMBER },
      { of: `SMS#CUSTOMER#${customerId}`, most: SMS_PER_CUSTOMER },
      { of: 'SMS', most: perDay },
    ],
    now,
  );
}
