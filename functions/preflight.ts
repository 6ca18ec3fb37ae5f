import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { header } from '../shared/http/call.ts';
import { securityHeaders } from '../shared/http/headers.ts';
import { corsHeaders, isConfigured } from '../shared/http/origin.ts';
import { readByEverybody } from '../shared/http/published.ts';
import * as authorization from '../shared/http/routes/authorization.ts';
import * as discovery from '../shared/http/routes/discovery.ts';
import type { Route } from '../shared/http/routes/route.ts';
import { token } from '../shared/http/routes/token.ts';

/** Ten minutes: long enough to be asked once a login, short enough for a removed origin to be gone soon. */
const REMEMBERED_FOR = '600';

const all: Route[] = Object.values({ ...discovery, ...authorization, token });
const published = new Set<string>(all.filter((route) => route.published).map(({ path }) => path));
const everyOrigin = new Set<string>(all.filter((route) => route.everyOrigin).map(({ path }) => path));

/** CORS preflight (Fetch standard §4.8): who may call, and how. What is everybody's every page may call, the rest the configured frontends. */
export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const headers = published.has(event.resource)
    ? forReaders
    : everyOrigin.has(event.resource)
      ? forClients
      : forFrontends(header(event, 'origin'));
  return { statusCode: 204, headers, body: '' };
};

/** A browser asks only if its page adds something, such as the tag of a copy that it has; no cookie comes along, so no header matters. */
const forReaders = {
  ...readByEverybody,
  'Access-Control-Allow-Methods': 'GET',
  'Access-Control-Allow-Headers': '*',
  'Access-Control-Max-Age': REMEMBERED_FOR,
};

/** The star would not stand for `Authorization` (Fetch standard, CORS non-wildcard request-header name). */
const forClients = {
  ...readByEverybody,
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type',
  'Access-Control-Max-Age': REMEMBERED_FOR,
};

function forFrontends(origin: string | undefined): Record<string, string> {
  return {
    ...securityHeaders,
    ...corsHeaders(origin),
    ...(origin !== undefined &&
      isConfigured(origin) && {
        'Access-Control-Allow-Methods': 'GET, POST, DELETE',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept-Language',
        'Access-Control-Max-Age': REMEMBERED_FOR,
      }),
  };
}
