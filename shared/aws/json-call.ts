/**
 * Calls of the AWS services that speak JSON over HTTP, each one signed request: the signer, the HTTP handler and the retries are those
 * that the SDK's clients are made of. The clients around them were most of a login's code, and most of its work at a cold start.
 */
import { isServerError, isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry';
import { HttpRequest, type HttpResponse } from '@smithy/core/transport';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import type { RetryErrorType, SdkError } from '@smithy/types';
import { required, variables } from '../config/environment.ts';
import { defaultProvider } from './credentials-from-env.ts';
import type { Patience } from './patience.ts';
import { Sha256 } from './sha256.ts';

type Json = Record<string, unknown>;

/** What AWS refused; `name` is the error's code, such as `AccessDeniedException`, `answer` everything that it said. */
export class AwsRefused extends Error {
  readonly $metadata: { readonly httpStatusCode: number };
  readonly answer: Readonly<Json>;

  constructor(name: string, httpStatusCode: number, answer: Json) {
    super(String(answer.message ?? answer.Message ?? ''));
    this.name = name;
    this.$metadata = { httpStatusCode };
    this.answer = answer;
  }
}

/** What some services have otherwise. */
type Wire = {
  /** Of AWS JSON; 1.1 if not said. */
  version?: '1.0' | '1.1';
  /** Where values travel in another form than JSON has. */
  encode?: (input: Json) => string;
  decode?: (text: string) => Json;
  /** Around each try. */
  attempt?: (operation: string, once: () => Promise<Json>) => Promise<Json>;
};

/**
 * @param service as signatures and host names spell it
 * @param target what its operations are called with: `TrentService` makes `TrentService.Decrypt`
 * @returns a function that makes calls, and throws `AwsRefused`, or what the connection threw, when no try was answered with success
 */
export function jsonCaller(service: string, target: string, patience: Patience, { version = '1.1', ...wire }: Wire = {}) {
  const type = `application/x-amz-json-${version}`;
  const headersOf = (operation: string) => ({ 'content-type': type, 'x-amz-target': `${target}.${operation}` });
  return caller({ service, host: service, path: '/', headersOf, ...wire }, patience);
}

/** The same for an operation of a service that tells its operations apart by path. @param host what its host names begin with */
export function restCaller(service: string, host: string, path: string, patience: Patience) {
  const call = caller({ service, host, path, headersOf: () => ({ 'content-type': 'application/json' }) }, patience);
  return (input: Json): Promise<Json> => call(path, input);
}

type Road = Omit<Wire, 'version'> & {
  service: string;
  host: string;
  path: string;
  headersOf: (operation: string) => Record<string, string>;
};

function caller(
  { service, host, path, headersOf, encode = JSON.stringify, decode = JSON.parse, attempt = (_, once) => once() }: Road,
  { maxAttempts, requestHandler }: Patience,
) {
  const region = required('AWS_REGION');
  // As the SDK reads them; nobody sets them on AWS.
  const given = process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || process.env.AWS_ENDPOINT_URL;
  const endpoint = new URL(given || `https://${host}.${region}.${required(variables.serviceDomain)}`);
  const signer = new SignatureV4({ service, region, credentials: defaultProvider(), sha256: Sha256 });
  const handler = new NodeHttpHandler(requestHandler);
  const retries = new StandardRetryStrategy(maxAttempts);

  async function once(operation: string, body: string): Promise<Json> {
    const request = new HttpRequest({
      method: 'POST',
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      ...(endpoint.port && { port: Number(endpoint.port) }),
      path,
      headers: { host: endpoint.host, ...headersOf(operation) },
      body,
    });
    const { response } = await handler.handle((await signer.sign(request)) as HttpRequest);
    const answer = await answerIn(response, decode);
    const { statusCode } = response;
    if (statusCode < 300) {
      if (answer) return answer;
      throw new AwsRefused('Unreadable', statusCode, { message: `a call to ${service} was answered with what is not JSON` });
    }
    // `AccessDeniedException`, perhaps behind a namespace, or with an address after it.
    const name = String(answer?.__type ?? response.headers['x-amzn-errortype'] ?? 'Unknown').replace(/^.*#|:.*$/g, '');
    throw new AwsRefused(name, statusCode, answer ?? {});
  }

  return async (operation: string, input: Json): Promise<Json> => {
    const body = encode(input);
    let token = await retries.acquireInitialRetryToken('');
    for (;;) {
      try {
        const answer = await attempt(operation, () => once(operation, body));
        retries.recordSuccess(token);
        return answer;
      } catch (error) {
        // Waits as long as the SDK would, and gives none where it would not try again.
        const failed = error as SdkError;
        const next = await retries.refreshRetryTokenForRetry(token, { error: failed, errorType: typeOf(failed) }).catch(() => undefined);
        if (!next) throw error;
        token = next;
      }
    }
  };
}

function typeOf(error: SdkError): RetryErrorType {
  if (isThrottlingError(error)) return 'THROTTLING';
  if (isTransientError(error)) return 'TRANSIENT';
  return isServerError(error) ? 'SERVER_ERROR' : 'CLIENT_ERROR';
}

/** `undefined` where something on the way answered in AWS's place, or the answer broke off. */
async function answerIn({ body }: HttpResponse, decode: (text: string) => Json): Promise<Json | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return decode(text);
  } catch {
    return undefined;
  }
}
