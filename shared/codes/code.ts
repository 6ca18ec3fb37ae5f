/** The six digits: making them, and the digests that stand for them in the table. */
import { createHmac, type KeyObject, randomInt } from 'node:crypto';
import type { Purpose } from '../flow/round.ts';

/** Six uniformly random decimal digits, leading zeros included. */
export const makeCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** Bytes of a digest: enough that no two codes share one, and small enough that a guess stays one write unit. */
export const DIGEST_LENGTH = 16;

/**
 * HMAC-SHA-256 of a code, truncated (RFC 2104 §5), bound to its customer and purpose: a dump of the table yields no code, and a digest moved to
 * another customer's item is nobody's. The key is never in the table in the clear.
 */
export function codeDigest(key: KeyObject, purpose: Purpose, customerId: string, code: string): Uint8Array {
  return createHmac('sha256', key).update(`${purpose}\n${code}\n${customerId}`).digest().subarray(0, DIGEST_LENGTH);
}
