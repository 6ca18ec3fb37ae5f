/** What a login proved, and which sessions still count. */
import type { Method } from './method.ts';

/** How a login was proved: the last part of its `acr` (OpenID Connect Core §2). `shop`: by the word of a shop that keeps passwords itself. */
export type Acr = 'password' | Method | 'recovery-code' | 'shop';

/** `amr` by RFC 8176 §2. */
export const amrOf: Readonly<Record<Acr, readonly string[]>> = {
  password: ['pwd'],
  // Whoever reads the mailbox need not hold a device: a code by e-mail is no `mfa` (NIST SP 800-63B-4 §3.1.3.1).
  email: ['pwd', 'otp'],
  totp: ['pwd', 'otp', 'mfa'],
  // A printed code is a look-up secret, something that the customer has (NIST SP 800-63B-4 §3.1.2), and used once.
  'recovery-code': ['pwd', 'otp', 'mfa'],
  // What the shop has seen, we have not.
  shop: [],
};

export const acrs = Object.keys(amrOf) as Acr[];

export const provesSecondFactor = (acr: Acr): boolean => acr !== 'password' && acr !== 'shop';

/** What of an access token says how it was proved: the name at the end of the URL. */
export const nameOfAcr = (acr: string): string => acr.slice(acr.lastIndexOf('/') + 1);

/** Was the customer handed over by a shop? Such a session is for the account page, and no login. */
export const isHandedOver = ({ acr }: Pick<SessionClaims, 'acr'>): boolean => nameOfAcr(acr) === ('shop' satisfies Acr);

/** What an access token says. Times in ms since 1970. */
export type SessionClaims = {
  customerId: string;
  epoch: number;
  jti: string;
  /** The stay-logged-in family that the token comes from. */
  sid?: string;
  amr: string[];
  /** As a URL under the issuer's. */
  acr: string;
  /** When the login was proved. */
  authTime: number;
  expiresAt: number;
};
type EpochHolder = { epoch: number; epochMadeBy?: string };

/**
 * A session counts while the customer's epoch is the one it was made in, and nobody has logged it out: of one that stays logged in the
 * family is gone then, of another there is a note. The session that moved the epoch goes on until its access token ends: the customer who
 * has just switched the factor on is not thrown out of the page.
 */
export function sessionCounts(
  session: Pick<SessionClaims, 'sid' | 'epoch' | 'jti'>,
  customer: EpochHolder | undefined,
  family: object | undefined,
  isLoggedOut: boolean,
): boolean {
  if (!customer || isLoggedOut || (session.sid !== undefined && !family)) return false;
  return customer.epoch === session.epoch || customer.epochMadeBy === session.jti;
}

/** Nothing of the epoch before goes on, but for the session whose token has the id `by`. */
export const nextEpoch = ({ epoch }: Pick<EpochHolder, 'epoch'>, by: string | undefined) => ({ epoch: epoch + 1, epochMadeBy: by });
