/** Switching the second factor on and off: one transaction with its entry in the audit log. */
import type { Method } from '../flow/challenge.ts';
import { type Actor, record } from './audit.ts';
import { type Customer, customerFrom, customerKey, emailIsVerified, epochIs, factorIs, factorIsOff } from './customers.ts';
import { type Condition, exists } from './expressions.ts';
import { transact, type Written } from './table.ts';

/** Which session changes the factor: it goes on in the new epoch. */
type By = { jti: string };

/** The keyed digests of fresh recovery codes, and the version of their key. */
export type RecoveryDigests = { digests: Set<string>; key: number };

/** On, while it is off and the address is verified; every session and challenge of the epoch before it is dead. */
export function switchOn(customer: Customer, method: Method, codes: RecoveryDigests, by: By, now: number): Promise<Written<Customer>> {
  const changes = { factor: method, factorSince: now, recoveryCodes: codes.digests, recoveryKey: codes.key };
  return changeFactor(customer, changes, [factorIsOff, emailIsVerified], 'two_factor_on', by, now);
}

/** Off, and with it the recovery codes. */
export function switchOff(customer: Customer, method: Method, by: By, now: number): Promise<Written<Customer>> {
  const changes = { factor: undefined, factorSince: undefined, recoveryCodes: undefined, recoveryKey: undefined };
  return changeFactor(customer, changes, [factorIs(method)], 'two_factor_off', by, now);
}

async function changeFactor(
  customer: Customer,
  changes: Record<string, unknown>,
  rules: Condition[],
  event: 'two_factor_on' | 'two_factor_off',
  by: By,
  now: number,
): Promise<Written<Customer>> {
  const actor: Actor = { customer: customer.customerId };
  const epoch = customer.epoch + 1;
  const done = await transact([
    {
      update: customerKey(customer.customerId),
      change: { set: { ...changes, epoch, epochMadeBy: by.jti } },
      if: [exists, epochIs(customer.epoch), ...rules],
    },
    record(customer.customerId, event, actor, now),
  ]);
  if (done.held) return { held: true, item: { ...customer, ...changes, epoch, epochMadeBy: by.jti } as Customer };
  return { held: false, item: customerFrom(done.item) };
}
