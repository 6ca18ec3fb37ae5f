/** A challenge as its client holds it. */
import type { Challenge } from '../flow/challenge.ts';
import { seal, unseal } from './sealed.ts';

export const sealChallenge = (challenge: Challenge, now: number): Promise<string> => seal('challenges', challenge, now);

/** `undefined`: not one of ours. Whether it is over is not asked here. */
export const openChallenge = (token: string, now: number): Promise<Challenge | undefined> => unseal<Challenge>('challenges', token, now);
