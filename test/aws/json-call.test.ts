import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseAuthorization, verifies } from '../../local/signature.ts';

type Request = { url: string; headers: Record<string, string>; body: string };
type Answer = (response: ServerResponse) => void;

const json =
  (status: number, body: unknown): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const cutOff: Answer = (response) => response.socket?.destroy();
const silent: Answer = () => undefined;

/** What comes next, the last one for ever. */
let answers: Answer[] = [];
let requests: Request[] = [];

const server = createServer(async (request: IncomingMessage, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  requests.push({ url: request.url ?? '', headers: request.headers as Record<string, string>, body });
  const [next = silent] = answers.length > 1 ? answers.splice(0, 1) : answers;
  next(response);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'KEY');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
vi.stubEnv('AWS_SESSION_TOKEN', 'session');
vi.stubEnv('AWS_ENDPOINT_URL', `http://${host}`);
const { jsonCaller, restCaller } = await import('../../shared/aws/json-call.ts');

const patience = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 500, requestTimeout: 300, socketTimeout: 300, throwOnRequestTimeout: true },
} as const;
const call = (...next: Answer[]) => {
  answers = next;
  return jsonCaller('kms', 'TrentService', patience)('Decrypt', { Plaintext: 'text' });
};
const refused = (code: string) => json(400, { __type: `com.amazonaws.kms#${code}`, message: 'why' });

beforeEach(() => {
  requests = [];
});

describe('a call', () => {
  it('names service and operation, and is signed with the credentials of the function', async () => {
    expect(await call(json(200, { done: true }))).toEqual({ done: true });
    const [request = { url: '', headers: {}, body: '' }] = requests;
    expect(request.headers).toMatchObject({
      'x-amz-target': 'TrentService.Decrypt',
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-security-token': 'session',
    });
    const authorization = parseAuthorization(request.headers.authorization);
    expect(authorization).toMatchObject({ accessKeyId: 'KEY', scope: { region: 'eu-central-1', service: 'kms' } });
    expect(authorization?.signedHeaders).toEqual(expect.arrayContaining(['host', 'x-amz-target', 'x-amz-security-token']));
    const signed = { method: 'POST', target: '/', headers: request.headers, body: request.body };
    expect(authorization && (await verifies(signed, authorization, 'secret'))).toBe(true);
    expect(JSON.parse(request.body)).toEqual({ Plaintext: 'text' });
  });

  it.each([
    ['throttled', refused('ThrottlingException')],
    ['answered by a broken service', json(500, { __type: 'KMSInternalException' })],
    ['answered by something else on the way', json(503, '<html>')],
    ['cut off', cutOff],
    ['not answered', silent],
  ])('that is %s is made again, three times in all', async (_, broken) => {
    expect(await call(broken, broken, json(200, { done: true }))).toEqual({ done: true });
    expect(requests).toHaveLength(3);
    requests = [];
    await expect(call(broken)).rejects.toThrow();
    expect(requests).toHaveLength(3);
  });

  it.each(['', '<html>', '{"done":'])('that is answered with success and %j has not succeeded for all we know', async (body) => {
    await expect(call(json(200, body))).rejects.toMatchObject({ name: 'Unreadable' });
    expect(requests).toHaveLength(1);
  });

  it.each(['AccessDeniedException', 'InvalidCiphertextException'])('that is refused with %s is made once, and says so', async (code) => {
    await expect(call(refused(code))).rejects.toMatchObject({ name: code, message: 'why' });
    expect(requests).toHaveLength(1);
  });
});

describe('a call that is told by its path', () => {
  const send = (...next: Answer[]) => {
    answers = next;
    return restCaller('ses', 'email', '/v2/email/outbound-emails', patience)({ Content: 'text' });
  };

  it('goes there, signed, and names no target', async () => {
    expect(await send(json(200, { MessageId: 'id' }))).toEqual({ MessageId: 'id' });
    const [{ url, headers, body } = { url: '', headers: {} as Record<string, string>, body: '' }] = requests;
    expect([url, headers['content-type'], headers['x-amz-target'], body]).toEqual([
      '/v2/email/outbound-emails',
      'application/json',
      undefined,
      '{"Content":"text"}',
    ]);
    const authorization = parseAuthorization(headers.authorization);
    expect(authorization).toMatchObject({ scope: { region: 'eu-central-1', service: 'ses' } });
    const signed = { method: 'POST', target: url, headers, body };
    expect(authorization && (await verifies(signed, authorization, 'secret'))).toBe(true);
  });

  it('is refused by the name that a header gives', async () => {
    const refusal: Answer = (response) => {
      response.writeHead(400, { 'x-amzn-ErrorType': 'MessageRejected:http://internal.amazon.com/' });
      response.end('{"message":"why"}');
    };
    await expect(send(refusal)).rejects.toMatchObject({ name: 'MessageRejected', message: 'why', $metadata: { httpStatusCode: 400 } });
  });
});

describe('where AWS is', () => {
  it('follows from service, region and partition', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', '');
    vi.stubEnv('SERVICE_DOMAIN', '');
    expect(() => jsonCaller('kms', 'TrentService', patience)).toThrow('SERVICE_DOMAIN');
    vi.stubEnv('AWS_ENDPOINT_URL', `http://${host}`);
  });

  it('may be said of one service alone', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    vi.stubEnv('AWS_ENDPOINT_URL_KMS', `http://${host}`);
    expect(await call(json(200, { done: true }))).toEqual({ done: true });
    vi.stubEnv('AWS_ENDPOINT_URL_KMS', '');
    vi.stubEnv('AWS_ENDPOINT_URL', `http://${host}`);
  });
});
