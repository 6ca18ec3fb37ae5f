/** The ES256 keys of the access tokens. The private half is for the functions that log in, the public half for everybody. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { decryptBytes, makeSigningKey } from '../aws/kms.ts';
import { versionAt } from '../flow/key-schedule.ts';
import { type KeyringItem, keepKey, readKey } from '../store/keyring-items.ts';
import { heldOnce } from './held-once.ts';

const purpose = 'signing';
const held = heldOnce<{ version: number; key: KeyObject }>();

/** The private key that signs at `now`, made by whoever needs it first. */
export function signingKey(now: number): Promise<{ version: number; key: KeyObject }> {
  const version = versionAt(now);
  return held(String(version), async () => {
    const item = await signingItem(version, now);
    const pkcs8 = await decryptBytes(item.wrapped, { purpose });
    return { version, key: createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }) };
  });
}

/** The public key of a version, as a JWK; made ahead of its time for the JWKS, but never for the past. */
export async function publishedKey(version: number, now: number): Promise<Record<string, unknown> | undefined> {
  const item = version < versionAt(now) ? await readKey(purpose, version) : await signingItem(version, now);
  if (!item?.publicKey) return undefined;
  const { publicKey } = item;
  const jwk = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' }).export({ format: 'jwk' });
  return { ...jwk, kid: String(version), use: 'sig', alg: 'ES256' };
}

async function signingItem(version: number, now: number): Promise<KeyringItem> {
  const item = await readKey(purpose, version);
  if (item) return item;
  const { wrapped, publicKey } = await makeSigningKey({ purpose });
  return keepKey(purpose, version, { wrapped, ...(publicKey && { publicKey }), madeAt: now });
}
