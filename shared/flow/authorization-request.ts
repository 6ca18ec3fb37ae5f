/**
 * What a client asks for as it sends a customer to the hosted login: OpenID Connect Core §3.1.2, by authorization code with PKCE (RFC 7636)
 * and nothing else. Pure: parameters in, a request or the error that the client is owed out.
 */
import type { Client } from './client.ts';
import { scopesOfGrant } from './registration.ts';

/** What of a registered client decides. */
export type AskingClient = Pick<Client, 'clientId' | 'redirectUris' | 'grants' | 'scopes'>;

export type AuthorizationRequest = {
  clientId: string;
  redirectUri: string;
  /** SHA-256 of the client's verifier, as base64url (RFC 7636 §4.2, `S256`). */
  codeChallenge: string;
  scopes: readonly Scope[];
  state?: string;
  nonce?: string;
  /** `login`: a session that is there will not do. `none`: only one that is there will. */
  prompt?: 'login' | 'none';
  /** The login may be so old, in seconds. */
  maxAge?: number;
  /** Who it may be, to be put into the field. */
  loginHint?: string;
  /** Tags of languages, the one that is liked best first. */
  languages?: readonly string[];
};

export type Scope = (typeof scopesOfGrant.authorization_code)[number];

/** RFC 6749 §4.1.2.1 and OpenID Connect Core §3.1.2.6. */
export type AuthorizationError =
  | 'invalid_request'
  | 'unauthorized_client'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'login_required'
  | 'temporarily_unavailable'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'registration_not_supported';

export type Asked =
  | { is: 'asked'; request: AuthorizationRequest }
  /** Nobody is sent anywhere: whose request it is, or where it wants to lead, is not what was registered (RFC 6749 §3.1.2.4). */
  | { is: 'unsafe'; parameter: 'client_id' | 'redirect_uri' }
  /** Told to the client, at its own redirect URI. */
  | { is: 'refused'; redirectUri: string; state?: string; error: AuthorizationError; why: string };

/** Every value of every parameter, in the order in which they came. */
export type Parameters = Readonly<Record<string, readonly string[]>>;

/** Longer texts of a client are refused: with them its request would not fit into a URL. */
export const LONGEST_TEXT = 2048;

/** The client that a request names; `undefined`: none that can be told. */
export const clientNamedBy = ({ client_id: ids = [] }: Parameters): string | undefined => (ids.length === 1 ? ids[0] : undefined);

/**
 * @param client that the request names; `undefined`: there is none of that id
 */
export function asked(parameters: Parameters, client: AskingClient | undefined): Asked {
  if (!client || clientNamedBy(parameters) !== client.clientId) return { is: 'unsafe', parameter: 'client_id' };
  const [redirectUri, ...others] = parameters.redirect_uri ?? [];
  if (redirectUri === undefined || others.length > 0 || !client.redirectUris.includes(redirectUri)) {
    return { is: 'unsafe', parameter: 'redirect_uri' };
  }

  const one = (name: string): string | undefined => parameters[name]?.[0] || undefined;
  const state = one('state');
  const canBeTold = parameters.state?.length === 1 && state !== undefined && state.length <= LONGEST_TEXT;
  const refused = (error: AuthorizationError, why: string): Asked => ({
    is: 'refused',
    redirectUri,
    ...(canBeTold && { state }),
    error,
    why,
  });

  const twice = Object.keys(parameters).find((name) => (parameters[name]?.length ?? 0) > 1);
  if (twice !== undefined) return refused('invalid_request', 'a parameter is given more than once');
  for (const name of ['state', 'nonce'] as const) {
    if ((one(name)?.length ?? 0) > LONGEST_TEXT) return refused('invalid_request', `${name} has more than ${LONGEST_TEXT} characters`);
  }
  for (const name of ['request', 'request_uri', 'registration'] as const) {
    if (one(name) !== undefined) return refused(`${name}_not_supported`, `${name} is not supported`);
  }
  if (!client.grants.includes('authorization_code')) return refused('unauthorized_client', 'the client is registered without this grant');
  if (one('response_type') === undefined) return refused('invalid_request', 'response_type is missing');
  if (one('response_type') !== 'code') return refused('unsupported_response_type', 'response_type must be code');
  if ((one('response_mode') ?? 'query') !== 'query') return refused('invalid_request', 'response_mode must be query');

  // Without it a stolen code could be redeemed by whoever stole it; `plain` would show in the request what proves it (RFC 9700 §2.1.1).
  const codeChallenge = one('code_challenge');
  if (codeChallenge === undefined) return refused('invalid_request', 'code_challenge is missing');
  if (one('code_challenge_method') !== 'S256') return refused('invalid_request', 'code_challenge_method must be S256');
  if (!/^[\w-]{43}$/.test(codeChallenge)) return refused('invalid_request', 'code_challenge is no SHA-256 as base64url');

  const wanted = words(one('scope'));
  // What is not known, or not the client's, is left out (OpenID Connect Core §3.1.2.1); the token's answer says what it is for.
  const given = scopesOfGrant.authorization_code.filter((scope) => wanted.includes(scope) && client.scopes.includes(scope));
  if (!given.includes('openid')) return refused('invalid_scope', 'scope must have openid, and the client too');

  const prompts = words(one('prompt'));
  const unknown = prompts.find((each) => !['none', 'login', 'select_account', 'consent'].includes(each));
  if (unknown !== undefined) return refused('invalid_request', 'prompt is none of none, login, select_account, consent');
  if (prompts.includes('none') && prompts.length > 1) return refused('invalid_request', 'prompt is none and something else');
  const maxAge = one('max_age');
  if (maxAge !== undefined && !/^\d{1,9}$/.test(maxAge)) return refused('invalid_request', 'max_age must be a number of seconds');

  const [nonce, loginHint] = [one('nonce'), one('login_hint')];
  const languages = words(one('ui_locales')).slice(0, MOST_LANGUAGES);
  const prompt = promptOf(prompts);
  return {
    is: 'asked',
    request: {
      clientId: client.clientId,
      redirectUri,
      codeChallenge,
      scopes: given,
      ...(state !== undefined && { state }),
      ...(nonce !== undefined && { nonce }),
      ...(prompt && { prompt }),
      ...(maxAge !== undefined && { maxAge: Number(maxAge) }),
      ...(loginHint !== undefined && loginHint.length <= LONGEST_HINT && { loginHint }),
      ...(languages.length > 0 && { languages }),
    },
  };
}

/** As long as a username may be. */
const LONGEST_HINT = 254;
const MOST_LANGUAGES = 10;

const words = (text = ''): string[] => text.split(' ').filter(Boolean);

/** Whoever is to choose an account types a password; there is nothing to consent to, as every client is the shop's own. */
function promptOf(prompts: readonly string[]): AuthorizationRequest['prompt'] {
  if (prompts.includes('none')) return 'none';
  return prompts.includes('login') || prompts.includes('select_account') ? 'login' : undefined;
}

/**
 * Will a login do that was proved at `authTime`? Times in ms, compared as the whole seconds in which `auth_time` is told.
 *
 * @param askedAt when the client asked
 */
export function loginWillDo(
  { prompt, maxAge }: Pick<AuthorizationRequest, 'prompt' | 'maxAge'>,
  authTime: number,
  askedAt: number,
  now: number,
): boolean {
  const isSince = seconds(authTime) >= seconds(askedAt);
  if (isSince) return true;
  return prompt !== 'login' && (maxAge === undefined || seconds(now) - seconds(authTime) <= maxAge);
}

const seconds = (ms: number): number => Math.floor(ms / 1000);

/**
 * Where the customer goes with the answer: the registered URI, its own query kept (RFC 6749 §3.1.2), and who answers, so that no client takes
 * it for the answer of another server (RFC 9207 §2).
 */
export function redirectTo(
  redirectUri: string,
  answer: { code: string } | { error: AuthorizationError; error_description: string },
  { state, issuer }: { state?: string | undefined; issuer: string },
): string {
  const query = new URLSearchParams({ ...answer, ...(state !== undefined && { state }), iss: issuer });
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query}`;
}
