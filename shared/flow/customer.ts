/**
 * A customer as administrators put them in, change them and take them out, and the epoch in which their sessions count. What becomes of
 * the customer the store asks here (`begun`, `changedTo`, `nextEpoch`); whether it may, its conditions say as `transition` does.
 */
import { transition as ofCodes } from './code-events.ts';
import { type Codes, codesOf, untouchedCodes } from './codes.ts';
import { atAnotherAddress } from './contacts.ts';
import { afterPasswordSet, type PasswordLink, type PasswordPut, setInShopAt, staysBefore } from './password-link.ts';
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
  | { is: 'present'; customer: Person; link: Link };

/** What is known of the password that stands, and of who may have a link to another; `version`: absent while nothing is. */
export type Link = Pick<PasswordLink, 'setAt' | 'vouchedAt' | 'disputed'> & { version?: number | undefined };

/** `name`: whose the username of the facts is. `seen`: the customer as they were read, `link`: what was read of their password. */
export type CustomerEvent =
  | { is: 'created'; facts: Facts; password: PasswordPut | undefined; name: 'free' | 'own' | 'taken' }
  | { is: 'changed'; seen: Person; link: Link; facts: Facts; password: PasswordPut | undefined; name: 'free' | 'own' | 'taken' }
  /** `asRead`: only if nobody has written to the customer since. */
  | { is: 'deleted'; seen: Pick<Person, 'username' | 'version'>; asRead: boolean }
  /** `by`: the token id of a session that goes on. */
  | { is: 'sessions ended'; seen: Pick<Person, 'epoch'>; by: string | undefined };

/** The customer after the event, or `undefined` where it does not hold. */
export function transition(state: CustomerState, event: CustomerEvent, now: number): CustomerState | undefined {
  if (event.is === 'created') {
    const isFree = state.is === 'absent' && event.name !== 'taken';
    return isFree ? { is: 'present', customer: begun(event.facts, now), link: firstLink(event.password) } : undefined;
  }
  if (state.is !== 'present') return undefined;
  const { customer } = state;
  const after = (changes: object, link = state.link): CustomerState => ({
    is: 'present',
    customer: { ...customer, ...changes, version: customer.version + 1 },
    link,
  });
  switch (event.is) {
    case 'changed': {
      const { seen, link, facts, password, name } = event;
      if (customer.version !== seen.version || name === 'taken') return undefined;
      const takesPlace = password !== undefined && !staysBefore(password, { ...seen, ...link });
      const put: Put = { password: takesPlace ? password : undefined, address: facts.email !== seen.email };
      const movesLink = takesPlace || put.address;
      if (movesLink && state.link.version !== link.version) return undefined;
      const changes = changedTo(seen, facts, takesPlace, now);
      return movesLink ? after(changes, { ...state.link, ...afterPut(put, now), version: (link.version ?? 0) + 1 }) : after(changes);
    }
    case 'deleted':
      return customer[event.asRead ? 'version' : 'username'] === event.seen[event.asRead ? 'version' : 'username']
        ? { is: 'being erased' }
        : undefined;
    case 'sessions ended':
      return customer.epoch === event.seen.epoch ? after(nextEpoch(event.seen, event.by)) : undefined;
  }
}

/** A customer as they are put in. The epoch begins with the time: no session or challenge of a deleted one counts for the next with the same id. */
export const begun = <F extends Facts>(facts: F, now: number) => ({ ...untouchedCodes, ...facts, version: 1, epoch: now });

/** Of a customer who is put in with a password: nothing is known of it but what the shop says. */
const firstLink = (password: PasswordPut | undefined): Link =>
  setInShopAt(password) === undefined ? {} : { setAt: setInShopAt(password), version: 1 };

/** What an administrator puts in: a password that takes the place of the one that stood, another address. */
export type Put = { password: PasswordPut | undefined; address: boolean };

/**
 * What becomes of the link then. An address or a password that the shop chooses ends a dispute about the address: it has found out who its
 * customer is. A hash that it moves along tells nothing.
 */
export const afterPut = ({ password, address }: Put, now: number) => ({
  ...(password && afterPasswordSet(now)),
  ...(password && password.is !== 'chosen' && { setAt: setInShopAt(password) }),
  ...((address || password?.is === 'chosen') && { vouchedAt: now, disputed: undefined }),
});

/** A new password ends every session and flow, whoever knew the older one may hold some, and the row of wrong codes. `by`: a session that goes on. */
export const afterNewPassword = (before: Codes & Pick<Person, 'epoch'>, by: string | undefined, now: number) => ({
  ...ofCodes(codesOf(before), { is: 'new password' }, now),
  ...nextEpoch(before, by),
});

/** Its owner says that somebody else was at the account: the password is worth nothing to whoever knows it, and nothing that is open goes on. */
export const afterNotMe = (before: Pick<Person, 'epoch'>, now: number) => ({ passwordEndedAt: now, ...nextEpoch(before, undefined) });

/** The customer with other facts. */
export const changedTo = <F extends Facts>(before: Person, facts: F, newPassword: boolean, now: number) => ({
  ...facts,
  ...consequences(before, facts, newPassword, now),
});

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
