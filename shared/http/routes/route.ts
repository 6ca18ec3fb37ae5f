/** One call of the contract as a value, and what its types follow from. */
import type * as v from 'valibot';
import type { DerivedOAuthError, OAuthError } from '../oauth.ts';
import type { ProblemCode } from '../problems.ts';

/**
 * How a caller proves who they are: a bearer access token, the stay-logged-in cookie, an IAM signature (SigV4), the secret of a client
 * (HTTP Basic, RFC 6749 §2.3.1), or the token that a client's backend got by it.
 */
export type Authentication = 'none' | 'bearer' | 'cookie' | 'iam' | 'client' | 'clientToken';

export type Route = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  /**
   * The file in `functions/` that answers, within the Lambda function of its journey: by its export `handler`, or, where it answers
   * several calls, by the one that stands behind the dot.
   */
  readonly handler: string;
  readonly auth: Authentication;
  readonly summary: string;
  /** The JSON body, of a `PATCH` a merge patch (RFC 7396); a call without one takes an empty body or `{}`. */
  readonly body?: v.GenericSchema;
  /**
   * A call of OAuth 2.0: it takes a form instead of JSON (RFC 6749 §3.2), of which unknown fields are ignored, and refuses with that
   * protocol's errors instead of problems. Those that every call may be refused with are not among them.
   */
  readonly oauth?: { readonly form: v.GenericSchema; readonly errors: readonly Exclude<OAuthError, DerivedOAuthError>[] };
  readonly query?: v.GenericSchema;
  /** 303: it leads on, to where the browser asks by `GET` (RFC 9700 §4.12). */
  readonly status: 200 | 202 | 204 | 302 | 303;
  readonly answer?: v.GenericSchema;
  /** What it is about has an entity tag: an answer that tells of it carries the tag (`ETag`), and whatever changes it honours `If-Match`, what creates it `If-None-Match` too. */
  readonly tagged?: true;
  /** What this call can refuse with, beside what follows from its method and authentication: `problemsOf` has them all. */
  readonly problems: readonly Exclude<ProblemCode, DerivedProblem>[];
  /**
   * For people in front of a browser, which sends them there: a page, or what leads to one. Outside of the OpenAPI document; a problem of it
   * is the page that its `type` names, and any site may lead there.
   */
  readonly page?: true;
  /** Its answer may set a cookie, or take one away. */
  readonly cookies?: true;
  /** A document that everybody may read, from every origin, and keep for five minutes (`published.ts`). */
  readonly published?: true;
  /** Pages of every origin may call it and read the answer: it asks for no cookie, and whoever calls proves themselves by what they send. */
  readonly everyOrigin?: true;
};

/* @__NO_SIDE_EFFECTS__ */
export function route<const R extends Route>(route: R): R {
  return route;
}

type DerivedProblem =
  | 'invalid_request'
  | 'unavailable'
  | 'session_required'
  | 'client_token_required'
  | 'origin_refused'
  | 'precondition_failed';

type OfAuthentication<A> = A extends 'bearer' | 'cookie' ? 'session_required' : A extends 'clientToken' ? 'client_token_required' : never;
/** Who calls by what no page can make a browser send: a signature, a client's secret or token. */
type BeyondBrowsers = 'iam' | 'client' | 'clientToken';
type OfOrigin<R extends Route> = R extends { method: 'GET' } | { auth: BeyondBrowsers } | { page: true } | { everyOrigin: true }
  ? never
  : 'origin_refused';
type OfTag<R extends Route> = R extends { tagged: true } ? (R['method'] extends 'GET' ? never : 'precondition_failed') : never;

/** Every problem that a call of this route may be refused with; none where it speaks OAuth. */
export type ProblemOf<R extends Route> = R extends { oauth: object }
  ? never
  : R extends Route
    ? R['problems'][number] | OfAuthentication<R['auth']> | OfOrigin<R> | OfTag<R> | 'invalid_request' | 'unavailable'
    : never;

/** The same as a list, its own problems first. */
export function problemsOf<R extends Route>(route: R): readonly ProblemOf<R>[] {
  if (route.oauth) return [];
  const all: ProblemCode[] = [...route.problems];
  if (honoursIfMatch(route)) all.push('precondition_failed');
  if (asksForSession(route)) all.push('session_required');
  if (route.auth === 'clientToken') all.push('client_token_required');
  if (refusesForeignOrigins(route)) all.push('origin_refused');
  all.push('invalid_request', 'unavailable');
  return all as ProblemOf<R>[];
}

/** Is it to be done only where the caller has seen what it is done to? */
export const honoursIfMatch = ({ method, tagged }: Route): boolean => tagged === true && method !== 'GET';

/** Is it to be done only where there is nothing yet? */
export const honoursIfNoneMatch = ({ method, tagged }: Route): boolean => tagged === true && method === 'PUT';

/** What a body may be sent as. */
export function contentTypesOf({ method, oauth }: Pick<Route, 'method' | 'oauth'>): readonly string[] {
  if (oauth) return ['application/x-www-form-urlencoded'];
  return method === 'PATCH' ? ['application/merge-patch+json', 'application/json'] : ['application/json'];
}

/** Every error that a call of this route may be refused with; none where it does not speak OAuth. */
export type OAuthErrorOf<R extends Route> = R extends { oauth: { errors: readonly (infer Code extends OAuthError)[] } }
  ? Code | DerivedOAuthError
  : never;

export function oauthErrorsOf<R extends Route>({ oauth }: R): readonly OAuthErrorOf<R>[] {
  return (oauth ? [...oauth.errors, 'invalid_request', 'temporarily_unavailable'] : []) as OAuthErrorOf<R>[];
}

const asksForSession = ({ auth }: Route): boolean => auth === 'bearer' || auth === 'cookie';

/**
 * May only our own pages and the configured frontends call it from a browser? A page that a browser shows can make it send a
 * cookie, but neither an AWS signature nor what a client's backend has.
 */
export const refusesForeignOrigins = ({ method, auth, page, everyOrigin }: Route): boolean =>
  method !== 'GET' && !isBeyondBrowsers(auth) && !page && !everyOrigin;

const beyondBrowsers = { iam: true, client: true, clientToken: true } as const satisfies Record<BeyondBrowsers, true>;
export const isBeyondBrowsers = (auth: Authentication): boolean => Object.hasOwn(beyondBrowsers, auth);

export type BodyOf<R extends Route> = R extends { body: infer B extends v.GenericSchema }
  ? v.InferOutput<B>
  : R extends { oauth: { form: infer F extends v.GenericSchema } }
    ? v.InferOutput<F>
    : undefined;
export type QueryOf<R extends Route> = R extends { query: infer Q extends v.GenericSchema } ? v.InferOutput<Q> : Record<string, string>;
export type SentBodyOf<R extends Route> = R extends { body: infer B extends v.GenericSchema } ? v.InferInput<B> : undefined;
export type AnswerOf<R extends Route> = R extends { answer: infer A extends v.GenericSchema } ? v.InferOutput<A> : undefined;
