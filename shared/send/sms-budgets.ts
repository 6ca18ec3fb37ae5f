/**
 * What a code is taken from before it is sent where somebody might gain by sending many: SMS cost money, and premium-rate numbers
 * turn them into an attacker's income (OWASP: SMS pumping); and nobody's mailbox or phone is flooded with codes they did not ask for.
 *
 * What a customer's recoveries may send is counted on the customer. So whoever types the number as a contact of theirs spends
 * the number's checks and nothing of its owner's recoveries.
 */
import { createHash } from 'node:crypto';
import { required, variables } from '../config/environment.ts';
import { CONTACT_CHECKS_PER_ADDRESS, RECOVERY_SMS_PER_DAY, SMS_KEPT_FOR_RECOVERIES } from '../flow/budgets.ts';
import type { Contact } from '../flow/contacts.ts';
import type { Budget } from '../store/sliding-budget.ts';

const smsPerDay = Number(required(variables.smsPerDay));
const keptForRecoveries = Math.ceil(smsPerDay * SMS_KEPT_FOR_RECOVERIES);

/** All SMS with codes are counted here; what differs is how far somebody may go. */
const smsOfShop = (most: number): Budget => ({ of: 'SMS', most, keeps: 'quarters' });

/** What the SMS of a customer's recovery is taken from. */
export const recoverySmsBudgets = (customerId: string): Budget[] => [
  { of: `RECOVERY#${customerId}`, most: RECOVERY_SMS_PER_DAY, keeps: 'each', limit: 'recovery_sms_in_24_hours' },
  smsOfShop(smsPerDay),
];

/** What the code to a contact that somebody wants to verify is taken from. Strangers cannot use up what recoveries need. */
export function contactBudgets({ kind, value }: Contact): Budget[] {
  const contact = createHash('sha256').update(value.toLowerCase()).digest('base64url');
  const limit = 'checks_of_contact_in_24_hours';
  const checks: Budget = { of: `CONTACT#${contact}`, most: CONTACT_CHECKS_PER_ADDRESS, keeps: 'each', limit };
  return kind === 'phone' ? [checks, smsOfShop(smsPerDay - keptForRecoveries)] : [checks];
}
