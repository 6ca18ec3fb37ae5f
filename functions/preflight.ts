import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { header } from '../shared/http/call.ts';
import { securityHeaders } from '../shared/http/headers.ts';
import { corsHeaders, isConfigured } from '../shared/http/origin.ts';

/** Ten minutes: long enough to be asked once a login, short enough for a removed origin to be gone soon. */
const REMEMBERED_FOR = '600';

/** CORS preflight (Fetch standard §4.8): which of the configured frontends may call, and how. */
export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const origin = header(event, 'origin');
  const allowed = origin !== undefined && isConfigured(origin);
  return {
    statusCode: 204,
    headers: {
      ...securityHeaders,
      ...corsHeaders(origin),
      ...(allowed && {
        'Access-Control-Allow-Methods': 'GET, POST',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept-Language',
        'Access-Control-Max-Age': REMEMBERED_FOR,
      }),
    },
    body: '',
  };
};
