/** Which sessions still count. */

/** What a login proved, as RFC 8176 names it. */
export const amr = {
  password: ['pwd'],
  secondFactor: ['pwd', 'otp', 'mfa'],
} as const satisfies Record<string, readonly string[]>;

export type SessionClaims = { customerId: string; epoch: number; jti: string; amr: string[] /** ms */; expiresAt: number };
export type EpochHolder = { epoch: number; epochMadeBy?: string };

/**
 * A session counts while the customer's epoch is the one it was made in. The session that moved the epoch goes on until
 * its access token ends: the customer who has just switched the factor on is not thrown out of the page.
 */
export function sessionCounts(session: SessionClaims, customer: EpochHolder | undefined): boolean {
  return customer !== undefined && (customer.epoch === session.epoch || customer.epochMadeBy === session.jti);
}

/** Nothing of the epoch before goes on, but for the session whose token has the id `by`. */
export const nextEpoch = ({ epoch }: EpochHolder, by: string | undefined) => ({ epoch: epoch + 1, epochMadeBy: by });
