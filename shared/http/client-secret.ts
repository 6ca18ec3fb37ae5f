/** The secret by which a confidential client proves itself: 256 random bits, of which only the digest is kept (`flow/client.ts` says why). */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Secret } from '../flow/client.ts';

export const digestOfSecret = (secret: string): Uint8Array => createHash('sha256').update(secret).digest();

/** `shown` goes to the administrator and nowhere else, `kept` into the table. */
export function freshSecret(now: number): { shown: string; kept: Secret } {
  const shown = randomBytes(32).toString('base64url');
  return { shown, kept: { secretId: randomUUID(), digest: digestOfSecret(shown), createdAt: now } };
}
