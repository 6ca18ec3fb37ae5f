/** Whether a request may go on: what the guards of all frameworks have in common. */
import type { AccessTokens, Customer } from './access-tokens.ts';
import { KeycardError } from './keycard-error.ts';

/** What a login has to be, beside good. */
export type Needs = {
  /** A second factor was part of it. */
  secondFactor?: boolean | undefined;
  /** It was proved no longer ago than this many seconds. */
  maxAge?: number | undefined;
};

/** The answer to whoever may not go on: a problem (RFC 9457). */
export type Denial = { status: 401 | 503; headers: Record<string, string>; body: string };

export type Admission = { customer: Customer; denial?: undefined } | { denial: Denial; customer?: undefined };

/** @param authorization the header of the request */
export async function admission(tokens: AccessTokens, authorization: string | null | undefined, needs: Needs = {}): Promise<Admission> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  try {
    const checked = await tokens.check(token);
    // RFC 6750 §3.1: who brought no token is told of no error.
    if (!checked.ok)
      return { denial: loginFirst(tokens, token && `error="invalid_token", error_description="${quotable(checked.detail)}"`) };
    const lacking = whatLacks(checked.customer, needs, tokens.now());
    if (!lacking) return { customer: checked.customer };
    // RFC 9470 §3.
    return { denial: loginFirst(tokens, `error="insufficient_user_authentication", ${lacking}`, 'insufficient_user_authentication') };
  } catch (error) {
    if (!(error instanceof KeycardError)) throw error;
    const retryAfter = error.retryAfter ?? 5;
    return { denial: denial(tokens, 503, 'unavailable', 'The login service is not available', { 'retry-after': String(retryAfter) }) };
  }
}

function whatLacks({ secondFactor, authTime }: Customer, needs: Needs, now: number): string | undefined {
  if (needs.secondFactor && !secondFactor) return 'error_description="A second factor is needed"';
  if (needs.maxAge !== undefined && now - authTime.getTime() > needs.maxAge * 1000) return `max_age="${needs.maxAge}"`;
  return undefined;
}

const loginFirst = (tokens: AccessTokens, challenge: string | undefined, code = 'session_required') =>
  denial(tokens, 401, code, 'Please log in', { 'www-authenticate': challenge ? `Bearer ${challenge}` : 'Bearer' });

function denial({ issuer }: AccessTokens, status: 401 | 503, code: string, title: string, headers: Record<string, string>): Denial {
  const type = code === 'insufficient_user_authentication' ? 'about:blank' : `${issuer}/problems/${code}`;
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify({ type, title, status, code }),
  };
}

/** What stands between the quotes of RFC 6750 §3. What a token says of itself may be in it. */
const quotable = (text: string) => text.replaceAll(/[^\x20-\x7e]|["\\]/g, "'");
