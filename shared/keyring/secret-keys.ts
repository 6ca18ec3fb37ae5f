/**
 * The keys that a function holds in memory: symmetric ones, and the private half of what signs. Each is read and unwrapped once, made
 * by whoever needs it first. A warm login calls KMS never.
 */
import { createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto';
import { begin } from '../aws/begun.ts';
import { decryptBytes, makeSecretKey } from '../aws/kms.ts';
import { PUBLISHED_AHEAD, versionAt } from '../flow/key-schedule.ts';
import { type KeyPurpose, type KeyringItem, keepKey, readKey, readKeys } from '../store/keyring-items.ts';
import { heldOnce } from './held-once.ts';
import { placeOf } from './place-of.ts';
import { makeSigningItem } from './public-keys.ts';

type SecretKey = { version: number; key: KeyObject };

const held = heldOnce<SecretKey>();
/** What `openEarly` began; `undefined` in the end where the key is not there yet. */
const early = new Map<string, Promise<SecretKey | undefined>>();

const nameOf = (purpose: KeyPurpose, version: number) => `${purpose} ${version}`;

/** The key that is current at `now`. */
export function currentKey(purpose: KeyPurpose, now: number): Promise<SecretKey> {
  const version = versionAt(now);
  const name = nameOf(purpose, version);
  return held(
    name,
    async () => (await early.get(name)) ?? open(purpose, version, (await readKey(purpose, version)) ?? (await make(purpose, version, now))),
  );
}

/**
 * The key that signs at `now`. Within a day of its end the next one is made by the way: the JWKS has it before it signs, though who
 * serves the JWKS can make none.
 */
export function signingKey(now: number): Promise<SecretKey> {
  const next = versionAt(now + PUBLISHED_AHEAD);
  if (next !== versionAt(now)) begin(madeAhead(String(next), () => ensureSigningItem(next, now)).catch(() => undefined));
  return currentKey('signing', now);
}

const madeAhead = heldOnce<void>();

async function ensureSigningItem(version: number, now: number): Promise<void> {
  if (!(await readKey('signing', version))) await makeSigningItem(version, now);
}

/** An older key; `undefined` if it was never made, so nothing can have been made with it. */
export async function keyOfVersion(purpose: KeyPurpose, version: number, now: number): Promise<SecretKey | undefined> {
  if (version === versionAt(now)) return currentKey(purpose, now);
  return held(nameOf(purpose, version), async () => {
    const item = await readKey(purpose, version);
    if (!item) throw new NeverMade();
    return open(purpose, version, item);
  }).catch((error: unknown) => {
    if (error instanceof NeverMade) return undefined;
    throw error;
  });
}

/**
 * Begins to open what is current at `now`, all of it in one read and then side by side. What was not made yet is made by who needs it.
 * What fails while nobody waits for it never was; whoever does wait has waited long enough, and the next call tries again.
 */
export function openEarly(purposes: readonly KeyPurpose[], now: number): void {
  const version = versionAt(now);
  const items = readKeys(purposes, version);
  purposes.forEach((purpose, index) => {
    const opened = items.then((found) => found[index] && open(purpose, version, found[index]));
    const name = nameOf(purpose, version);
    early.set(name, opened);
    begin(opened.catch(() => early.delete(name)));
  });
}

class NeverMade extends Error {}

async function open(purpose: KeyPurpose, version: number, { wrapped }: KeyringItem): Promise<SecretKey> {
  const bytes = await decryptBytes(wrapped, placeOf(purpose, version));
  const key = purpose === 'signing' ? createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' }) : createSecretKey(bytes);
  return { version, key };
}

async function make(purpose: KeyPurpose, version: number, now: number): Promise<KeyringItem> {
  if (purpose === 'signing') return makeSigningItem(version, now);
  const wrapped = await makeSecretKey(placeOf(purpose, version));
  return keepKey(purpose, version, { wrapped, madeAt: now });
}
