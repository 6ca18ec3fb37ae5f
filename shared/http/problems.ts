/**
 * The catalogue of problems: every answer that is not a success has one of these codes (RFC 9457).
 * Its public sentence, in every language, stands in `shared/words/<language>/problems.ts`.
 * The published list is pinned by a test; a code, once published, never changes its meaning.
 */
import type { ContactKind } from '../flow/method.ts';
import type { Unusable } from '../flow/password-policy.ts';

export const catalogue = {
  invalid_request: { status: 400, carries: ['detail', 'errors'] },
  invalid_credentials: { status: 401 },
  invalid_code: { status: 401, carries: ['attemptsLeft'] },
  invalid_challenge: { status: 401 },
  session_required: { status: 401, carries: ['detail'] },
  client_token_required: { status: 401 },
  invalid_token: { status: 401 },
  api_login_refused: { status: 403 },
  password_reset_required: { status: 403 },
  origin_refused: { status: 403 },
  captcha_failed: { status: 403 },
  captcha_required: { status: 403, carries: ['captcha'] },
  not_found: { status: 404, carries: ['detail'] },
  two_factor_unavailable: { status: 409 },
  already_enabled: { status: 409 },
  not_enabled: { status: 409 },
  contact_incomplete: { status: 409, carries: ['missing'] },
  no_pending_key: { status: 409 },
  contact_too_new: { status: 409 },
  username_taken: { status: 409 },
  already_decided: { status: 409, carries: ['detail'] },
  superseded: { status: 409 },
  password_unusable: { status: 409, carries: ['reason'] },
  password_kept_elsewhere: { status: 409, carries: ['url'] },
  code_expired: { status: 410 },
  challenge_expired: { status: 410 },
  recovery_expired: { status: 410 },
  link_expired: { status: 410 },
  precondition_failed: { status: 412, carries: ['detail'] },
  challenge_locked: { status: 423 },
  too_soon: { status: 429, carries: ['retryAfter'] },
  too_many_attempts: { status: 429, carries: ['retryAfter', 'detail'] },
  delivery_failed: { status: 503, carries: ['retryAfter'] },
  unavailable: { status: 503, carries: ['retryAfter', 'detail'] },
} as const satisfies Record<string, CatalogueEntry>;

/** `carries`: what an answer may have beside type, title, status and code. */
type CatalogueEntry = { readonly status: number; readonly carries?: readonly (keyof ProblemExtras)[] };

export type ProblemCode = keyof typeof catalogue;

export const carriedBy = (code: ProblemCode): readonly (keyof ProblemExtras)[] => (catalogue[code] as CatalogueEntry).carries ?? [];

/** The `type` of a problem: where a page says what it means (RFC 9457 §3.1.1). @param publicUrl no slash at its end */
export const problemType = (publicUrl: string, code: ProblemCode): string => `${publicUrl}/problems/${code}`;

/** One fault of a request: `path` is dotted (`locale`, `headers.content-type`), empty for the body as a whole. */
export type Fault = { path: string; message: string };

/** What a problem may carry beside its code. Times in seconds. */
export type ProblemExtras = {
  detail?: string;
  errors?: Fault[];
  attemptsLeft?: number;
  missing?: ContactKind[];
  /** Why a password cannot be chosen. */
  reason?: Unusable;
  /** The shop's own page, where it keeps passwords itself. */
  url?: string;
  /** A challenge whose solution goes along with the next try. */
  captcha?: { parameters: Record<string, unknown>; signature: string };
  /** Also sent as the header `Retry-After` (RFC 9110 §10.2.3). */
  retryAfter?: number;
};
