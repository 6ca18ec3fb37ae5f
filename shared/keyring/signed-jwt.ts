/**
 * JWTs that we sign (RFC 7515 §7.1), with ES256 (RFC 7518 §3.4), as every login does: without the library, which is half as large as all
 * else that signing needs. Those that others bring are verified by it (`http/signed-token.ts`).
 */
import { type KeyObject, sign } from 'node:crypto';

/** RFC 9068 §2.1: so that no other kind of JWT is taken for an access token. */
export const accessTokenType = 'at+jwt';

/** The private key that signs, and its version. */
export type Signer = { version: number; key: KeyObject };

/** @param lifetime in ms, from `now` on (RFC 7519 §4.1: its times are in seconds) */
type Signing = { typ: string; lifetime: number; now: number };

export function signedJwt(claims: Record<string, unknown>, { typ, lifetime, now }: Signing, { version, key }: Signer): string {
  const iat = Math.floor(now / 1000);
  const parts = [
    { alg: 'ES256', kid: String(version), typ },
    { ...claims, iat, exp: iat + lifetime / 1000 },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
