import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { securityHeaders } from '../shared/http/headers.ts';
import { anyLocalhost } from '../shared/http/localhost.ts';
import { catalogue, type ProblemCode, type ProblemExtras } from '../shared/http/problems.ts';
import { languages, problemDocument } from './problem-document.ts';

type Answer = ProblemExtras & { readonly code: ProblemCode };

const refused = (path: string, message: string): Answer => ({
  code: 'invalid_request',
  detail: message,
  errors: [{ path, message }],
});
/** API Gateway calls both by one name, and cannot tell them apart in what it answers. */
const nothingHere: Answer = {
  code: 'not_found',
  detail: "No call has this path and method, or it is one of an admin's, which needs an AWS signature (SigV4).",
};
const unsigned: Answer = { code: 'session_required', detail: 'This call needs the AWS signature (SigV4) of a principal that may make it.' };
/** Behind a CDN, to whoever knocks at the API itself. */
export const besideTheCdn: Answer = { code: 'not_found', detail: 'Nothing answers here but to the CDN in front.' };
const slowDown: Answer = { code: 'too_many_attempts', detail: 'More requests arrive than the service takes.', retryAfter: 1 };
const broken: Answer = { code: 'unavailable', detail: 'Please try again in a moment.', retryAfter: 5 };

/**
 * What API Gateway answers without asking a function, in the words of our own catalogue. None of these texts quotes the
 * request: API Gateway's `$context.error.validationErrorString` repeats refused values, and one of them may be a password.
 */
const answers: readonly (readonly [ResponseType, Answer])[] = [
  [ResponseType.BAD_REQUEST_BODY, refused('', 'must be a JSON object')],
  [ResponseType.REQUEST_TOO_LARGE, refused('', 'must not be larger than 8 KiB')],
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, nothingHere],
  [ResponseType.RESOURCE_NOT_FOUND, nothingHere],
  [ResponseType.UNAUTHORIZED, unsigned],
  [ResponseType.ACCESS_DENIED, unsigned],
  [ResponseType.INVALID_SIGNATURE, unsigned],
  [ResponseType.EXPIRED_TOKEN, unsigned],
  [ResponseType.INVALID_API_KEY, besideTheCdn],
  [ResponseType.THROTTLED, slowDown],
  // Every other kind gets one of these, their status too (API Gateway Developer Guide, "Gateway response types"): WAF's refusals, and
  // functions that are too slow or broken, among them.
  [ResponseType.DEFAULT_4XX, refused('', 'could not be read, or looks like an attack, and was refused')],
  [ResponseType.DEFAULT_5XX, broken],
];

/** API Gateway takes constants in single quotes. */
const quoted = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));

/** @param publicUrl where clients reach the API, no slash at its end */
export function addGatewayResponses(api: RestApi, publicUrl: string, allowedOrigins: readonly string[]): void {
  // A gateway response cannot choose among origins. With several, a browser shows its page a network error instead of
  // these rare answers, which is right for a service that cannot be reached.
  const [origin, ...others] = allowedOrigins.filter((each) => each !== anyLocalhost);
  const cors =
    origin && others.length === 0
      ? { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' }
      : {};

  for (const [type, { code, ...extras }] of answers) {
    api.addGatewayResponse(type.responseType, {
      type,
      statusCode: String(catalogue[code].status),
      responseHeaders: quoted({
        ...securityHeaders,
        ...cors,
        ...(extras.retryAfter ? { 'Retry-After': String(extras.retryAfter) } : {}),
        // RFC 9110 §15.5.2: a 401 names the scheme it asks for.
        ...(code === 'session_required' ? { 'WWW-Authenticate': 'AWS4-HMAC-SHA256' } : {}),
        'Content-Type': 'application/problem+json',
        'Content-Language': languages,
      }),
      // Found by `Accept`, and used for everything else where it is the only one; the header above says what it is.
      templates: { 'application/json': problemDocument(publicUrl, code, extras) },
    });
  }
}
