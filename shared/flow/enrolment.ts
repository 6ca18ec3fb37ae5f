/** Which change of a customer's factor holds, on the state in which it is written. */

import { type Contacts, missingContacts } from './contacts.ts';
import type { Method } from './method.ts';
import { nextEpoch } from './session.ts';

/** What of a customer decides over a change of the factor. */
export type Enrolment = Pick<Contacts, 'emailVerified' | 'phoneVerified'> & {
  epoch: number;
  factor?: Method;
  pendingKeyId?: string;
  pendingKeyTakenBy?: string;
  epochMadeBy?: string | undefined;
};

/** `seen`: the customer as whoever changes has read them. */
export type FactorChange =
  /** `by`: the token id of the session that changes: it goes on. */
  | { to: Method | 'off'; seen: Pick<Enrolment, 'epoch' | 'factor'>; by?: string }
  | { to: 'other recovery codes'; seen: Pick<Enrolment, 'epoch' | 'factor'> }
  | { to: 'a pending key'; seen: Pick<Enrolment, 'epoch' | 'factor'>; pendingKeyId: string }
  /** Activating begins with it: the key is there once. `by`: whose taking it is, so that one that is repeated is known again. */
  | { to: 'no pending key'; pendingKeyId: string; by: string };

/** The enrolment after the change, or `undefined` where it does not hold. */
export function afterChange(now: Enrolment | undefined, change: FactorChange): Enrolment | undefined {
  if (!now) return undefined;
  const { pendingKeyId: pending, pendingKeyTakenBy: _, ...settled } = now;
  if (change.to === 'no pending key') {
    if (pending === change.pendingKeyId) return { ...settled, pendingKeyTakenBy: change.by };
    return now.pendingKeyTakenBy === change.by ? now : undefined;
  }
  const { to, seen } = change;
  if (now.epoch !== seen.epoch || now.factor !== seen.factor) return undefined;
  if (to === 'other recovery codes') return now;
  if (to === 'a pending key') return { ...settled, pendingKeyId: change.pendingKeyId };
  const { factor: __, ...rest } = settled;
  const changed = { ...rest, ...nextEpoch(now, change.by) };
  if (to === 'off') return changed;
  // Activating a key needs that no newer one has become pending: the one being activated would be worth nothing.
  if (missingContacts(now, to).length > 0 || (to === 'totp' && pending !== undefined)) return undefined;
  return { ...changed, factor: to };
}
