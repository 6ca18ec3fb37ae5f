/**
 * Which version of a key is current: time is cut into periods, and each period has its own. So a key is rotated without
 * anybody doing it, and every function knows the version without asking.
 */
import { ACCESS_TOKEN_LIFETIME, DAY } from './budgets.ts';

export const KEY_PERIOD = 90 * DAY;

export const versionAt = (now: number): number => Math.floor(now / KEY_PERIOD);

/** The version that a token's `kid` names, as we spell it; `undefined` for whatever else a stranger's header holds there. */
export const versionNamed = (kid: unknown): number | undefined =>
  typeof kid === 'string' && /^[1-9]\d{0,14}$/.test(kid) ? Number(kid) : undefined;

/** The newest signing key is published this long before it signs, so that caches of the JWKS know it in time. */
export const PUBLISHED_AHEAD = DAY;
/** An older signing key stays published while a token of it may be valid, clocks being up to an hour apart. */
const PUBLISHED_AFTER = ACCESS_TOKEN_LIFETIME + DAY;

/** The versions whose public keys belong into the JWKS at `now`, newest first. */
export function publishedVersions(now: number): number[] {
  return [...new Set([versionAt(now + PUBLISHED_AHEAD), versionAt(now), versionAt(now - PUBLISHED_AFTER)])];
}

/**
 * Does a JWKS of these versions hold every key that signs at `now` or within `time` (ms, less than a period) after it? Only then may a
 * copy of it be kept that long: a key that nobody has made yet would sign tokens that the copy does not know.
 */
export const holdsEverySigner = (published: readonly number[], time: number, now: number): boolean =>
  [now, now + time].every((moment) => published.includes(versionAt(moment)));

/** Under which a sealed token is still acceptable at `now`: the current key and the one before it. */
export const acceptedVersions = (now: number): number[] => [versionAt(now), versionAt(now) - 1];

/** Is an access token that `version` signed still acceptable at `now`? By the key before the current one while the last of its tokens lives. */
export const signerIsAccepted = (version: number, now: number): boolean =>
  version === versionAt(now) || version === versionAt(now - ACCESS_TOKEN_LIFETIME);
