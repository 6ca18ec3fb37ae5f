import type { Problem } from './client.ts';
import type { FailureCode } from './words.ts';

/** Why the last try did not work, as a page shows it. `until`: the moment before which another try is pointless, in the server's ms. */
export type Failure = { code: FailureCode; until?: number; attemptsLeft?: number };

export function failureOf({ code, retryAfter, attemptsLeft }: Problem, now: number): Failure {
  return {
    code,
    ...(retryAfter !== undefined && { until: now + retryAfter * 1000 }),
    ...(attemptsLeft !== undefined && { attemptsLeft }),
  };
}

/** Having had to wait is over when the time has come; what went wrong otherwise stays to be read until the next try. */
export function hasPassed(failure: Failure | undefined, now: number): boolean {
  return failure?.code === 'too_many_attempts' && failure.until !== undefined && failure.until <= now;
}
