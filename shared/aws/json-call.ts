/**
 * Calls of the AWS services that speak JSON over HTTP, each one signed request: the signer, the HTTP handler and the retries are those
 * that the SDK's clients are made of. The clients of KMS and SSM around them were a quarter of a login's code, for one call each.
 */
import { isServerError, isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry';
import { Hash } from '@smithy/core/serde';
import { HttpRequest, type HttpResponse } from '@smithy/core/transport';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import type { RetryErrorType, SdkError } from '@smithy/types';
import { required, variables } from '../config/environment.ts';
import { defaultProvider } from './credentials-from-env.ts';
import type { Patience } from './patience.ts';

/** What AWS refused; `name` is the error's code, such as `AccessDeniedException`. */
export class AwsRefused extends Error {
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(name: string, message: string, httpStatusCode: number) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode };
  }
}

/**
 * @param service as signatures and host names spell it
 * @param target what its operations are called with: `TrentService` makes `TrentService.Decrypt`
 * @returns a function that makes calls, and throws `AwsRefused`, or what the connection threw, when no try was answered with success
 */
export function jsonCaller(service: string, target: string, { maxAttempts, requestHandler }: Patience) {
  const region = required('AWS_REGION');
  const endpoint = new URL(process.env.AWS_ENDPOINT_URL || `https://${service}.${region}.${required(variables.serviceDomain)}`);
  const signer = new SignatureV4({ service, region, credentials: defaultProvider(), sha256: Hash.bind(null, 'sha256') });
  const handler = new NodeHttpHandler(requestHandler);
  const retries = new StandardRetryStrategy(maxAttempts);

  async function once(operation: string, body: string): Promise<Record<string, unknown>> {
    const request = new HttpRequest({
      method: 'POST',
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      ...(endpoint.port && { port: Number(endpoint.port) }),
      path: '/',
      headers: { host: endpoint.host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${target}.${operation}` },
      body,
    });
    const { response } = await handler.handle((await signer.sign(request)) as HttpRequest);
    const answer = await jsonOf(response);
    if (response.statusCode < 300) return answer;
    // `AccessDeniedException`, perhaps behind a namespace.
    const name = String(answer.__type ?? 'Unknown').replace(/^.*#/, '');
    throw new AwsRefused(name, String(answer.message ?? answer.Message ?? ''), response.statusCode);
  }

  return async (operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const body = JSON.stringify(input);
    let token = await retries.acquireInitialRetryToken('');
    for (;;) {
      try {
        const answer = await once(operation, body);
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

async function jsonOf({ body }: HttpResponse): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Something on the way answered in AWS's place.
    return {};
  }
}
