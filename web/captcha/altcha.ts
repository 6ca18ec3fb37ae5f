/** ALTCHA's proof of work, done in the page by WebCrypto, which works beside the page's own thread: typing goes on meanwhile. */
import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import type { Keycard } from '../client.ts';

/** Six times what a slow phone needs for the most work there is, and well before the challenge expires. */
const TIMEOUT_MS = 300_000;

export type Solved = { solution: string; expiresAt: number };

/** As the service hands a challenge over; the contract leaves the parameters open, which are between the service's ALTCHA and this one. */
type Given = { parameters: Record<string, unknown>; signature: string };

/** Fetches a challenge and solves it; `undefined`: there was none, or it took too long. */
export async function solveAltcha(client: Keycard, asked: { for?: 'support' }): Promise<Solved | undefined> {
  const answer = await client.captcha(asked);
  return answer.ok ? solveGiven(answer) : undefined;
}

/** Solves one that is at hand; `undefined`: it took too long. */
export async function solveGiven({ parameters, signature }: Given): Promise<Solved | undefined> {
  const challenge = { parameters, signature } as unknown as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey, timeout: TIMEOUT_MS }).catch(() => null);
  if (!solution) return undefined;
  const expiresAt = Number(challenge.parameters.expiresAt ?? Number.POSITIVE_INFINITY) * 1000;
  return { solution: btoa(JSON.stringify({ challenge, solution })), expiresAt };
}
