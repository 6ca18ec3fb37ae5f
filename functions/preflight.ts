import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { header } from '../shared/http/call.ts';
import { securityHeaders } from '../shared/http/headers.ts';
import { corsHeaders, isConfigured } from '../shared/http/origin.ts';
import { readByEverybody } from '../shared/http/published.ts';
import * as discovery from '../shared/http/routes/discovery.ts';

/** Ten minutes: long enough to be asked once a login, short enough for a removed origin to be gone soon. */
const REMEMBERED_FOR = '600';

const published: readonly string[] = Object.values(discovery)
  .filter((route) => route.published)
  .map(({ path }) => path);

/** CORS preflight (Fetch standard §4.8): who may call, and how. What is published everybody may read, the rest the configured frontends. */
export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const headers = published.includes(event.resource) ? forEverybody : forFrontends(header(event, 'origin'));
  return { statusCode: 204, headers, body: '' };
};

/** A browser asks only if its page adds something, such as the tag of a copy that it has; no cookie comes along, so no header matters. */
const forEverybody = {
  ...readByEverybody,
  'Access-Control-Allow-Methods': 'GET',
  'Access-Control-Allow-Headers': '*',
  'Access-Control-Max-Age': REMEMBERED_FOR,
};

function forFrontends(origin: string | undefined): Record<string, string> {
  return {
    ...securityHeaders,
    ...corsHeaders(origin),
    ...(origin !== undefined &&
      isConfigured(origin) && {
        'Access-Control-Allow-Methods': 'GET, POST',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept-Language',
        'Access-Control-Max-Age': REMEMBERED_FOR,
      }),
  };
}
