/**
 * ALTCHA: a proof of work, made and checked here. A challenge is signed and expires, and its solution is accepted once, by
 * a conditional write.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createChallenge, type Payload, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { CAPTCHA_LIFETIME, HOUR } from '../flow/budgets.ts';
import { currentKey, keyOfVersion } from '../keyring/secret-keys.ts';
import { put } from '../store/data.ts';
import { isNew } from '../store/expressions.ts';
import { partitions } from '../store/partitions.ts';

/** PBKDF2 rounds a try costs, and between how many tries the answer lies: a second or so on a phone. */
const COST = 3000;
const TRIES = { fewest: 150, most: 400 };

/** Two secrets out of one key of the keyring: for the challenge, and for the derived key that solves it. */
async function secrets(version: number | undefined, now: number) {
  const held = version === undefined ? await currentKey('captcha', now) : await keyOfVersion('captcha', version, now);
  if (!held) return undefined;
  const secret = held.key.export().toString('base64url');
  return { version: held.version, hmacSignatureSecret: `challenge ${secret}`, hmacKeySignatureSecret: `key ${secret}` };
}

/** `subject`: what a solution has to be made for; `atLeast`: how many times the plain work. */
export type Demand = { subject?: string; atLeast?: number };

/** As the widget takes it in. */
export type Altcha = { parameters: Record<string, unknown>; signature: string };

/**
 * @param work how many times the plain work it takes: 1, 2, 4 …
 * @param subject what alone its solution is good for; without one, for whatever asks for none
 */
export async function makeAltcha(work: number, now: number, subject?: string): Promise<Altcha> {
  const held = await secrets(undefined, now);
  if (!held) throw new Error('the key of the CAPTCHA is not there');
  const { version, ...hmac } = held;
  const { parameters, signature } = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: COST,
    counter: randomInt(TRIES.fewest * work, TRIES.most * work),
    deriveKey,
    expiresAt: Math.floor((now + CAPTCHA_LIFETIME) / 1000),
    data: { key: version, work, ...(subject !== undefined && { subject }) },
    ...hmac,
  });
  if (signature === undefined) throw new Error('the challenge of the CAPTCHA is not signed');
  return { parameters: { ...parameters }, signature };
}

/**
 * What is good for something else, or was too little work, is not used up by it.
 *
 * @param solution base64 of the JSON `{ challenge, solution }`
 * @returns how many times the plain work was done; 0: it is no solution for this, or was used before
 */
export async function workOfAltcha(solution: string, now: number, { subject, atLeast = 1 }: Demand = {}): Promise<number> {
  const payload = payloadFrom(solution);
  const { expiresAt, data, cost } = payload?.challenge.parameters ?? {};
  if (!payload || typeof expiresAt !== 'number' || expiresAt * 1000 <= now || cost !== COST) return 0;
  // What these say is believed once the signature, which is over them, is found good.
  if (data?.subject !== subject || !(Number(data?.work) >= atLeast)) return 0;
  const { version: _, ...hmac } = (await secrets(Number(data?.key), now)) ?? {
    version: 0,
    hmacSignatureSecret: '',
    hmacKeySignatureSecret: '',
  };
  if (!hmac.hmacSignatureSecret) return 0;
  const { verified } = await verifySolution({ ...payload, deriveKey, ...hmac }).catch(() => ({ verified: false }));
  const isGood = verified && (await isFirstUse(payload.challenge.signature ?? '', now));
  return isGood ? Number(data?.work) : 0;
}

async function isFirstUse(signature: string, now: number): Promise<boolean> {
  const ref = createHash('sha256').update(signature).digest('base64url');
  const useId = randomUUID();
  const used = await put<{ useId?: string }>(
    { pk: `${partitions.captcha}${ref}`, sk: 'USED', useId, ttl: Math.ceil((now + HOUR) / 1000) },
    isNew,
  );
  // The same write, repeated after its answer was lost, finds itself.
  return used.held || used.item?.useId === useId;
}

function payloadFrom(solution: string): Payload | undefined {
  try {
    const value = JSON.parse(Buffer.from(solution, 'base64').toString('utf8')) as Payload;
    const { challenge, solution: found } = value;
    const isWhole = typeof challenge?.parameters === 'object' && typeof challenge.signature === 'string' && typeof found === 'object';
    return isWhole ? value : undefined;
  } catch {
    return undefined;
  }
}
