/** Who may call the console, what it passes on, and what it says of refusals. */
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Failure, Reply } from '../../tools/console/contract.ts';
import type { Installation } from '../../tools/console/installation.ts';
import { type Console, startConsole } from '../../tools/console/server.ts';
import { fakeAws, refusal } from './fake-aws.ts';

const aws = fakeAws();
const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const json = 'application/json';

/** The API: what reached it, and what it answers. */
const reached: { call: string; body: string; authorization: string }[] = [];
let answers: { status: number; body: object | string } = { status: 200, body: {} };
let api: Server;
let served: Console;
let origin: string;
let token: string;
let apiUrl = '';

const credentials = { accessKeyId: 'test', secretAccessKey: 'secret' };
const installation = (): Installation => ({
  about: {
    stage: 'prod',
    kind: 'customers',
    url: apiUrl,
    account: '123456789012',
    identity: 'arn:aws:sts::123456789012:assumed-role/Support/jana',
    waitHours: 24,
  },
  admin: async () => ({ url: apiUrl, region: 'eu-central-1', credentials }),
  aws: async () => aws.caller,
});

beforeAll(async () => {
  api = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    reached.push({ call: `${incoming.method} ${incoming.url}`, body, authorization: incoming.headers.authorization ?? '' });
    const text = typeof answers.body === 'string' ? answers.body : JSON.stringify(answers.body);
    response.writeHead(answers.status, { 'Content-Type': json }).end(text);
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  served = await startConsole(installation());
  [origin = '', token = ''] = served.url.split('/#token=');
});
afterAll(async () => {
  await served.stop();
  api.closeAllConnections();
  api.close();
});
afterEach(() => {
  reached.length = 0;
  answers = { status: 200, body: {} };
});

type Sent = { method?: string; path?: string; headers?: Record<string, string | undefined>; body?: string };
type Got = { status: number; headers: IncomingHttpHeaders; text: string };

/** As the page sends a call, but for what is said. `undefined` leaves a header out. */
function send({ method = 'POST', path = '/calls/listClients', headers = {}, body = '{}' }: Sent = {}): Promise<Got> {
  const all = { origin, 'content-type': json, 'x-console-token': token, 'sec-fetch-site': 'same-origin', ...headers };
  const given = Object.fromEntries(Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined));
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { method, headers: given }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    sent.on('error', reject);
    sent.end(['GET', 'OPTIONS'].includes(method) ? undefined : body);
  });
}

const replyTo = async (name: string, asked: object = {}): Promise<Reply<unknown>> =>
  JSON.parse((await send({ path: `/calls/${name}`, body: JSON.stringify(asked) })).text);
async function failureOf(name: string, asked: object = {}): Promise<Failure> {
  const reply = await replyTo(name, asked);
  if (reply.ok) throw new Error(`${name} succeeded`);
  return reply.failure;
}

describe('the console', () => {
  test('passes a call of its own page on, signed with the credentials of whoever started it', async () => {
    answers.body = { clients: [] };
    expect(await replyTo('listClients')).toMatchObject({ ok: true, answer: { clients: [] } });
    expect(reached).toMatchObject([{ call: 'GET /v1/admin/clients', authorization: expect.stringContaining('Credential=test/') }]);
  });

  test.each<[string, Sent]>([
    ['without the token', { headers: { 'x-console-token': undefined } }],
    ['with the token of another run', { headers: { 'x-console-token': 'a'.repeat(43) } }],
    [
      'with the beginning of the token',
      {
        get headers() {
          return { 'x-console-token': token.slice(0, -1) };
        },
      },
    ],
    ['from the page of another site', { headers: { origin: 'https://evil.example' } }],
    ['from another port of this machine', { headers: { origin: 'http://127.0.0.1:3000' } }],
    ['from a page without an origin', { headers: { origin: 'null' } }],
    ['from no page at all', { headers: { origin: undefined } }],
    ['that a browser says comes from elsewhere', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['that a browser says comes from another port', { headers: { 'sec-fetch-site': 'same-site' } }],
    ['under a name that leads to this machine (DNS rebinding)', { headers: { host: 'evil.example' } }],
    [
      'under that name with the right port',
      {
        get headers() {
          return { host: `evil.example:${new URL(origin).port}` };
        },
      },
    ],
    [
      'under the name localhost, which its page does not have',
      {
        get headers() {
          return { host: `localhost:${new URL(origin).port}` };
        },
      },
    ],
    ['as a form would send it', { headers: { 'content-type': 'text/plain' } }],
  ])('refuses a call %s, and passes nothing on', async (_, sent) => {
    const { status, headers } = await send(sent);
    expect(status).toBe(403);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(reached).toEqual([]);
  });

  test.each([
    ['POST', '/calls/putCustomer'],
    ['POST', '/calls/patchCustomer'],
    ['POST', '/calls/deleteCustomer'],
    ['POST', '/calls/putClient'],
    ['POST', '/calls/addClientSecret'],
    ['POST', '/calls/login'],
    ['POST', '/calls/constructor'],
    ['POST', '/calls/__proto__'],
    ['POST', '/calls/toString'],
    ['POST', '/calls/listClients?x=1'],
    ['POST', '/v1/admin/clients'],
    ['POST', '/calls/../v1/admin/clients'],
    ['POST', '//evil.example/'],
    ['GET', '/calls/listClients'],
    ['GET', '/package.json'],
    ['OPTIONS', '/calls/listClients'],
    ['PUT', '/calls/listClients'],
  ])('has nothing at %s %s', async (method, path) => {
    const { status, headers } = await send({ method, path });
    expect(status).toBe(404);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(reached).toEqual([]);
  });

  test.each<[string, string, object]>([
    ['an id that is a path', 'showSupport', { path: { requestId: '../customers/anna' } }],
    ['a customer whose id is a path', 'getCustomer', { path: { customerId: '.' } }],
    ['one whose id is the way up', 'endSessions', { path: { customerId: '..' } }],
    ['no id', 'showSupport', {}],
    ['a parameter that is none', 'listSupport', { query: { status: 'open', limit: '1000' } }],
    ['a body that is too long', 'noteSupport', { path: { requestId: id }, body: { note: 'x'.repeat(501) } }],
    ['a field that is none', 'approveSupport', { path: { requestId: id }, body: { reason: 'seen', by: 'somebody else' } }],
    ['a body where none belongs', 'endSessions', { path: { customerId: 'anna' }, body: { all: true } }],
    ['headers of its own', 'listClients', { headers: { host: 'evil.example' } }],
    ['numbers for texts', 'getCustomer', { path: { customerId: 5 } }],
    ['a switch that is neither on nor off', 'flip', { seen: 'true', on: 'yes' }],
    ['a switch that nobody has looked at', 'flip', { on: true }],
  ])('refuses %s before anybody is asked', async (_, name, asked) => {
    expect((await failureOf(name, asked)).code).toBe('invalid_request');
    expect([reached, aws.asked]).toEqual([[], []]);
  });

  test.each([
    ['not JSON', '{'],
    ['a list', '[]'],
    ['more than the API takes', JSON.stringify({ body: { note: 'x'.repeat(9000) } })],
  ])('takes no body that is %s', async (_, body) => {
    expect((await send({ body })).status).toBe(400);
  });

  test('serves one document to everybody on this machine, which holds no token and no data', async () => {
    const { status, headers, text } = await send({
      method: 'GET',
      path: '/',
      headers: { origin: undefined, 'x-console-token': undefined, 'sec-fetch-site': 'none' },
    });
    expect(status).toBe(200);
    expect(text).not.toContain(token);
    expect(text).not.toContain('123456789012');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = String(headers['content-security-policy']);
    for (const rule of [
      "default-src 'none'",
      "frame-ancestors 'none'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect(policy).toContain(rule);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect((await send({ method: 'GET', path: '/', headers: { host: 'evil.example' } })).status).toBe(403);
  });
});

describe('of what is refused the console says', () => {
  const unsigned = { title: 'Please log in', status: 401, code: 'session_required', detail: 'This call needs the AWS signature' };
  const known = { body: '<GetCallerIdentityResponse><Arn>arn</Arn></GetCallerIdentityResponse>' };

  test('that credentials have expired, and how they are renewed', async () => {
    answers = { status: 401, body: unsigned };
    aws.answers.set('GetCallerIdentity', refusal('ExpiredToken', 'The security token included in the request is expired', 403));
    expect(await failureOf('listClients')).toMatchObject({
      code: 'credentials_expired',
      says: 'Your AWS credentials have expired.',
      todo: expect.stringContaining('aws sso login'),
    });
  });

  test('that somebody may not make a call, and which permission it takes', async () => {
    answers = { status: 401, body: unsigned };
    aws.answers.set('GetCallerIdentity', known);
    const failure = await failureOf('customerAudit', { path: { customerId: 'anna' } });
    expect(failure).toMatchObject({
      code: 'not_permitted',
      says: expect.stringContaining('assumed-role/Support/jana may not make this call'),
    });
    expect(failure.todo).toContain('execute-api:Invoke on …/GET/v1/audit/customers/*');
  });

  test.each<[string, number, object | string, string]>([
    [
      'that more calls come than are taken',
      429,
      { title: 'x', code: 'too_many_attempts', status: 429 },
      'More calls arrive than the service takes',
    ],
    [
      'that somebody was faster, and the service’s own words',
      409,
      { title: 'x', code: 'already_decided', status: 409, detail: 'You have approved it.' },
      'decided already. You have approved it.',
    ],
    ['that it was changed meanwhile', 412, { title: 'x', code: 'precondition_failed', status: 412 }, 'changed by somebody else'],
    [
      'that the secret of the CDN is another',
      404,
      { title: 'x', code: 'not_found', status: 404, detail: 'Nothing answers here but to the CDN in front.' },
      'the secret that this console has is not the CDN’s',
    ],
    [
      'what is wrong with what was typed',
      400,
      { title: 'x', code: 'invalid_request', status: 400, errors: [{ path: 'note', message: 'is one too many for this request' }] },
      'note is one too many',
    ],
    ['what it is when something else answers', 502, '<html>Bad gateway</html>', 'answered 502'],
  ])('%s', async (_, status, body, says) => {
    answers = { status, body };
    expect((await failureOf('listClients')).says).toContain(says);
  });

  test('that nobody answers', async () => {
    const real = apiUrl;
    apiUrl = 'http://127.0.0.1:1';
    const failure = await failureOf('listClients');
    apiUrl = real;
    expect(failure).toMatchObject({ code: 'not_reached', todo: expect.stringContaining('Nothing was changed') });
  });

  test('that the switch may not be read, or is not there', async () => {
    expect(await failureOf('readSwitch')).toMatchObject({ code: 'not_permitted' });
    aws.answers.set('AmazonSSM.GetParameter', { status: 400, body: { __type: 'ParameterNotFound' } });
    expect(await failureOf('readSwitch')).toMatchObject({ code: 'not_found', says: expect.stringContaining('The switch is not there') });
  });
});
