/** What every kind of access token is checked for, whoever holds it: RFC 9068 §4. */
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { publicKey } from '../keyring/public-keys.ts';
import { accessTokenType } from '../keyring/signed-jwt.ts';
import type { Call } from './call.ts';

/** What tells one kind of token from the others. `typ`: an access token's if not said. `howeverOld`: one that is over will do. */
type Kind = { audience?: string | string[]; requiredClaims: string[]; typ?: string; howeverOld?: true };

/** The claims of a bearer token of this kind; `undefined` for a missing, foreign, altered or ended one. @throws when a key cannot be had. */
export async function claimsOf(
  { bearer, now, publicUrl }: { bearer?: string | undefined } & Pick<Call, 'now' | 'publicUrl'>,
  { audience, requiredClaims, typ = accessTokenType, howeverOld }: Kind,
): Promise<JWTPayload | undefined> {
  if (!bearer) return undefined;
  try {
    const { payload } = await jwtVerify(
      bearer,
      async ({ kid }) => {
        const key = await publicKey(kid, now);
        if (!key) throw new errors.JWKSNoMatchingKey();
        return key;
      },
      {
        typ,
        algorithms: ['ES256'],
        ...(audience !== undefined && { audience }),
        issuer: publicUrl,
        ...(howeverOld ? { clockTolerance: Number.MAX_SAFE_INTEGER } : {}),
        currentDate: new Date(now),
        requiredClaims,
      },
    );
    return payload;
  } catch (error) {
    // What jose says of a bad token. Whatever else is thrown is a fault of ours, a key that cannot be had among them.
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
