/** The six digits: making them, and the digests that stand for them in the table. */
import { createHmac, type KeyObject, randomInt } from 'node:crypto';
import type { Purpose } from '../flow/code-round.ts';

/** Six uniformly random decimal digits, leading zeros included. */
export const makeCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/**
 * HMAC-SHA-256 of a code, bound to its customer and purpose: a dump of the table yields no code, and a digest moved to
 * another customer's item is nobody's. The key is never in the table in the clear.
 */
export function codeDigest(key: KeyObject, purpose: Purpose, customerId: string, code: string): string {
  return createHmac('sha256', key).update(`${purpose}\n${code}\n${customerId}`).digest('base64url');
}
