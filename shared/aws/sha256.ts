/**
 * SHA-256 and its HMAC as the SDK's signer asks for them. It asks for the HMAC under the same few keys at every request, the key of the day
 * among them, and a key object takes longer to make than the HMAC: so each is made once.
 */
import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Checksum, SourceData } from '@smithy/types';

/** Texts are the few secrets of the function; bytes are what the signer itself keeps and forgets. */
const ofTexts = new Map<string, KeyObject>();
const ofBytes = new WeakMap<object, KeyObject>();

function keyOf(secret: SourceData): KeyObject {
  if (typeof secret !== 'string') return remembered(ofBytes, secret, () => createSecretKey(secret as Uint8Array));
  return remembered(ofTexts, secret, () => createSecretKey(secret, 'utf8'));
}

function remembered<K>(
  keys: { get(by: K): KeyObject | undefined; set(by: K, key: KeyObject): void },
  by: K,
  make: () => KeyObject,
): KeyObject {
  const known = keys.get(by);
  if (known) return known;
  const made = make();
  keys.set(by, made);
  return made;
}

export class Sha256 implements Checksum {
  readonly #secret: SourceData | undefined;
  #sum: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  /** @param secret of an HMAC; without one it is the hash alone */
  constructor(secret?: SourceData) {
    this.#secret = secret;
    this.#sum = this.#begun();
  }

  update(chunk: Uint8Array): void {
    this.#sum.update(chunk);
  }

  async digest(): Promise<Uint8Array> {
    return this.#sum.digest();
  }

  reset(): void {
    this.#sum = this.#begun();
  }

  #begun() {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', keyOf(this.#secret));
  }
}
