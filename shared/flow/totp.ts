/**
 * Time-based one-time passwords (RFC 6238) as every authenticator app speaks them: SHA-1, six digits, 30 seconds. The
 * arithmetic is otplib's; which steps are accepted is decided here.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type CryptoPlugin, generateSync, generateURI, ScureBase32Plugin } from 'otplib';
import { SECOND, STEP_TOLERANCE } from './budgets.ts';

export const STEP = 30 * SECOND;
/** 160 bits: the length of the HMAC's output, as RFC 4226 §4 R6 recommends. */
export const KEY_LENGTH = 20;

/** Node's own HMAC: several times faster to load than the pure JavaScript that otplib brings. */
const nodeCrypto = {
  name: 'node',
  hmac: (algorithm: string, key: Uint8Array, data: Uint8Array) => new Uint8Array(createHmac(algorithm, key).update(data).digest()),
} as unknown as CryptoPlugin;

/** The code of one step. `step`: floor(unix seconds / 30). */
export function codeOfStep(sharedKey: Uint8Array, step: number): string {
  return generateSync({ strategy: 'hotp', secret: sharedKey, counter: step, algorithm: 'sha1', digits: 6, crypto: nodeCrypto });
}

/** The two steps within the tolerance of `now` (ms): a device up to 15 s off always shows one of them. */
export function acceptedSteps(now: number): [number, number] {
  return [Math.floor((now - STEP_TOLERANCE) / STEP), Math.floor((now + STEP_TOLERANCE) / STEP)];
}

/** The step whose code was typed, or `undefined`. Compared in constant time; both steps are always computed. */
export function stepOf(code: string, sharedKey: Uint8Array, now: number): number | undefined {
  const typed = Buffer.from(code);
  const matching = acceptedSteps(now).filter((step) => {
    const expected = Buffer.from(codeOfStep(sharedKey, step));
    return typed.length === expected.length && timingSafeEqual(typed, expected);
  });
  // Should both steps have the same code, the later one leaves less to replay.
  return matching.at(-1);
}

/** RFC 6238 §5.2: a step is accepted once, and none before it from then on. `last`: the last accepted one of this key. */
export const isNewStep = (step: number, last: number | undefined): boolean => last === undefined || step > last;

/**
 * What a customer's app takes in: base32 for typing (RFC 4648 §6; 160 bits need no padding), and the otpauth URI for scanning. In its label a
 * colon ends the issuer, so the issuer cannot have one.
 */
export function keyForApp(sharedKey: Uint8Array, issuer: string, account: string): { sharedKey: string; otpauthUri: string } {
  const secret = new ScureBase32Plugin().encode(sharedKey);
  // SHA-1, six digits and 30 seconds are what apps take for granted: the URI does not say them.
  const otpauthUri = generateURI({ strategy: 'totp', issuer: issuer.replaceAll(':', ''), label: account, secret });
  return { sharedKey: secret, otpauthUri };
}
