/** Serves the template's REST API: finds the method, checks signature and body as API Gateway does, calls the function. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import type { Clock } from './clock.ts';
import { type GatewayFault, gatewayResponse } from './gateway-response.ts';
import { account } from './intrinsics.ts';
import type { Lambda } from './lambda.ts';
import { validateBody } from './model-validation.ts';
import { type Identity, proxyEvent, readAnswer, receive } from './proxy-event.ts';
import type { ApiMethod, RestApi } from './rest-api.ts';
import { parseAuthorization, timeOf, verifies } from './signature.ts';

/** Any access key is let in on an IAM route here, but its signature must be right for this secret. */
export const localSecret = 'local';

const payloadLimit = 10 * 1024 * 1024;
/** A signature is good for fifteen minutes before and after its time. */
const signatureWindow = 15 * 60 * 1000;

/** Headers that API Gateway keeps for itself: a function's own are renamed. */
const remapped = new Set(['connection', 'date', 'server', 'www-authenticate']);
const dropped = new Set(['content-length', 'transfer-encoding', 'keep-alive']);

type Answer = { statusCode: number; headers: Record<string, string[]>; body: Buffer };
export type Gateway = {
  api: RestApi;
  lambda: Lambda;
  clock: Clock;
  /** Serves `/_local/`; true when it took the request. */
  control: (request: IncomingMessage, response: ServerResponse) => boolean;
  onFault: (message: string) => void;
};

export function apiGateway(gateway: Gateway): Server {
  return createServer((request, response) => {
    if (gateway.control(request, response)) return;
    serve(gateway, request, response).catch((error: unknown) => {
      gateway.onFault(error instanceof Error ? (error.stack ?? error.message) : String(error));
      response.destroy();
    });
  });
}

async function serve(gateway: Gateway, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { api, clock } = gateway;
  const body = await readBody(request, api.minimumCompressionSize !== undefined);
  const received = receive(request, body ?? '', clock.now());
  const refuse = (fault: GatewayFault) => gatewayResponse(api, fault, received.requestId);

  const answer = await (async (): Promise<Answer> => {
    const found = findMethod(api.methods, received.method, received.path);
    if (!found) return refuse('MISSING_AUTHENTICATION_TOKEN');
    if (body === null) return refuse('REQUEST_TOO_LARGE');
    const { method, pathParameters } = found;

    let identity: Identity | undefined;
    if (method.auth === 'iam') {
      const signer = await checkSignature(request, body, clock);
      if (typeof signer === 'string') return refuse(signer);
      identity = signer;
    }
    const key = method.needsKey ? [request.headers['x-api-key'] ?? ''].flat().join(',') : undefined;
    if (key !== undefined && !api.keys.has(key)) return refuse('INVALID_API_KEY');
    if (validateBody(method, request.headers['content-type'], body)) return refuse('BAD_REQUEST_BODY');

    const port = request.socket.localPort ?? 0;
    const event = proxyEvent(received, { api, method, pathParameters, port, ...(identity && { identity }), ...(key && { key }) });
    const outcome = await Promise.race([gateway.lambda.invoke(method.functionArn, event), integrationTimeout(method)]);
    if (outcome === 'integration timeout') return refuse('INTEGRATION_TIMEOUT');
    if (outcome.kind !== 'answered') return refuse('DEFAULT_5XX');
    const read = readAnswer(outcome.payload, api.binaryMediaTypes);
    if (!read) gateway.onFault(`${method.httpMethod} ${method.resourcePath}: malformed Lambda proxy response`);
    return read ?? refuse('DEFAULT_5XX');
  })();
  send(response, compressed(answer, api, request), { requestId: received.requestId, now: clock.now(), isHead: received.method === 'HEAD' });
}

/** The body as text; null when it is more than API Gateway takes. With compression on, API Gateway also unpacks what comes in. */
async function readBody(request: IncomingMessage, unpacks: boolean): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= payloadLimit) chunks.push(chunk);
  }
  if (size > payloadLimit) return null;
  const body = Buffer.concat(chunks);
  const unpack = { gzip: gunzipSync, deflate: inflateSync }[String(request.headers['content-encoding'])];
  if (!unpacks || !unpack) return body.toString('utf8');
  try {
    return unpack(body, { maxOutputLength: payloadLimit }).toString('utf8');
  } catch {
    return null;
  }
}

function compressed(answer: Answer, { minimumCompressionSize }: RestApi, request: IncomingMessage): Answer {
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding']));
  const hasEncoding = Object.keys(answer.headers).some((name) => name.toLowerCase() === 'content-encoding');
  if (minimumCompressionSize === undefined || answer.body.length < minimumCompressionSize || !takesGzip || hasEncoding) return answer;
  return { ...answer, headers: { ...answer.headers, 'Content-Encoding': ['gzip'] }, body: gzipSync(answer.body) };
}

/** A literal segment goes before a parameter, a parameter before a greedy one; the method decides last, and HEAD is not GET. */
export function findMethod(
  methods: ApiMethod[],
  httpMethod: string,
  path: string,
): { method: ApiMethod; pathParameters: Record<string, string> } | null {
  const segments = path.split('/').slice(1);
  const candidates = [...new Set(methods.map((method) => method.resourcePath))]
    .map((resourcePath) => ({ resourcePath, match: matchPath(resourcePath.split('/').slice(1), segments) }))
    .filter((candidate) => candidate.match !== null)
    .sort((one, other) => ((one.match?.rank ?? '') < (other.match?.rank ?? '') ? -1 : 1));
  const best = candidates[0];
  if (!best?.match) return null;
  const onResource = methods.filter((method) => method.resourcePath === best.resourcePath);
  const method = onResource.find((each) => each.httpMethod === httpMethod) ?? onResource.find((each) => each.httpMethod === 'ANY');
  return method ? { method, pathParameters: best.match.parameters } : null;
}

function matchPath(pattern: string[], segments: string[]): { rank: string; parameters: Record<string, string> } | null {
  const parameters: Record<string, string> = {};
  let rank = '';
  for (const [index, part] of pattern.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(part)?.[1];
    if (greedy) {
      if (segments.length <= index) return null;
      parameters[greedy] = segments.slice(index).join('/');
      return { rank: `${rank}2`, parameters };
    }
    const segment = segments[index];
    if (segment === undefined) return null;
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name && segment !== '') parameters[name] = decoded(segment);
    else if (part !== segment) return null;
    rank += name ? '1' : '0';
  }
  return segments.length === pattern.length ? { rank, parameters } : null;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

async function checkSignature(request: IncomingMessage, body: string, clock: Clock): Promise<Identity | GatewayFault> {
  const authorization = parseAuthorization(request.headers.authorization);
  if (!authorization) return 'MISSING_AUTHENTICATION_TOKEN';
  if (authorization.scope.service !== 'execute-api') return 'INVALID_SIGNATURE';
  const signedAt = timeOf(request.headers['x-amz-date'] as string | undefined);
  // Whoever signs reads the machine's clock, which may not be the stack's.
  const isCurrent = [clock.now(), Date.now()].some((now) => Math.abs(now - signedAt) <= signatureWindow);
  if (!isCurrent) return 'EXPIRED_TOKEN';
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(',')]));
  const signed = { method: request.method ?? '', target: request.url ?? '', headers, body };
  if (!(await verifies(signed, authorization, localSecret))) return 'INVALID_SIGNATURE';
  const { accessKeyId } = authorization;
  return { userArn: `arn:aws:iam::${account}:user/${accessKeyId}`, user: accessKeyId, accessKey: accessKeyId };
}

function integrationTimeout(method: ApiMethod): Promise<'integration timeout'> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('integration timeout'), method.timeoutSeconds * 1000).unref();
  });
}

function send(response: ServerResponse, answer: Answer, about: { requestId: string; now: number; isHead: boolean }): void {
  response.statusCode = answer.statusCode;
  response.setHeader('Date', new Date(about.now).toUTCString());
  response.setHeader('x-amzn-RequestId', about.requestId);
  for (const [name, values] of Object.entries(answer.headers)) {
    if (dropped.has(name.toLowerCase())) continue;
    const sent = remapped.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name;
    response.setHeader(sent, values.length === 1 ? (values[0] ?? '') : values);
  }
  if (!response.hasHeader('Content-Type') && answer.body.length > 0) response.setHeader('Content-Type', 'application/json');
  response.end(about.isHead ? undefined : answer.body);
}
