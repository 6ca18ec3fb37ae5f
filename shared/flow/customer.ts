/**
 * A customer as administrators put them in, change them and take them out, and the epoch in which their sessions count. What becomes of
 * the customer the store asks here (`begun`, `consequences`, `nextEpoch`); whether it may, its conditions say as `transition` does.
 */
import { transition as ofCodes } from './code-events.ts';
import { type Codes, codesOf, untouchedCodes } from './codes.ts';
import { atAnotherAddress } from './contacts.ts';
import { nextEpoch } from './session.ts';

/** What an administrator decides. */
export type Facts = {
  username: string;
  email: string;
  emailVerified: boolean;
  /** E.164. */
  phone: string | undefined;
  phoneVerified: boolean;
};

/** A customer as they are read. `version`: raised by every write. */
export type Person = Codes &
  Pick<Facts, 'username' | 'email'> & {
    version: number;
    epoch: number;
    epochMadeBy?: string | undefined;
    phone?: string | undefined;
  };

export type CustomerState =
  | { is: 'absent' }
  /** Deleted, and not everything that belonged to the customer is gone yet. */
  | { is: 'being erased' }
  | { is: 'present'; customer: Person };

/** `name`: whose the username of the facts is. `seen`: the customer as they were read. */
export type CustomerEvent =
  | { is: 'created'; facts: Facts; name: 'free' | 'own' | 'taken' }
  | { is: 'changed'; seen: Person; facts: Facts; newPassword: boolean; name: 'free' | 'own' | 'taken' }
  | { is: 'deleted'; seen: Pick<Person, 'username'> }
  /** `by`: the token id of a session that goes on. */
  | { is: 'sessions ended'; seen: Pick<Person, 'epoch'>; by: string | undefined };

/** The customer after the event, or `undefined` where it does not hold. */
export function transition(state: CustomerState, event: CustomerEvent, now: number): CustomerState | undefined {
  if (event.is === 'created') {
    const isFree = state.is === 'absent' && event.name !== 'taken';
    return isFree ? { is: 'present', customer: begun(event.facts, now) } : undefined;
  }
  if (state.is !== 'present') return undefined;
  const { customer } = state;
  const after = (changes: object): CustomerState => ({
    is: 'present',
    customer: { ...customer, ...changes, version: customer.version + 1 },
  });
  switch (event.is) {
    case 'changed': {
      const { seen, facts, newPassword, name } = event;
      if (customer.version !== seen.version || name === 'taken') return undefined;
      return after({ ...facts, ...consequences(seen, facts, newPassword, now) });
    }
    case 'deleted':
      return customer.username === event.seen.username ? { is: 'being erased' } : undefined;
    case 'sessions ended':
      return customer.epoch === event.seen.epoch ? after(nextEpoch(event.seen, event.by)) : undefined;
  }
}

/** A customer as they are put in. The epoch begins with the time: no session or challenge of a deleted one counts for the next with the same id. */
export const begun = <F extends Facts>(facts: F, now: number) => ({ ...untouchedCodes, ...facts, version: 1, epoch: now });

/** A new password ends every session and flow, whoever knew the older one may hold some, and the row of wrong codes. `by`: a session that goes on. */
export const afterNewPassword = (before: Codes & Pick<Person, 'epoch'>, by: string | undefined, now: number) => ({
  ...ofCodes(codesOf(before), { is: 'new password' }, now),
  ...nextEpoch(before, by),
});

/** Its owner says that somebody else was at the account: the password is worth nothing to whoever knows it, and nothing that is open goes on. */
export const afterNotMe = (before: Pick<Person, 'epoch'>, now: number) => ({ passwordEndedAt: now, ...nextEpoch(before, undefined) });

/** What follows from a change of facts. Another address, like a new password, ends every session and pending login. */
export function consequences(before: Person, facts: Facts, newPassword: boolean, now: number) {
  const moves = facts.email !== before.email;
  return {
    ...(moves && atAnotherAddress(before, now)),
    ...(facts.phone !== before.phone && { phoneChangedAt: now }),
    ...(moves && nextEpoch(before, undefined)),
    ...(newPassword && afterNewPassword(before, undefined, now)),
  };
}
