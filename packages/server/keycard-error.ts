/** The one error of this package. */

/** The words that these calls are refused with. New ones may come: treat an unknown one by its `status`. */
export type KeycardErrorCode =
  | 'invalid_request'
  | 'invalid_code'
  | 'invalid_challenge'
  | 'client_token_required'
  | 'password_reset_required'
  | 'origin_refused'
  | 'not_found'
  | 'two_factor_unavailable'
  | 'contact_incomplete'
  | 'code_expired'
  | 'challenge_expired'
  | 'challenge_locked'
  | 'too_soon'
  | 'too_many_attempts'
  | 'delivery_failed'
  | 'unavailable'
  // RFC 6749 §5.2, of the token endpoint.
  | 'invalid_client'
  | 'unauthorized_client'
  | 'invalid_scope'
  | 'unsupported_grant_type'
  | 'temporarily_unavailable'
  | (string & Record<never, never>);

/** What a refusal says. `status` 0: the service could not be reached at all. `retryAfter`: seconds. */
export type Refusal = {
  code: KeycardErrorCode;
  status: number;
  /** A sentence for customers in their language; of the token endpoint one for developers. */
  title: string;
  type?: string | undefined;
  detail?: string | undefined;
  retryAfter?: number | undefined;
  attemptsLeft?: number | undefined;
  errors?: { path: string; message: string }[] | undefined;
  missing?: string[] | undefined;
};

/**
 * A call was refused, or the service could not be reached.
 *
 * ```ts
 * try {
 *   await keycard.verify(challenge, code);
 * } catch (error) {
 *   if (!(error instanceof KeycardError)) throw error;
 *   if (error.code === 'invalid_code') askAgain(error.attemptsLeft);
 * }
 * ```
 */
export class KeycardError extends Error {
  readonly code: KeycardErrorCode;
  /** Of HTTP; 0: the service could not be reached at all. */
  readonly status: number;
  /** A sentence for customers in their language. */
  readonly title: string;
  /** Seconds until it is worth another try. */
  readonly retryAfter: number | undefined;
  readonly attemptsLeft: number | undefined;
  /** All that the answer said. */
  readonly problem: Refusal;

  constructor(problem: Refusal, options?: { cause?: unknown }) {
    super(`${problem.code}: ${problem.title}`, options);
    this.name = 'KeycardError';
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.retryAfter = problem.retryAfter;
    this.attemptsLeft = problem.attemptsLeft;
    this.problem = problem;
  }
}

/** What an answer that is no success says: a problem (RFC 9457), an error of OAuth (RFC 6749 §5.2), or nothing that is ours. */
export async function errorIn(response: Response): Promise<KeycardError> {
  const { status } = response;
  const said: unknown = await response.json().catch(() => undefined);
  const answer = typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {};
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const later = seconds >= 0 ? { retryAfter: seconds } : {};
  if (typeof answer.code === 'string') {
    return new KeycardError({ title: answer.code, ...later, ...answer, code: answer.code, status } as Refusal);
  }
  if (typeof answer.error === 'string') {
    return new KeycardError({ code: answer.error, status, title: String(answer.error_description ?? answer.error), ...later });
  }
  return new KeycardError({ code: 'unavailable', status, title: 'Keycard answered what is not its own', ...later });
}
