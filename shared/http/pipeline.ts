/**
 * The onion around every handler: who may call, what the body is, and how an answer, a problem or a failure leaves.
 * A handler holds its own flow only; what it returns is a value, and what it throws becomes a blank `unavailable`.
 */
import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { allIsOver } from '../aws/begun.ts';
import { now } from '../config/clock.ts';
import { present, variables } from '../config/environment.ts';
import { log } from '../log/events.ts';
import { serving } from '../log/served-call.ts';
import { localeFrom } from '../words/locale.ts';
import { problemTitles } from '../words/problems.ts';
import { type Outcome, type OutcomeOf, problem } from './answers.ts';
import { type Call, callFrom, header, originOf, publicUrlOf } from './call.ts';
import { securityHeaders } from './headers.ts';
import type { LambdaHandler } from './journey.ts';
import { inOAuthWords, oauthErrorInHttp } from './oauth.ts';
import { corsHeaders, mayCall } from './origin.ts';
import { parseRequest } from './parse.ts';
import { catalogue, problemType } from './problems.ts';
import { isHadAlready, keptByEverybody, readByEverybody } from './published.ts';
import { type Route, refusesForeignOrigins } from './routes/route.ts';

const configuredUrl = present(variables.publicUrl);
const addressHeader = present(variables.customerAddressHeader);
const placeHeaders = present(variables.customerPlaceHeaders);

type Handler<R extends Route> = (call: Call<R>) => Promise<OutcomeOf<R>>;

/** What the layers hand on to each other: the event as it arrived, the route it is for. */
type Arrived = { event: APIGatewayProxyEvent; route: Route; began: number };
type Layer = MiddlewareObj<unknown, unknown, Error, Context, Arrived>;

/** The Lambda handler of one route. */
export function endpoint<R extends Route>(route: R, handler: Handler<R>): LambdaHandler {
  const answer = middy()
    .use(answerInHttp(route))
    .use(refuseForeignOrigins)
    .use(parse)
    .handler((call: unknown) => handler(call as Call<R>)) as unknown as LambdaHandler;
  return (event, context) =>
    serving(originOf(event, { addressHeader, placeHeaders }), async () => {
      const answered = await answer(event, context);
      await allIsOver();
      return answered;
    });
}

/** The outermost layer: an answer or a problem leaves as HTTP, a failure as a blank `unavailable`. */
function answerInHttp(route: Route): Layer {
  return {
    before: ({ internal, event }) => {
      Object.assign(internal, { event: event as APIGatewayProxyEvent, route, began: now() } satisfies Arrived);
    },
    after: async (request) => {
      request.response = await leave(request.internal, request.response as Outcome);
    },
    onError: async (request) => {
      request.response = await leave(request.internal, problem('unavailable', { retryAfter: 5 }), request.error);
    },
  };
}

const refuseForeignOrigins: Layer = {
  before: ({ internal }) => {
    const { event, route } = internal;
    if (!refusesForeignOrigins(route) || mayCall(header(event, 'origin'), publicUrlOf(event, configuredUrl))) return;
    return leave(internal, problem('origin_refused'));
  },
};

const parse: Layer = {
  before: (request) => {
    const { event, route, began } = request.internal;
    const parsed = parseRequest(route, event);
    if ('faults' in parsed) return leave(request.internal, problem('invalid_request', { errors: parsed.faults }));
    request.event = callFrom(event, parsed, began, {
      publicUrl: publicUrlOf(event, configuredUrl),
      addressHeader,
      placeHeaders,
    });
  },
};

/** The one way out: an HTTP answer with every header, and one line in the log. */
async function leave({ event, route, began }: Arrived, given: Outcome, error?: Error | null): Promise<APIGatewayProxyResult> {
  const outcome = route.oauth && 'problem' in given ? inOAuthWords(given) : given;
  const result = await inHttp(outcome, event, route);
  log({
    event: 'answer',
    route: `${event.httpMethod} ${route.path}`,
    status: result.statusCode,
    ...('problem' in outcome && { problem: outcome.problem }),
    ...('oauthError' in outcome && { oauthError: outcome.oauthError }),
    // Messages of errors may quote the request, so a failure is logged by name and place only.
    ...(error && { error: error.name, at: placesOf(error) }),
    ms: now() - began,
    requestId: event.requestContext.requestId,
  });
  return result;
}

function placesOf(error: Error): (string | undefined)[] {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return frames.slice(0, 4).map((frame) => frame.trim().split(' ')[1]);
}

async function inHttp(outcome: Outcome, event: APIGatewayProxyEvent, route: Route): Promise<APIGatewayProxyResult> {
  const { oauth, published, everyOrigin, page } = route;
  const headers = {
    ...(published || everyOrigin ? readByEverybody : { ...securityHeaders, ...corsHeaders(header(event, 'origin')) }),
    // RFC 6749 §5.1, for caches of before HTTP/1.1.
    ...(oauth && { Pragma: 'no-cache' }),
  };
  if ('oauthError' in outcome) {
    const refused = oauthErrorInHttp(outcome);
    return { ...refused, headers: { ...headers, ...refused.headers } };
  }
  // One header for each: cookies are never joined (RFC 6265 §3).
  const { setCookies = [] } = outcome;
  const multiValueHeaders = setCookies.length > 0 && { multiValueHeaders: { 'Set-Cookie': [...setCookies] } };
  if ('redirect' in outcome)
    return { statusCode: 303, headers: { ...headers, Location: outcome.redirect }, ...multiValueHeaders, body: '' };
  if ('status' in outcome) {
    if (outcome.body === undefined) return { statusCode: outcome.status, headers, ...multiValueHeaders, body: '' };
    if (published && !outcome.unsettled) return document(JSON.stringify(outcome.body), event);
    return {
      statusCode: outcome.status,
      headers: { ...headers, 'Content-Type': 'application/json', ...('tag' in outcome && { ETag: outcome.tag }) },
      ...multiValueHeaders,
      body: JSON.stringify(outcome.body),
    };
  }
  const { problem: code, setCookies: _, ...extras } = outcome;
  // Who meets it has a browser before them, and no program.
  if (page) return { statusCode: 303, headers: { ...headers, Location: problemType(publicUrlOf(event, configuredUrl), code) }, body: '' };
  const { status } = catalogue[code];
  const locale = localeFrom(header(event, 'accept-language'));
  return {
    statusCode: status,
    headers: {
      ...headers,
      'Content-Type': 'application/problem+json',
      'Content-Language': locale,
      ...(extras.retryAfter !== undefined && { 'Retry-After': String(extras.retryAfter) }),
      ...((code === 'session_required' || code === 'client_token_required') && { 'WWW-Authenticate': 'Bearer' }),
    },
    ...multiValueHeaders,
    body: JSON.stringify({
      type: problemType(publicUrlOf(event, configuredUrl), code),
      title: (await problemTitles(locale))[code],
      status,
      code,
      ...extras,
    }),
  };
}

/** What is published, unless the caller has it. */
function document(body: string, event: APIGatewayProxyEvent): APIGatewayProxyResult {
  const headers = keptByEverybody(body);
  if (isHadAlready(header(event, 'if-none-match'), headers.ETag)) return { statusCode: 304, headers, body: '' };
  return { statusCode: 200, headers: { ...headers, 'Content-Type': 'application/json' }, body };
}
