/**
 * The link by which a forgotten password is replaced. One at a time: the newest e-mail's, good for half an hour, once, for the account as
 * it was when it was sent, and until a password is set in whatever way. And the owner's "this wasn't me", by which a password ends.
 */
import { DAY, NOT_ME_LIFETIME, PASSWORD_LINK_LIFETIME } from './budgets.ts';
import { type Codes, countersAfter } from './codes.ts';
import { isTooNew } from './contacts.ts';
import { nextInRow } from './row.ts';

/** Times in ms since 1970. Nothing is there before the first one. */
export type PasswordLink = {
  /** Absent once it was used, or a password was set without it. */
  linkId?: string | undefined;
  linkSentAt?: number | undefined;
  /** Links since the last right code, or the last that was used. */
  linksInRow?: number;
  /** The customer's right codes when the last link was sent: once there are more, the row of links is over. */
  rightCodesAtLink?: number;
  /** Whose account it was sent for, and to which of their addresses. */
  createdAt?: number;
  emailChangedAt?: number | undefined;
  /** When the password that stands was set, by its owner or by an administrator; of an imported one when the shop says that it was, if it says so. */
  setAt?: number | undefined;
  /** When the owner last said "this wasn't me". */
  notMeAt?: number;
  /** Who had the address before calls the present one not the owner's: no link goes anywhere until the shop knows whose it is. */
  disputed?: true | undefined;
  /** When the shop last put an address or a password in: the address that stood then nobody disputes. */
  vouchedAt?: number;
};

/** "This wasn't me", said by the link of an e-mail. */
export type NotMe = {
  /** When the e-mail was written. */
  at: number;
  /** Whose account it tells of. */
  createdAt: number;
  /** It tells of a change of the address, and went to the one before. */
  former?: true | undefined;
};

/** Whose password it is, as they are now. */
export type PasswordOwner = Codes & { createdAt: number; emailVerified: boolean; emailChangedAt?: number };

export type PasswordLinkEvent =
  | { is: 'ask'; linkId: string }
  /** The e-mail was refused: the next may go out at once. */
  | { is: 'undo ask'; linkId: string }
  /** The password was set by it. */
  | { is: 'use'; linkId: string }
  /** The password ends, unless the word was said since this e-mail was written: each counts once. */
  | { is: 'not me'; said: NotMe };

export type PasswordLinkRefusal =
  | 'not yet'
  | 'no verified address'
  | 'address too new'
  | 'address disputed'
  | 'link over'
  | 'word over'
  | 'said before';

type Move = { is: 'moved'; to: PasswordLink } | { is: 'refused'; why: PasswordLinkRefusal };

const refused = (why: PasswordLinkRefusal): Move => ({ is: 'refused', why });

/** What becomes of the link by `event`, `owner` being as they are at `now`. */
export function transition(link: PasswordLink, event: PasswordLinkEvent, owner: PasswordOwner, now: number): Move {
  switch (event.is) {
    case 'ask': {
      if (!owner.emailVerified) return refused('no verified address');
      // Whoever found an open session may have changed it, and would have the password by it.
      if (owner.emailChangedAt !== undefined && isTooNew(owner.emailChangedAt, now)) return refused('address too new');
      if (link.disputed) return refused('address disputed');
      if (nextLinkAt(link, owner, now) > now) return refused('not yet');
      const row = { linksInRow: linksInRow(link, owner, now) + 1, rightCodesAtLink: rightCodes(owner, now) };
      const { createdAt, emailChangedAt } = owner;
      return { is: 'moved', to: { ...link, linkId: event.linkId, linkSentAt: now, ...row, createdAt, emailChangedAt } };
    }
    case 'undo ask':
      if (link.linkId !== event.linkId) return refused('link over');
      return { is: 'moved', to: { ...link, linkId: undefined, linkSentAt: undefined, linksInRow: (link.linksInRow ?? 1) - 1 } };
    case 'use':
      return goesOn(link, event.linkId, owner, now) ? { is: 'moved', to: { ...link, ...afterPasswordSet(now) } } : refused('link over');
    case 'not me': {
      const { said } = event;
      if (said.createdAt !== owner.createdAt || said.at <= now - NOT_ME_LIFETIME) return refused('word over');
      const disputes = disputesAddress(said, link, owner);
      // Whoever has the address now may have said so first.
      if ((link.notMeAt ?? 0) >= said.at && !(disputes && !link.disputed)) return refused('said before');
      // A link may be on its way to the address that is disputed.
      return { is: 'moved', to: { ...link, ...(disputes && { disputed: true, linkId: undefined }), notMeAt: Math.max(now, said.at) } };
    }
  }
}

/**
 * A password as an administrator puts it: chosen just now; imported; or only known to be another, in a shop that keeps it. `setAt`: when
 * it was set in the shop, if the shop says so.
 */
export type PasswordPut = { is: 'chosen' } | { is: 'imported'; setAt: number | undefined } | { is: 'elsewhere'; setAt: number };

/** When it was set in the shop, as far as the shop says so. */
export const setInShopAt = (put: PasswordPut | undefined): number | undefined => (put && put.is !== 'chosen' ? put.setAt : undefined);

/**
 * Does the password that stands stay, and with it that it was ended? An import that is run again brings what was there before: it takes
 * the place of another import, and of what was set or ended since only if it says that it is newer. So does the word of a shop that keeps
 * passwords: said again, or late, it tells nothing new.
 */
export function staysBefore(
  put: PasswordPut,
  { setAt = 0, passwordEndedAt = 0 }: { setAt?: number | undefined; passwordEndedAt?: number | undefined },
): boolean {
  const since = Math.max(setAt, passwordEndedAt);
  return put.is !== 'chosen' && since > 0 && (setInShopAt(put) ?? 0) <= since;
}

/** What a password that is set in whatever way makes of the link. */
export const afterPasswordSet = (now: number) => ({ linkId: undefined, linksInRow: 0, setAt: now });

/** Was it said by an e-mail to an address that the account has no more? Where the shop has put the next one in, it knows whose it is. */
function disputesAddress({ at, former }: NotMe, { vouchedAt = 0 }: PasswordLink, { emailChangedAt = 0 }: PasswordOwner): boolean {
  return emailChangedAt > vouchedAt && (at < emailChangedAt || former === true);
}

const rightCodes = (codes: Codes, now: number) => countersAfter(codes, now).completedRounds;

/** A day without a link ends the row, too. */
function linksInRow(link: PasswordLink, codes: Codes, now: number): number {
  const isOver = link.rightCodesAtLink !== rightCodes(codes, now) || (link.linkSentAt ?? 0) <= now - DAY;
  return isOver ? 0 : (link.linksInRow ?? 0);
}

/**
 * The earliest moment of the next e-mail with a link. Nobody's mailbox is flooded: it waits as the next code by e-mail would, but no
 * longer than the link lives that was sent before. So whoever keeps asking leaves the owner with one that works.
 */
const nextLinkAt = (link: PasswordLink, codes: Codes, now: number): number =>
  Math.min(nextInRow(link.linkSentAt, linksInRow(link, codes, now)), (link.linkSentAt ?? 0) + PASSWORD_LINK_LIFETIME);

/** Does the link lead anywhere: the newest, fresh, not used, and the account and its address still those that it was sent to? */
function goesOn(link: PasswordLink, linkId: string, owner: PasswordOwner, now: number): boolean {
  if (link.linkId !== linkId || (link.linkSentAt ?? 0) <= now - PASSWORD_LINK_LIFETIME) return false;
  // Nobody's new password overtakes their word.
  if ((link.notMeAt ?? 0) > now) return false;
  return link.createdAt === owner.createdAt && link.emailChangedAt === owner.emailChangedAt;
}
