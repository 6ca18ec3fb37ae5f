import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { present, variables } from '../shared/config/environment.ts';
import { publicUrlOf } from '../shared/http/call.ts';
import { securityHeaders } from '../shared/http/headers.ts';

const configuredUrl = present(variables.publicUrl);
const pageOfShop = present(variables.changePasswordUrl);

/** Where password managers look for the form that changes a password (W3C, A Well-Known URL for Changing Passwords §3). */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const location = pageOfShop || `${publicUrlOf(event, configuredUrl)}/security?task=password`;
  return { statusCode: 302, headers: { ...securityHeaders, Location: location }, body: '' };
}
