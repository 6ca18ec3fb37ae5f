/**
 * The two wire protocols the SDKs speak to these services: AWS JSON 1.0/1.1 and AWS Query (form in, XML out).
 * Source: Smithy documentation, "AWS JSON 1.1 protocol" and "AWS query protocol".
 */
import type { IncomingMessage } from 'node:http';
import { AwsError, type Input, type ServiceName } from './service.ts';

export type Protocol = { kind: 'json'; contentType: string } | { kind: 'rest' } | { kind: 'query'; namespace: string };
export type AwsCall = { service: ServiceName; action: string; input: Input; accessKeyId: string; protocol: Protocol; body: Buffer };

const targets: Record<string, ServiceName> = {
  DynamoDB_20120810: 'dynamodb',
  TrentService: 'kms',
  AmazonSSM: 'ssm',
  AWSEvents: 'events',
};
const versions: Record<string, { service: ServiceName; namespace: string }> = {
  '2010-12-01': { service: 'ses', namespace: 'http://ses.amazonaws.com/doc/2010-12-01/' },
  '2010-03-31': { service: 'sns', namespace: 'http://sns.amazonaws.com/doc/2010-03-31/' },
};

/** SES API v2 Reference, `SendEmail`, and how it answers what version 1 has other words for. */
const sendEmailV2 = '/v2/email/outbound-emails';
const inVersion2: Record<string, [status: number, name: string]> = {
  AccessDenied: [403, 'AccessDeniedException'],
  Throttling: [429, 'TooManyRequestsException'],
  InvalidParameterValue: [400, 'BadRequestException'],
  ConfigurationSetDoesNotExist: [404, 'NotFoundException'],
  InternalFailure: [500, 'InternalServiceErrorException'],
};

/** @throws AwsError when the request is not one of a known service. */
export function parseCall(request: IncomingMessage, body: Buffer): AwsCall {
  const accessKeyId = /Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix = '', action = ''] = target.split('.');
    const service = targets[prefix];
    if (!service) throw new AwsError(400, 'UnknownOperationException', `the local stack does not know ${target}`);
    const contentType = request.headers['content-type'] ?? 'application/x-amz-json-1.1';
    return { service, action, input: parseJson(body), accessKeyId, protocol: { kind: 'json', contentType }, body };
  }
  if (request.url === sendEmailV2) {
    return { service: 'ses', action: 'SendEmail', input: parseJson(body), accessKeyId, protocol: { kind: 'rest' }, body };
  }
  const form = new URLSearchParams(body.toString('utf8'));
  const version = versions[form.get('Version') ?? ''];
  const action = form.get('Action');
  if (!version || !action) throw new AwsError(400, 'InvalidAction', 'neither an X-Amz-Target nor an Action and Version of a known service');
  const { service, namespace } = version;
  return { service, action, input: nest(form), accessKeyId, protocol: { kind: 'query', namespace }, body };
}

function parseJson(body: Buffer): Input {
  try {
    return JSON.parse(body.toString('utf8') || '{}') as Input;
  } catch {
    throw new AwsError(400, 'SerializationException', 'the body is not JSON');
  }
}

/** `Destination.ToAddresses.member.1=a` becomes `{Destination: {ToAddresses: ['a']}}`; `entry.1` of a map likewise a list. */
function nest(form: URLSearchParams): Input {
  const root: Record<string, unknown> = {};
  for (const [name, value] of form) {
    const steps = name.replace(/\.(?:member|entry)\.(\d+)/g, (_, index: string) => `.#${index}`).split('.');
    let place: Record<string, unknown> = root;
    for (const step of steps.slice(0, -1)) {
      if (typeof place[step] !== 'object') place[step] = {};
      place = place[step] as Record<string, unknown>;
    }
    place[steps.at(-1) ?? ''] = value;
  }
  return lists(root) as Input;
}

function lists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length > 0 && entries.every(([name]) => name.startsWith('#'))) {
    return entries.sort(([one], [other]) => Number(one.slice(1)) - Number(other.slice(1))).map(([, item]) => lists(item));
  }
  return Object.fromEntries(entries.map(([name, inner]) => [name, lists(inner)]));
}

export type WireAnswer = { status: number; headers: Record<string, string>; body: string | Buffer };

export function renderOutput(call: Pick<AwsCall, 'action' | 'protocol'>, output: Input, requestId: string): WireAnswer {
  const { protocol, action } = call;
  if (protocol.kind === 'json') return { status: 200, headers: { 'Content-Type': protocol.contentType }, body: JSON.stringify(output) };
  if (protocol.kind === 'rest') return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(output) };
  const body =
    `<${action}Response xmlns="${protocol.namespace}"><${action}Result>${xml(output)}</${action}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;
  return { status: 200, headers: { 'Content-Type': 'text/xml' }, body };
}

export function renderError(protocol: Protocol, error: { status: number; code: string; message: string }, requestId: string): WireAnswer {
  const { status, code, message } = error;
  if (protocol.kind === 'json') {
    return { status, headers: { 'Content-Type': protocol.contentType }, body: JSON.stringify({ __type: code, message, Message: message }) };
  }
  if (protocol.kind === 'rest') {
    const [statusThere, name] = inVersion2[code] ?? [status, code];
    return {
      status: statusThere,
      headers: { 'Content-Type': 'application/json', 'x-amzn-ErrorType': name },
      body: JSON.stringify({ message }),
    };
  }
  const type = status < 500 ? 'Sender' : 'Receiver';
  const body =
    `<ErrorResponse xmlns="${protocol.namespace}"><Error><Type>${type}</Type>${xml({ Code: code, Message: message })}</Error>` +
    `<RequestId>${requestId}</RequestId></ErrorResponse>`;
  return { status, headers: { 'Content-Type': 'text/xml' }, body };
}

function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${xml(item)}</member>`).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `<${name}>${xml(inner)}</${name}>`)
      .join('');
  }
  return String(value).replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
