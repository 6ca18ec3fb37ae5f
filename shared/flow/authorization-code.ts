/**
 * The code that a client gets by the customer's browser and redeems by itself: once, within a minute, with the verifier of its own request
 * and the redirect URI of that (RFC 6749 §4.1.2 and §4.1.3, RFC 7636 §4.6, RFC 9700 §2.1.1).
 */
import { AUTHORIZATION_CODE_LIFETIME } from './budgets.ts';

/** Times in ms since 1970. */
export type AuthorizationCode = {
  clientId: string;
  redirectUri: string;
  codeChallenge: string;
  /** The epoch in which the customer logged in. */
  epoch: number;
  expiresAt: number;
  /** When it was redeemed; what came of it ends if it is brought again. */
  redeemedAt?: number;
};

export type Redemption = {
  clientId: string;
  redirectUri: string;
  /** Of the verifier that was brought, as base64url. */
  codeChallenge: string;
};

export type Redeemed =
  | { is: 'redeemed'; code: AuthorizationCode }
  /** Two have it, and who of them is the client cannot be told: what the first got ends too. */
  | { is: 'brought twice' }
  /** Somebody else's, over, or not for this: nothing changes, so nobody can use a client's code up for it. */
  | { is: 'refused' };

export const codeEndsAt = (madeAt: number): number => madeAt + AUTHORIZATION_CODE_LIFETIME;

/** @param owner the customer as they are now; `undefined`: there is none any more. `hasLeft`: logged out of the session by which it was given */
export function redeemed(
  code: AuthorizationCode | undefined,
  owner: { epoch: number; hasLeft?: boolean } | undefined,
  brought: Redemption,
  now: number,
): Redeemed {
  if (!code || !isFor(code, brought)) return { is: 'refused' };
  // However late it comes.
  if (code.redeemedAt !== undefined) return { is: 'brought twice' };
  if (now >= code.expiresAt || owner?.epoch !== code.epoch || owner.hasLeft) return { is: 'refused' };
  return { is: 'redeemed', code: { ...code, redeemedAt: now } };
}

const isFor = (code: AuthorizationCode, { clientId, redirectUri, codeChallenge }: Redemption): boolean =>
  code.clientId === clientId && code.redirectUri === redirectUri && code.codeChallenge === codeChallenge;
