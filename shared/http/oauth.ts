/**
 * The words of OAuth 2.0, for the calls that are the protocol's own: libraries read them, so they are refused as RFC 6749 §5.2 says and
 * not by our catalogue of problems.
 */
import type { Problem } from './answers.ts';
import type { Fault } from './problems.ts';

/**
 * Each with its status. RFC 6749 names no error of the token endpoint for a service that can do nothing at the moment: 503 says so to
 * whoever knows HTTP, and the word is the one that §4.1.2.1 has for the same at the other endpoint.
 */
export const oauthErrors = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  temporarily_unavailable: 503,
} as const satisfies Record<string, number>;

export type OAuthError = keyof typeof oauthErrors;
/** What every call may be refused with, undeclared. */
export type DerivedOAuthError = 'invalid_request' | 'temporarily_unavailable';

/** `description`: for developers, in English. `retryAfter`: seconds. */
export type OAuthRefusal<Code extends OAuthError = OAuthError> = { oauthError: Code; description?: string; retryAfter?: number };

export const oauthError = <Code extends OAuthError>(code: Code, description?: string): OAuthRefusal<Code> => ({
  oauthError: code,
  ...(description !== undefined && { description }),
});

/** What was found before the handler was asked, or went wrong in it. */
export function inOAuthWords({ problem, errors = [], retryAfter }: Problem): OAuthRefusal<DerivedOAuthError> {
  if (problem === 'invalid_request') return oauthError('invalid_request', errors.map(worded).join('; '));
  return { oauthError: 'temporarily_unavailable', ...(retryAfter !== undefined && { retryAfter }) };
}

/** Names of parameters come from whoever calls; RFC 6749 §5.2 allows neither quotes nor letters beyond ASCII in a description. */
function worded({ path, message }: Fault): string {
  if (path === '') return `the body ${message}`;
  return `${/^[\w.-]{1,64}$/.test(path) ? path : 'a parameter'} ${message}`;
}

export function oauthErrorInHttp({ oauthError: error, description, retryAfter }: OAuthRefusal) {
  return {
    statusCode: oauthErrors[error],
    headers: {
      'Content-Type': 'application/json',
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
      // RFC 6749 §5.2: the scheme that clients prove themselves by.
      ...(error === 'invalid_client' && { 'WWW-Authenticate': 'Basic realm="keycard"' }),
    },
    body: JSON.stringify({ error, ...(description !== undefined && { error_description: description }) }),
  };
}
