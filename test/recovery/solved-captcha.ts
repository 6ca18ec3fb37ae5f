/** Solutions of the service's CAPTCHA. */
import { createHash } from 'node:crypto';
import { type Challenge, createChallenge, type Payload, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { type UnwrappedKey, unwrappedKey } from '../security/unwrapped-keys.ts';
import type { TestStack } from '../support/stack.ts';

/** A fresh challenge of the service, as a page gets it. */
export async function captchaChallenge(stack: TestStack, asked = '', from?: string): Promise<Challenge> {
  const { status, body } = await stack.browser().get(`/v1/captcha${asked}`, from === undefined ? {} : { from });
  if (status !== 200) throw new Error(`no CAPTCHA: ${status}`);
  return body as Challenge;
}

/** What the widget makes of a challenge. */
export async function solutionOf(challenge: Challenge): Promise<Payload> {
  const solution = await solveChallenge({ challenge, deriveKey, timeout: 60_000 });
  if (!solution) throw new Error('the CAPTCHA was not solved in time');
  return { challenge, solution };
}

export const encoded = (payload: unknown): string => Buffer.from(JSON.stringify(payload)).toString('base64');

/** Solved as a page does it, by the full work. */
export const solvedCaptcha = async (stack: TestStack): Promise<string> => encoded(await solutionOf(await captchaChallenge(stack)));

const keys = new WeakMap<TestStack, Promise<UnwrappedKey>>();

/**
 * A solution without the work: the challenge is made here, with the service's own key and an answer that is the first try. For
 * tests that are about something else. `work`: what the challenge says that it takes; the most, unless told otherwise. `for`: the
 * username whose login it is for.
 */
export async function quickCaptcha(
  stack: TestStack,
  change: { cost?: number; expiresAt?: number; key?: number; work?: number; for?: string } = {},
): Promise<string> {
  if (!keys.has(stack)) keys.set(stack, keyOf(stack));
  const { bytes, version } = await (keys.get(stack) as Promise<UnwrappedKey>);
  const secret = bytes.toString('base64url');
  const challenge = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: change.cost ?? 3000,
    counter: 0,
    deriveKey,
    expiresAt: change.expiresAt ?? Math.floor(stack.now() / 1000) + 600,
    data: { key: change.key ?? version, work: change.work ?? 16, ...(change.for !== undefined && { subject: subjectOf(change.for) }) },
    hmacSignatureSecret: `challenge ${secret}`,
    hmacKeySignatureSecret: `key ${secret}`,
  });
  return encoded(await solutionOf(challenge));
}

const subjectOf = (username: string) => `login ${createHash('sha256').update(username.toLowerCase()).digest('base64url')}`;

/** The key is made with the first challenge. */
async function keyOf(stack: TestStack): Promise<UnwrappedKey> {
  await captchaChallenge(stack);
  return unwrappedKey(stack, 'captcha');
}
