/** Enrolment of an authenticator app: one pending shared key at a time, taken out by whoever tries to activate it. */
import { randomUUID } from 'node:crypto';
import type { Customer } from './customers.ts';
import { changeCustomer, epochIs } from './customers.ts';
import { type Condition, condition, stillIs } from './expressions.ts';
import type { Written } from './table.ts';

// ---- what must hold ----

/** RFC 6238 §5.2: a step is accepted once. */
export const stepIsNew = (step: number): Condition =>
  condition('stepIsNew', '(attribute_not_exists(totpLastStep) OR totpLastStep < :step)', { ':step': step });
/** The step belongs to the key that was compared. */
export const totpKeyIs = (id: string): Condition => condition('totpKeyIs', 'totpKeyId = :totpKey', { ':totpKey': id });
/** A recovery code is used once, and a replaced one never. */
export const recoveryCodeIsThere = (digest: Uint8Array): Condition =>
  condition('recoveryCodeIsThere', 'contains(recoveryCodes, :recoveryCode)', { ':recoveryCode': digest });
/** A pending key is taken out once. */
const pendingKeyIs = (id: string): Condition => condition('pendingKeyIs', 'pendingKeyId = :pending', { ':pending': id });
/** Starting again has not put a newer key in the place of the one that was taken out. */
export const noKeyIsPending = condition('noKeyIsPending', 'attribute_not_exists(pendingKeyId)');

const nothingPending = {
  pendingKey: undefined,
  pendingKeyId: undefined,
  pendingKeyExpiresAt: undefined,
  pendingKeyEpoch: undefined,
  pendingKeyTakenBy: undefined,
};

/** Puts a fresh key in, in the place of any older pending one. Not held when the factor changed since it was read. */
export function putPendingKey(customer: Customer, key: { id: string; sealed: Uint8Array; expiresAt: number }): Promise<Written<Customer>> {
  return changeCustomer(
    customer.customerId,
    {
      set: {
        ...nothingPending,
        pendingKey: key.sealed,
        pendingKeyId: key.id,
        pendingKeyExpiresAt: key.expiresAt,
        pendingKeyEpoch: customer.epoch,
      },
    },
    epochIs(customer.epoch),
    stillIs('factor', customer.factor),
  );
}

/**
 * Takes the pending key out, once: whatever follows, it is not there for a second try.
 *
 * @param by names this taking alone, so that the same write, repeated after its answer was lost, finds its own
 */
export async function takePendingKey(customer: Customer, id: string, by: string = randomUUID()): Promise<boolean> {
  const change = { set: { ...nothingPending, pendingKeyTakenBy: by } };
  const taken = await changeCustomer(customer.customerId, change, pendingKeyIs(id));
  return taken.held || taken.item?.pendingKeyTakenBy === by;
}

/** What the customer's item holds of an app: nothing, after a switching off or the start of another method. */
export const noApp = { totpKey: undefined, totpKeyId: undefined, totpLastStep: undefined, ...nothingPending };
