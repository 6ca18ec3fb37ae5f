/**
 * An authenticator app of the tests' own: RFC 4226 and RFC 6238 over node:crypto, and none of the service's arithmetic, so that
 * a fault that service and library share shows.
 */
import { createHmac } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 §6; people type it in lower case and in groups. @throws Error at any other character. */
export function fromBase32(text: string): Buffer {
  const characters = text.toUpperCase().replaceAll(/[ =-]/g, '');
  let bits = '';
  for (const character of characters) {
    const value = alphabet.indexOf(character);
    if (value < 0) throw new Error(`${character} is not Base32`);
    bits += value.toString(2).padStart(5, '0');
  }
  const octets = bits.match(/.{8}/g) ?? [];
  return Buffer.from(octets.map((octet) => Number.parseInt(octet, 2)));
}

/** RFC 4226 §5.3, six digits. */
export function hotp(key: Uint8Array, counter: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', key).update(message).digest();
  const offset = (mac.at(-1) ?? 0) % 16;
  const number = mac.readUInt32BE(offset) % 2 ** 31;
  return String(number % 1_000_000).padStart(6, '0');
}

/** RFC 6238 §4.2. `at`: ms since 1970. */
export const stepAt = (at: number): number => Math.floor(at / 30_000);

/** What a scanned otpauth URI holds. */
type ScannedKey = { issuer: string | null; account: string; sharedKey: string; parameters: Record<string, string> };

/** @throws Error when it is no otpauth URI for TOTP. */
export function scan(otpauthUri: string): ScannedKey {
  const { protocol, host, pathname, searchParams } = new URL(otpauthUri);
  if (protocol !== 'otpauth:' || host !== 'totp') throw new Error('not an otpauth URI for TOTP');
  const label = decodeURIComponent(pathname.slice(1));
  return {
    issuer: searchParams.get('issuer'),
    account: label.slice(label.indexOf(':') + 1).trim(),
    sharedKey: searchParams.get('secret') ?? '',
    parameters: Object.fromEntries(searchParams),
  };
}

/** A device with an app that holds one key. */
export class AuthenticatorApp {
  readonly #key: Buffer;

  /** @param sharedKey Base32, or the otpauth URI of a QR code */
  constructor(sharedKey: string) {
    this.#key = fromBase32(sharedKey.startsWith('otpauth:') ? scan(sharedKey).sharedKey : sharedKey);
  }

  /** What it shows at `at` (ms since 1970, by its own clock). */
  codeAt(at: number): string {
    return hotp(this.#key, stepAt(at));
  }

  /** A code of none of the steps around `at`; the `nth` differs from every other `nth`. */
  wrongCodeAt(at: number, nth = 1): string {
    const right = [-2, -1, 0, 1, 2].map((steps) => this.codeAt(at + steps * 30_000));
    const wrong = Array.from({ length: nth + right.length }, (_, index) => String((Number(this.codeAt(at)) + index + 1) % 1_000_000));
    return wrong.map((code) => code.padStart(6, '0')).filter((code) => !right.includes(code))[nth - 1] as string;
  }
}
