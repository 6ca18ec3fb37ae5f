/**
 * A stay-logged-in session is a family of tokens: the login's, its successor after the first refresh, the successor of that one.
 * Only the newest is worth anything, and for a moment the one before it, which is worth no more than the newest: two tabs, a lost
 * answer and a repeated call are one refresh. Whoever comes later with a replaced token has copied it, or was copied from, so the
 * family ends (RFC 9700 §4.14.2, refresh token rotation).
 */
import { STAY_LOGGED_IN_LIFETIME, STAY_LOGGED_IN_UNUSED, TOKEN_REPEATABLE } from './budgets.ts';
import type { Method } from './method.ts';
import { type Acr, provesSecondFactor } from './session.ts';

/** Times in ms since 1970, tokens as their digests. */
export type LiveFamily = {
  epoch: number;
  /** What the login proved. */
  acr: Acr;
  newest: string;
  /** The token that the newest has replaced; empty before the first refresh. */
  previous: string;
  /** Version of the key by which the newest was derived from it. */
  tokenKey: number;
  replacedAt: number;
  startedAt: number;
  /** When it ends if it is not used before. */
  expiresAt: number;
};
export type SessionFamily = ({ is: 'alive' } & LiveFamily) | { is: 'ended' };

/** What of the customer decides; `undefined`: there is none. */
export type FamilyOwner = { epoch: number; factor?: Method } | undefined;

export type FamilyEvent =
  /** By a login in an epoch. `newest`: its first token. */
  | { is: 'begin'; of: Pick<LiveFamily, 'epoch' | 'acr'>; newest: string }
  /** `factorIsDemanded`: the flag is on. `successor` and `tokenKey`: what the newest token would be replaced by. */
  | { is: 'refresh'; token: string; successor: string; tokenKey: number; factorIsDemanded: boolean }
  /** By the cookie or by an access token of the family. */
  | { is: 'logout' }
  /** The customer's other sessions end, so the owner's epoch moves on from the one that was seen. */
  | { is: 'carry over'; from: number; to: number };

export type Moved =
  | { is: 'begun' | 'replaced' | 'carried over' | 'logged out'; family: SessionFamily }
  /** The newest token once more; nothing changes. */
  | { is: 'repeated'; family: SessionFamily }
  /** It had a replaced token, and ends: the owner is told. */
  | { is: 'copied'; family: SessionFamily }
  | { is: 'over' };

/** When a family ends that was last used at `usedAt`. */
export const familyEndsAt = (startedAt: number, usedAt: number): number =>
  Math.min(startedAt + STAY_LOGGED_IN_LIFETIME, usedAt + STAY_LOGGED_IN_UNUSED);

/** A family as a login begins it. */
export function begunFamily(of: Pick<LiveFamily, 'epoch' | 'acr'>, newest: string, now: number): LiveFamily {
  return { ...of, newest, previous: '', tokenKey: 0, replacedAt: now, startedAt: now, expiresAt: familyEndsAt(now, now) };
}

/**
 * What a token is to its family, whoever the family belongs to. Its first half is a secret like the second, so whoever brings any
 * other token of it had one that was replaced.
 */
function standingOf(family: LiveFamily, token: string, now: number): 'newest' | 'just replaced' | 'replaced' | 'over' {
  if (now >= family.expiresAt) return 'over';
  if (token === family.newest) return 'newest';
  return token === family.previous && now < family.replacedAt + TOKEN_REPEATABLE ? 'just replaced' : 'replaced';
}

/** A session of the password alone goes on only while its owner has no factor, if the flag demands one. */
export const needsNoFactor = ({ acr }: Pick<LiveFamily, 'acr'>, factorIsDemanded: boolean): boolean =>
  factorIsDemanded && !provesSecondFactor(acr);

export function transition(family: SessionFamily, owner: FamilyOwner, event: FamilyEvent, now: number): Moved {
  if (event.is === 'begin') {
    // Of a customer who is gone, or whose sessions were ended meanwhile, it would be dead as it begins.
    if (owner?.epoch !== event.of.epoch) return { is: 'over' };
    return { is: 'begun', family: { is: 'alive', ...begunFamily(event.of, event.newest, now) } };
  }
  if (family.is === 'ended') return { is: 'over' };
  switch (event.is) {
    case 'logout':
      return { is: 'logged out', family: { is: 'ended' } };
    case 'carry over':
      if (owner?.epoch !== event.from || family.epoch !== event.from) return { is: 'over' };
      return { is: 'carried over', family: { ...family, epoch: event.to } };
    case 'refresh':
      return refreshed(family, owner, event, now);
  }
}

function refreshed(
  family: { is: 'alive' } & LiveFamily,
  owner: FamilyOwner,
  { token, successor, tokenKey, factorIsDemanded }: Extract<FamilyEvent, { is: 'refresh' }>,
  now: number,
): Moved {
  const standing = standingOf(family, token, now);
  // Of an older epoch it was dead before, whatever came with which token.
  if (standing === 'over' || owner?.epoch !== family.epoch) return { is: 'over' };
  if (standing === 'replaced') return { is: 'copied', family: { is: 'ended' } };
  if (needsNoFactor(family, factorIsDemanded) && owner.factor !== undefined) return { is: 'over' };
  if (standing === 'just replaced') return { is: 'repeated', family };
  return { is: 'replaced', family: { ...family, ...replacement(family, successor, tokenKey, now) } };
}

/** What a refresh changes. */
export const replacement = ({ newest, startedAt }: LiveFamily, successor: string, tokenKey: number, now: number) => ({
  newest: successor,
  previous: newest,
  tokenKey,
  replacedAt: now,
  expiresAt: familyEndsAt(startedAt, now),
});
