/** Switching the second factor on and off: one transaction with its entry in the audit log. */
import { afterChange } from '../flow/enrolment.ts';
import type { Method } from '../flow/method.ts';
import { record } from './audit.ts';
import { noApp, noKeyIsPending } from './authenticator.ts';
import { type Customer, customerFrom, customerStep, emailIsVerified, epochIs, phoneIsVerified } from './customers.ts';
import { transact } from './data.ts';
import { type Condition, stillIs } from './expressions.ts';
import type { Step, Transacted } from './table.ts';

/** Which session changes the factor: it goes on in the new epoch. */
type By = { jti: string };

/** The keyed digests of fresh recovery codes, and the version of their key. */
export type RecoveryDigests = { digests: Set<Uint8Array>; key: number };

const codesOf = ({ digests, key }: RecoveryDigests) => ({ recoveryCodes: digests, recoveryKey: key });

/**
 * The e-mail method, in the place of what the customer had when they were read: nothing, or an app whose code was right.
 * Every session and challenge of the epoch before it is dead.
 */
export function switchOnEmail(customer: Customer, codes: RecoveryDigests, by: By, now: number): Promise<FactorChanged> {
  const also = { ...noApp, factorSince: now, ...codesOf(codes) };
  return changeFactor(customer, { to: 'email', also }, [emailIsVerified], by, now);
}

/** The shared key of an app, as it is activated: `step` is the one its first code was for. */
type ActivatedKey = { id: string; sealed: Uint8Array; step: number };

/** The authenticator method, in the place of what the customer had; not when a newer key has become pending meanwhile. */
export function switchOnTotp(customer: Customer, key: ActivatedKey, codes: RecoveryDigests, by: By, now: number): Promise<FactorChanged> {
  const app = { ...noApp, totpKey: key.sealed, totpKeyId: key.id, totpLastStep: key.step };
  const also = { factorSince: now, ...app, ...codesOf(codes) };
  return changeFactor(customer, { to: 'totp', also }, [emailIsVerified, phoneIsVerified, noKeyIsPending], by, now);
}

/** What is left of a factor that is off: nothing. The shared key and the recovery codes are destroyed. */
export const noFactor = { ...noApp, factor: undefined, factorSince: undefined, recoveryCodes: undefined, recoveryKey: undefined };

/** Off, by a session of the customer. */
export function switchOff(customer: Customer, by: By, now: number): Promise<FactorChanged> {
  return changeFactor(customer, { to: 'off', also: noFactor }, [], by, now);
}

/** Fresh recovery codes in the place of those that are left; no session ends by it. `false`: epoch or factor are others by now. */
export async function replaceRecoveryCodes(customer: Customer, codes: RecoveryDigests, now: number): Promise<boolean> {
  const done = await inOne([
    customerStep(customer.customerId, { set: codesOf(codes) }, [epochIs(customer.epoch), stillIs('factor', customer.factor)]),
    record(customer.customerId, 'recovery_codes_replaced', { customer: customer.customerId }, now),
  ]);
  return done.held;
}

/** `epoch`: the one that begins with it. `item`: the customer who refused it. */
type FactorChanged = { held: true; epoch: number } | { held: false; item: Customer | undefined };

type Change = { to: Method | 'off'; also: Record<string, unknown> };

async function changeFactor(customer: Customer, { to, also }: Change, rules: Condition[], by: By, now: number): Promise<FactorChanged> {
  const { customerId, factor: before } = customer;
  // Whoever activates a key has taken it out since: whether a newer one is pending, the table says.
  const { pendingKeyId: _, ...taken } = customer;
  const next = afterChange(taken, { to, seen: customer, by: by.jti });
  if (!next) return { held: false, item: customer };
  const { factor, epoch, epochMadeBy } = next;
  const [event, method] = to === 'off' ? (['two_factor_off', before as Method] as const) : (['two_factor_on', to] as const);
  const done = await inOne([
    customerStep(customerId, { set: { ...also, factor, epoch, epochMadeBy } }, [
      epochIs(customer.epoch),
      stillIs('factor', before),
      ...rules,
    ]),
    record(customerId, event, { customer: customerId }, now, { method }),
  ]);
  return done.held ? { held: true, epoch } : { held: false, item: customerFrom(done.item) };
}

/** Others who keep writing say nothing about the factor. @throws Error when they do */
async function inOne(steps: Step[]): Promise<Transacted> {
  const done = await transact(steps);
  if (!done.held && done.refusedBy < 0) throw new Error('the factor could not be changed: others kept writing to the customer');
  return done;
}
