/** What API Gateway answers by itself, without a function: its gateway responses, as the template words them. */
import type { GatewayResponse, RestApi } from './rest-api.ts';

/** Types with the status and the message that API Gateway has for them. Source: API Gateway Developer Guide, "Gateway response types". */
const defaults = {
  MISSING_AUTHENTICATION_TOKEN: [403, 'Missing Authentication Token'],
  INVALID_SIGNATURE: [403, 'The request signature we calculated does not match the signature you provided.'],
  ACCESS_DENIED: [403, 'The security token included in the request is invalid.'],
  EXPIRED_TOKEN: [403, 'Signature expired'],
  INVALID_API_KEY: [403, 'Forbidden'],
  BAD_REQUEST_BODY: [400, 'Invalid request body'],
  REQUEST_TOO_LARGE: [413, 'Request Too Long'],
  INTEGRATION_TIMEOUT: [504, 'Endpoint request timed out'],
  DEFAULT_4XX: [400, 'Bad Request'],
  // A function that crashes, times out or answers out of form.
  DEFAULT_5XX: [502, 'Internal server error'],
} as const satisfies Record<string, readonly [number, string]>;

export type GatewayFault = keyof typeof defaults;

export function gatewayResponse(api: RestApi, fault: GatewayFault, requestId: string) {
  const [status, message] = defaults[fault];
  const response: GatewayResponse | undefined =
    api.gatewayResponses.get(fault) ?? api.gatewayResponses.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  const context: Record<string, string> = {
    'error.message': message,
    'error.messageString': JSON.stringify(message),
    'error.responseType': fault,
    'error.validationErrorString': '',
    requestId,
    extendedRequestId: requestId,
  };
  const fill = (text: string) => text.replace(/\$context\.([A-Za-z.]+[A-Za-z])/g, (_, name: string) => context[name] ?? '');
  const headers: Record<string, string[]> = { 'Content-Type': [response?.template?.contentType ?? 'application/json'] };
  for (const [name, value] of Object.entries(response?.headers ?? {})) {
    const same = Object.keys(headers).find((other) => other.toLowerCase() === name.toLowerCase());
    headers[same ?? name] = [parameter(value, context)];
  }
  headers['x-amzn-ErrorType'] = [fault];
  return {
    statusCode: response?.statusCode ?? status,
    headers,
    body: Buffer.from(fill(response?.template?.body ?? '{"message":$context.error.messageString}')),
  };
}

/** A mapped header: a text in quotes, or a value of the context. */
function parameter(value: string, context: Record<string, string>): string {
  const literal = /^'(.*)'$/s.exec(value)?.[1];
  if (literal !== undefined) return literal;
  const name = /^context\.(.+)$/.exec(value)?.[1];
  if (name && name in context) return context[name] ?? '';
  throw new Error(`the local stack does not know the mapping ${value} of a gateway response`);
}
