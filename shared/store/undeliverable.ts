/** Marks of undeliverable addresses: on the item by which each customer is found at their address. */
import type { Why } from '../flow/undeliverable.ts';
import { type Address, addressKey } from './accounts.ts';
import { record } from './audit.ts';
import type { Customer } from './customers.ts';
import { get, transact } from './data.ts';
import { type Condition, condition } from './expressions.ts';

/** What was sent before the address was theirs, or was proved, says nothing of it now. */
const sinceIsBefore = (sentAt: number): Condition => condition('sinceIsBefore', 'since < :sentAt', { ':sentAt': sentAt });
/** Only the first feedback is told: the log holds one entry of each mark. */
const isDeliverable = condition('isDeliverable', 'attribute_not_exists(undeliverableSince)');

/** An e-mail to the address, sent at `sentAt`, bounced or was complained about: mark and entry, or neither. @returns was it marked by this? */
export async function markUndeliverable(
  customerId: string,
  email: string,
  mail: { sentAt: number; why: Why },
  now: number,
): Promise<boolean> {
  const done = await transact([
    {
      update: addressKey(email, customerId),
      change: { set: { undeliverableSince: now } },
      if: [sinceIsBefore(mail.sentAt), isDeliverable],
    },
    record(customerId, 'email_undeliverable', 'service', now, { why: mail.why }),
  ]);
  // Neither marked nor known to be: the event comes again.
  if (!done.held && done.refusedBy < 0) throw new Error('another transaction was on the address');
  return done.held;
}

/** Is the customer's address marked as undeliverable? */
export async function emailIsUndeliverable({ customerId, email }: Pick<Customer, 'customerId' | 'email'>): Promise<boolean> {
  return (await get<Address>(addressKey(email, customerId)))?.undeliverableSince !== undefined;
}
