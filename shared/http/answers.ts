/**
 * What a handler gives back: an answer, or a problem out of the catalogue. Both are values, and both carry in their type
 * what they are, so that a route's handler can give only what its route declares (`OutcomeOf`).
 */
import type { OAuthError, OAuthRefusal } from './oauth.ts';
import type { ProblemCode, ProblemExtras } from './problems.ts';
import type { AnswerOf, OAuthErrorOf, ProblemOf, Route } from './routes/route.ts';

export type Answer<Status = Route['status'], Body = unknown> = {
  status: Status;
  body: Body;
  setCookies?: readonly string[];
  /** Of a published document: it may be another in a moment, so nobody keeps it. */
  unsettled?: boolean;
};
/** `tag`: the entity tag of what it tells of, with its quotes. */
type TaggedAnswer<Status, Body> = Answer<Status, Body> & { tag: string };
/** To wherever the browser goes on by itself: an absolute URL. */
export type Redirect = { redirect: string; setCookies?: readonly string[] };
export type Problem<Code extends ProblemCode = ProblemCode> = { problem: Code; setCookies?: readonly string[] } & ProblemExtras;
export type Outcome = Answer | Redirect | TaggedAnswer<Route['status'], unknown> | Problem | OAuthRefusal;

/** What tells of something that has a tag may not go without it. */
type AnswerOfRoute<R extends Route> = R extends { status: 303 }
  ? Redirect
  : R extends { tagged: true; answer: object }
    ? TaggedAnswer<R['status'], AnswerOf<R>>
    : Answer<R['status'], AnswerOf<R>>;

/** What the handler of a route may give back. Foreign origins are refused before it is asked. */
export type OutcomeOf<R extends Route> = AnswerOfRoute<R> | Refusal<Exclude<ProblemOf<R>, 'origin_refused'>, OAuthErrorOf<R>>;
/** A route has problems or OAuth's errors, and of the other kind none. */
type Refusal<Code extends ProblemCode, OAuthCode extends OAuthError> =
  | ([Code] extends [never] ? never : Problem<Code>)
  | ([OAuthCode] extends [never] ? never : OAuthRefusal<OAuthCode>);

/** Cookies that there may be. */
type Cookies = (string | undefined)[];
const those = (cookies: Cookies) => ({ setCookies: cookies.filter((cookie) => cookie !== undefined) });

export const ok = <Body>(body: Body, ...cookies: Cookies): Answer<200, Body> => ({ status: 200, body, ...those(cookies) });
/** The same, with the tag of what is told. */
export const okTagged = <Body>(tag: string, body: Body): TaggedAnswer<200, Body> => ({ status: 200, body, tag });
export const accepted = <Body>(body: Body): Answer<202, Body> => ({ status: 202, body });
export const noContent = (...cookies: Cookies): Answer<204, undefined> => ({ status: 204, body: undefined, ...those(cookies) });
export const redirect = (to: string): Redirect => ({ redirect: to });
export const problem = <Code extends ProblemCode>(code: Code, extras: ProblemExtras = {}): Problem<Code> => ({ problem: code, ...extras });

/** Seconds until `time` (ms), at least one: `Retry-After` counts whole seconds. */
export const secondsUntil = (time: number, now: number): number => Math.max(1, Math.ceil((time - now) / 1000));

/** RFC 3339, UTC. */
export const rfc3339 = (time: number): string => new Date(time).toISOString();
