/**
 * The event that a REST API hands to a Lambda function, and the answer it takes back (payload version 1.0).
 * Source: API Gateway Developer Guide, "Lambda proxy integrations".
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { account } from './intrinsics.ts';
import type { ApiMethod, RestApi } from './rest-api.ts';

export type Identity = { userArn: string; user: string; accessKey: string };
type ReceivedRequest = {
  method: string;
  /** The path as sent, without the query. */
  path: string;
  query: string;
  /** Names and values as sent, one after the other. */
  rawHeaders: string[];
  body: string;
  sourceIp: string;
  requestId: string;
  /** Milliseconds. */
  receivedAt: number;
};

type Multi = Record<string, string[]>;
/** Without a prototype: `__proto__` and `constructor` are names like any other here. */
const none = (): Multi => Object.create(null) as Multi;

/** Headers of the connection: API Gateway ends it, so they go no further. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'expect',
]);

export function receive(request: IncomingMessage, body: string, receivedAt: number): ReceivedRequest {
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  return {
    method: request.method ?? 'GET',
    path,
    query,
    rawHeaders: request.rawHeaders,
    body,
    sourceIp: request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '',
    requestId: randomUUID(),
    receivedAt,
  };
}

export type Target = {
  api: RestApi;
  method: ApiMethod;
  pathParameters: Record<string, string>;
  identity?: Identity;
  key?: string;
  port: number;
};

export function proxyEvent(request: ReceivedRequest, target: Target): Record<string, unknown> {
  const multiValueHeaders = forwardedHeaders(request, target);
  const multiValueQuery = queryOf(request.query);
  const { identity, key } = target;
  return {
    resource: target.method.resourcePath,
    path: request.path,
    httpMethod: request.method,
    headers: lastOfEach(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: orNull(lastOfEach(multiValueQuery)),
    multiValueQueryStringParameters: orNull(multiValueQuery),
    pathParameters: orNull(target.pathParameters),
    stageVariables: null,
    requestContext: {
      accountId: account,
      apiId: target.api.id,
      resourceId: target.method.resourceId,
      resourcePath: target.method.resourcePath,
      httpMethod: request.method,
      path: request.path,
      protocol: 'HTTP/1.1',
      stage: target.api.stage,
      // The API's own name, whatever the client called it: a made-up Host header never reaches this field on AWS either.
      domainName: `localhost:${target.port}`,
      domainPrefix: 'localhost',
      requestId: request.requestId,
      extendedRequestId: randomBytes(9).toString('base64'),
      requestTime: commonLogTime(request.receivedAt),
      requestTimeEpoch: request.receivedAt,
      identity: {
        sourceIp: request.sourceIp,
        userAgent: lastOfEach(multiValueHeaders)['User-Agent'] ?? null,
        userArn: identity?.userArn ?? null,
        user: identity?.user ?? null,
        caller: identity?.user ?? null,
        accessKey: identity?.accessKey ?? null,
        accountId: identity ? account : null,
        apiKey: key ?? null,
        apiKeyId: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        clientCert: null,
        vpcId: null,
        vpceId: null,
      },
    },
    body: request.body === '' ? null : request.body,
    isBase64Encoded: false,
  };
}

function forwardedHeaders(request: ReceivedRequest, target: Target): Multi {
  const headers = none();
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    const value = request.rawHeaders[index + 1] ?? '';
    // A signature is for API Gateway and stays there.
    if (hopByHop.has(name.toLowerCase()) || (target.identity && name.toLowerCase() === 'authorization')) continue;
    const known = Object.keys(headers).find((other) => other.toLowerCase() === name.toLowerCase()) ?? name;
    headers[known] = [...(headers[known] ?? []), value];
  }
  const claimed = take(headers, 'x-forwarded-for');
  take(headers, 'x-forwarded-proto');
  take(headers, 'x-forwarded-port');
  headers['X-Forwarded-For'] = [[...claimed, request.sourceIp].join(', ')];
  headers['X-Forwarded-Proto'] = ['http'];
  headers['X-Forwarded-Port'] = [String(target.port)];
  headers['X-Amzn-Trace-Id'] = [`Root=1-${Math.floor(request.receivedAt / 1000).toString(16)}-${randomBytes(12).toString('hex')}`];
  return headers;
}

function take(headers: Multi, name: string): string[] {
  const found = Object.keys(headers).find((other) => other.toLowerCase() === name);
  const values = found ? (headers[found] ?? []) : [];
  if (found) delete headers[found];
  return values;
}

function queryOf(query: string): Multi {
  const values = none();
  for (const [name, value] of new URLSearchParams(query)) values[name] = [...(values[name] ?? []), value];
  return values;
}

function lastOfEach(values: Multi): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? '']));
}

function orNull<T extends object>(value: T): T | null {
  return Object.keys(value).length === 0 ? null : value;
}

/** `21/Nov/2026:17:05:09 +0000` */
function commonLogTime(milliseconds: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(milliseconds).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

type ProxyAnswer = { statusCode: number; headers: Multi; body: Buffer };

/** The answer of a function as API Gateway reads it; null when it is malformed (a 502 on AWS). */
export function readAnswer(payload: unknown, binaryMediaTypes: string[]): ProxyAnswer | null {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return null;
  const answer = payload as Record<string, unknown>;
  const statusCode = Number(answer.statusCode);
  if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599) return null;
  const body = answer.body ?? '';
  const headers = headersOf(answer.headers, answer.multiValueHeaders);
  if (typeof body !== 'string' || !headers) return null;
  // Without a binary media type the base64 text itself is sent, as on AWS.
  const binary = answer.isBase64Encoded === true && binaryMediaTypes.length > 0;
  return { statusCode, headers, body: Buffer.from(body, binary ? 'base64' : 'utf8') };
}

function headersOf(single: unknown, multiple: unknown): Multi | null {
  const headers = none();
  for (const [name, value] of Object.entries((single ?? {}) as Record<string, unknown>)) {
    if (!['string', 'number', 'boolean'].includes(typeof value)) return null;
    headers[name] = [String(value)];
  }
  for (const [name, values] of Object.entries((multiple ?? {}) as Record<string, unknown>)) {
    if (!Array.isArray(values)) return null;
    take(headers, name.toLowerCase());
    headers[name] = values.map(String);
  }
  return headers;
}
