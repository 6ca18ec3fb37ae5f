/** A challenge as its client holds it. */
import { type Challenge, isTooOld } from '../flow/challenge.ts';
import { seal, unseal } from '../keyring/sealed.ts';
import type { Locale } from '../words/locale.ts';
import { type Problem, problem } from './answers.ts';

/** `locale`: in which language the shop that began it wants the codes of this login; absent: the customer's. */
export type SealedChallenge = Challenge & { locale?: Locale };

export const sealChallenge = (challenge: SealedChallenge, now: number): Promise<string> => seal('challenges', challenge, now);

/** `undefined`: not one of ours. Whether it is over is not asked here. */
export const openChallenge = (token: string, now: number): Promise<SealedChallenge | undefined> =>
  unseal<SealedChallenge>('challenges', token, now);

/**
 * The same for a guess, which the customer's item decides over in the write that counts it. It does not know how old a challenge is: that
 * is asked before.
 */
export async function openForGuess(
  token: string,
  now: number,
): Promise<{ is: 'open'; challenge: SealedChallenge } | { is: 'not'; problem: Problem<'invalid_challenge' | 'challenge_expired'> }> {
  const challenge = await openChallenge(token, now);
  if (!challenge) return { is: 'not', problem: problem('invalid_challenge') };
  return isTooOld(challenge, now) ? { is: 'not', problem: problem('challenge_expired') } : { is: 'open', challenge };
}
