import { unusableReasons } from '../shared/flow/password-policy.ts';
import type { Problem } from './client.ts';
import type { FailureCode } from './login/words.ts';

/** Why the last try did not work, as a page shows it. `until`: the moment before which another try is pointless, in the server's ms. */
export type Failure<Code extends string = FailureCode> = { code: Code; until?: number; attemptsLeft?: number };

/** What leads to a step of its own, to another page, or to the login, is answered by the page itself, or says more by its reason. Should it come where it cannot, the alert says that it does not work. */
export type Unsaid =
  | 'link_expired'
  | 'invalid_token'
  | 'password_reset_required'
  | 'captcha_required'
  | 'password_kept_elsewhere'
  | 'password_unusable'
  | 'session_required'
  | 'invalid_challenge'
  | 'challenge_expired'
  | 'api_login_refused';

export function failureOf<Code extends string>(problem: Problem<Code>, now: number): Failure<Exclude<Code, Unsaid>> {
  const { code, retryAfter, attemptsLeft } = problem;
  return {
    code: code as Exclude<Code, Unsaid>,
    ...(retryAfter !== undefined && { until: now + retryAfter * 1000 }),
    ...(attemptsLeft !== undefined && { attemptsLeft }),
  };
}

const waits: readonly string[] = ['too_many_attempts', 'after_lock', 'after_wrong_codes', 'too_soon'];

/** Having had to wait is over when the time has come; what went wrong otherwise stays to be read until the next try. */
export function hasPassed(failure: Failure<string> | undefined, now: number): boolean {
  return failure !== undefined && waits.includes(failure.code) && failure.until !== undefined && failure.until <= now;
}

/** A refused code, in the words that fit to what was typed: an app's code and a recovery code may also have been used before. */
export function wrongCode(failure: Failure, by: 'code' | 'recoveryCode', method: 'email' | 'totp' | undefined): Failure {
  return { ...failure, code: by === 'recoveryCode' ? 'recovery_code_wrong' : method === 'totp' ? 'app_code_wrong' : 'invalid_code' };
}

const aboutTheCode: readonly string[] = [
  'invalid_code',
  'app_code_wrong',
  'recovery_code_wrong',
  'code_incomplete',
  'recovery_code_incomplete',
] satisfies FailureCode[];

/** Does the failure belong to the field of the code? */
export const isAboutTheCode = (failure: Failure | undefined): boolean => failure !== undefined && aboutTheCode.includes(failure.code);

const aboutTheChoice: readonly string[] = unusableReasons;

/** Does it belong to the field of a password that is chosen? */
export const isAboutTheChoice = (failure: Failure<string> | undefined): boolean =>
  failure !== undefined && aboutTheChoice.includes(failure.code);
