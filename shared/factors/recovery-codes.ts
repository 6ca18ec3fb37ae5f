/** Recovery codes: ten single-use codes that each replace a code once. Kept as keyed digests. */

import { createHmac, type KeyObject, randomBytes } from 'node:crypto';
import { DIGEST_LENGTH } from '../codes/code.ts';
import { RECOVERY_CODES } from '../flow/budgets.ts';

/** Crockford's Base32 without letters that look like digits; 5 bits a character. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ten codes of 50 random bits, in two groups of five: `4k7mz-0qtrp`. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, makeRecoveryCode);
}

function makeRecoveryCode(): string {
  const characters = Array.from(randomBytes(10), (byte) => ALPHABET[byte & 31]).join('');
  return `${characters.slice(0, 5)}-${characters.slice(5)}`;
}

/** HMAC-SHA-256 of a code as typed, bound to the customer: case, spaces and hyphens do not matter, nor o for 0, i and l for 1. */
export function recoveryCodeDigest(key: KeyObject, customerId: string, typed: string): Uint8Array {
  const code = typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
  return createHmac('sha256', key).update(`${code}\n${customerId}`).digest().subarray(0, DIGEST_LENGTH);
}
