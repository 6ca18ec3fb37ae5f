/** Access tokens: ES256 JWTs (RFC 7519, RFC 9068's claims where they apply), valid for 15 minutes. */
import { type KeyObject, randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { required, variables } from '../config/environment.ts';
import { ACCESS_TOKEN_LIFETIME } from '../flow/budgets.ts';
import type { SessionClaims } from '../flow/session.ts';
import { publicKey } from '../keyring/public-keys.ts';
import type { Call } from './call.ts';

const audience = required(variables.audience);

/** The session behind a bearer token; `undefined` for a missing, foreign, altered or ended one. */
export async function authenticate(call: Pick<Call, 'bearer' | 'now' | 'publicUrl'>): Promise<SessionClaims | undefined> {
  if (!call.bearer) return undefined;
  try {
    const { payload } = await jwtVerify(
      call.bearer,
      async ({ kid }) => {
        const key = await publicKey(kid, call.now);
        if (!key) throw new errors.JWKSNoMatchingKey();
        return key;
      },
      { algorithms: ['ES256'], audience, issuer: call.publicUrl, currentDate: new Date(call.now), requiredClaims: ['sub', 'exp', 'jti'] },
    );
    const { sub = '', jti = '', exp = 0, amr, epoch } = payload;
    return { customerId: sub, jti, amr: amr as string[], epoch: Number(epoch), expiresAt: exp * 1000 };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The private key that signs, and its version. */
export type Signer = { version: number; key: KeyObject };

/** How a login or refresh ends: the answer `authenticated` with its access token. */
export type Authenticated = {
  status: 'authenticated';
  customerId: string;
  accessToken: string;
  tokenType: 'Bearer';
  /** seconds */
  expiresIn: number;
};

export async function authenticated(
  call: Pick<Call, 'now' | 'publicUrl'>,
  who: { customerId: string; epoch: number; amr: readonly string[] },
  signer: Signer,
): Promise<Authenticated> {
  const issuedAt = Math.floor(call.now / 1000);
  const accessToken = await new SignJWT({ amr: who.amr, epoch: who.epoch })
    .setProtectedHeader({ alg: 'ES256', kid: String(signer.version), typ: 'JWT' })
    .setIssuer(call.publicUrl)
    .setAudience(audience)
    .setSubject(who.customerId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACCESS_TOKEN_LIFETIME / 1000)
    .setJti(randomUUID())
    .sign(signer.key);
  return { status: 'authenticated', customerId: who.customerId, accessToken, tokenType: 'Bearer', expiresIn: ACCESS_TOKEN_LIFETIME / 1000 };
}
