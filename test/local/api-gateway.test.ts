import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Intrinsics } from '../../local/intrinsics.ts';
import { readRestApi } from '../../local/rest-api.ts';
import { signedFetch } from '../../local/signed-request.ts';
import { type LocalStack, startLocalStack } from '../../local/stack.ts';
import { Browser } from '../support/browser.ts';
import { sampleTemplate, writeSampleAssembly } from './sample.ts';

type Echo = {
  event: Record<string, unknown> & { requestContext: { requestTimeEpoch: number } };
  invocations: number;
  env: Record<string, string>;
  now: number;
  newDate: number;
  iso: string;
  isDate: boolean;
  remaining: number;
};

let stack: LocalStack;
const browser = () => new Browser(stack.url);
const echo = async (path: string, options = {}) => (await browser().get(path, options)).body as Echo;

beforeAll(async () => {
  stack = await startLocalStack({ assembly: writeSampleAssembly() });
});
afterAll(() => stack.stop());

describe('the event of a request', () => {
  it('is what a REST API hands on', async () => {
    const { event } = await echo('/things/a%40b?x=1&x=2&empty=', { headers: { 'X-Many': 'one', 'User-Agent': 'test', Cookie: 'c=1' } });
    expect(event).toMatchObject({
      resource: '/things/{id}',
      path: '/things/a%40b',
      httpMethod: 'GET',
      pathParameters: { id: 'a@b' },
      queryStringParameters: { x: '2', empty: '' },
      multiValueQueryStringParameters: { x: ['1', '2'] },
      headers: { 'X-Many': 'one', Cookie: 'c=1', 'X-Forwarded-Proto': 'http' },
      multiValueHeaders: { 'X-Many': ['one'] },
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
      requestContext: {
        resourcePath: '/things/{id}',
        path: '/things/a%40b',
        httpMethod: 'GET',
        stage: 'local',
        domainName: new URL(stack.url).host,
        accountId: '000000000000',
        identity: { sourceIp: '127.0.0.1', userAgent: 'test', userArn: null },
      },
    });
    expect(event).not.toHaveProperty('headers.Connection');
  });

  it('has the address that the connection came from, whatever a header claims', async () => {
    const { event } = await echo('/', { from: '127.2.0.1', headers: { 'X-Forwarded-For': '10.1.2.3', Host: 'evil.example' } });
    expect(event).toMatchObject({
      headers: { 'X-Forwarded-For': '10.1.2.3, 127.2.0.1', Host: 'evil.example' },
      requestContext: { identity: { sourceIp: '127.2.0.1' }, domainName: new URL(stack.url).host },
    });
  });

  it('has headers and parameters of whatever name', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const { status, body } = await browser().get('/?__proto__=1&constructor=2', {
      headers: Object.fromEntries(names.map((name) => [name, 'x'])),
    });
    const { event } = body as Echo;
    expect(status).toBe(200);
    const own = (from: unknown, name: string) => Object.getOwnPropertyDescriptor(from, name)?.value as unknown;
    for (const name of names) expect([name, own(event.headers, name), own(event.multiValueHeaders, name)]).toEqual([name, 'x', ['x']]);
    expect([own(event.queryStringParameters, '__proto__'), own(event.queryStringParameters, 'constructor')]).toEqual(['1', '2']);
  });

  it('carries the stack clock', async () => {
    const before = await echo('/');
    stack.advanceClock(86_400);
    const after = await echo('/');
    expect(after.now - before.now).toBeGreaterThanOrEqual(86_400_000);
    expect(after).toMatchObject({ isDate: true, iso: '1970-01-01T00:00:00.000Z' });
    expect(Math.abs(after.now - after.newDate)).toBeLessThan(5);
    expect(Number(after.event.requestContext.requestTimeEpoch)).toBeGreaterThan(before.now + 86_000_000);
    expect(after.remaining).toBeLessThanOrEqual(2000);
  });
});

describe('a route', () => {
  it('is found literal before parameter, and only with its own method', async () => {
    expect((await echo('/things/special')).event.resource).toBe('/things/special');
    const cases: [string, string][] = [
      ['GET', '/nowhere'],
      ['HEAD', '/things/1'],
      ['DELETE', '/things/1'],
      ['GET', '/things/1/2'],
      ['GET', '/things/'],
      ['PUT', '/admin'],
    ];
    for (const [method, path] of cases) expect([path, (await browser().send(method, path, undefined)).status]).toEqual([path, 404]);
  });

  it('that is not there is answered in the words of the template', async () => {
    const answer = await browser().get('/nowhere');
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toEqual({ code: 'not_found', requestId: answer.headers['x-amzn-requestid'] });
  });

  it('with a model takes JSON objects only', async () => {
    for (const body of ['', 'x', '[]', '1', 'null']) expect([body, (await browser().post('/things', body)).status]).toEqual([body, 400]);
    expect((await browser().post('/things', {})).status).toBe(200);
    expect((await browser().post('/things', 'x', { headers: { 'Content-Type': 'text/plain' } })).status).toBe(200);
  });

  it('takes no more than 10 MB', async () => {
    expect((await browser().post('/things', { x: 'x'.repeat(10 * 1024 * 1024) })).status).toBe(413);
  });
});

describe('the answer of a function', () => {
  it('keeps several cookies, and loses the headers that are API Gateway own', async () => {
    const { headers } = await browser().get('/');
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(headers['x-amzn-remapped-www-authenticate']).toBe('Bearer');
    expect(headers).not.toHaveProperty('www-authenticate');
  });

  it('is compressed from the size that the template names, for clients that take it', async () => {
    const encoding = async (path: string, accept: string) =>
      (await browser().get(path, { headers: { 'Accept-Encoding': accept } })).headers['content-encoding'];
    const long = `/things/${'x'.repeat(9000)}`;
    expect([await encoding(long, 'br, gzip'), await encoding(long, 'br'), await encoding('/', 'gzip')]).toEqual([
      'gzip',
      undefined,
      undefined,
    ]);
  });

  it('is a 502 when it throws, answers out of form, runs out of time or exits, and the next one works', async () => {
    for (const what of ['throw', 'malformed', 'hang', 'exit']) {
      const answer = await browser().get(`/?do=${what}`);
      expect([what, answer.status, answer.body]).toEqual([what, 502, { message: 'Internal server error' }]);
      expect((await browser().get('/')).status).toBe(200);
    }
    expect(stack.logs().map(({ line }) => line)).toEqual(
      expect.arrayContaining([expect.stringContaining('Task timed out after 2.00 seconds')]),
    );
  });

  it('comes at the same time as others from one warm environment', async () => {
    await echo('/');
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 10 }, () => echo('/?do=wait')));
    expect(performance.now() - began).toBeLessThan(1500);
    expect(new Set(answers.map(({ invocations }) => invocations)).size).toBe(1);
  });
});

describe('a function', () => {
  it('has its own environment and nothing of the machine', async () => {
    const { env } = await echo('/');
    expect(env).toMatchObject({
      TABLE: expect.stringContaining('sample-Table'),
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL: stack.awsUrl.replace('localhost', '127.0.0.1'),
    });
    expect(env.LAMBDA_TASK_ROOT).toContain('asset.echo');
    expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['PATH']));
    expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['HOME']));
  });

  it('starts cold after its environments were thrown away', async () => {
    await echo('/');
    await stack.coldStart();
    expect((await echo('/')).invocations).toBe(1);
    expect((await echo('/')).invocations).toBe(2);
  });
});

describe('a call of an admin', () => {
  it('needs a signature, made with the secret of this stack', async () => {
    const signed = await signedFetch(stack.url, 'PUT', '/admin', { a: 1 });
    expect(signed.status).toBe(200);
    const { event } = (await signed.json()) as Echo;
    expect(event).toMatchObject({
      body: '{"a":1}',
      requestContext: { identity: { userArn: 'arn:aws:iam::000000000000:user/local', accessKey: 'local' } },
    });
    expect(event).not.toHaveProperty('headers.authorization');

    const forged = await signedFetch(stack.url, 'PUT', '/admin', {}, { accessKeyId: 'local', secretAccessKey: 'guessed' });
    const stale = await signedFetch(stack.url, 'PUT', '/admin', {}, undefined, Date.now() - 16 * 60_000);
    expect([forged.status, forged.headers.get('x-amzn-errortype')]).toEqual([403, 'INVALID_SIGNATURE']);
    expect([stale.status, stale.headers.get('x-amzn-errortype')]).toEqual([403, 'EXPIRED_TOKEN']);
  });
});

it('two stacks side by side know nothing of each other, and a stopped one leaves no socket', async () => {
  const other = await startLocalStack({ assembly: writeSampleAssembly() });
  other.advanceClock(3600);
  expect(other.now() - Date.now()).toBeGreaterThan(3_500_000);
  expect(other.url).not.toBe(stack.url);
  await other.stop();
  for (const url of [other.url, other.awsUrl]) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
  }
  expect((await browser().get('/')).status).toBe(200);
});

it('a template with something unknown stops the start and names it', async () => {
  const start = (edit: (resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>) => void) =>
    startLocalStack({ assembly: inject('assembly'), editTemplate: ({ Resources }) => edit(Resources) });
  await expect(start((resources) => (resources.Stream = { Type: 'AWS::Kinesis::Stream' }))).rejects.toThrow(
    'AWS::Kinesis::Stream (Stream)',
  );
  await expect(
    start((resources) => {
      for (const resource of Object.values(resources))
        if (resource.Type === 'AWS::Lambda::Permission') resource.Properties = { ...resource.Properties, Principal: 'x' };
    }),
  ).rejects.toThrow('API Gateway has no permission to call');
});

describe('the API keys of a stage', () => {
  const keysWith = (
    change: (added: Record<'Secret' | 'Plan' | 'InPlan', { Type: string; Properties: Record<string, unknown> }>) => void,
  ) => {
    const added = {
      Secret: {
        Type: 'AWS::ApiGateway::ApiKey',
        Properties: {
          Enabled: true,
          Value: '{{resolve:secretsmanager:arn:aws:secretsmanager:x:1:secret:shop/cdn-AbCdEf:SecretString:::}}',
        },
      },
      Plan: { Type: 'AWS::ApiGateway::UsagePlan', Properties: { ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' } }] } },
      InPlan: { Type: 'AWS::ApiGateway::UsagePlanKey', Properties: { KeyId: { Ref: 'Secret' }, UsagePlanId: { Ref: 'Plan' } } },
    };
    change(added);
    const template = { Resources: { ...sampleTemplate.Resources, ...added } };
    return [...readRestApi(template, new Intrinsics(template, 'sample', 'x')).keys];
  };

  it('are those of its plans, secrets by the names that they have here', () => {
    expect(keysWith(() => undefined)).toEqual(['shop/cdn-AbCdEf']);
    expect(keysWith(({ Secret }) => Object.assign(Secret.Properties, { Value: 'in-clear' }))).toEqual(['in-clear']);
  });

  it('are none that is switched off, nor of a plan of another stage, nor of none', () => {
    expect(keysWith(({ Secret }) => Object.assign(Secret.Properties, { Enabled: false }))).toEqual([]);
    const another = [{ ApiId: { Ref: 'Api' }, Stage: 'another' }];
    expect(keysWith(({ Plan }) => Object.assign(Plan.Properties, { ApiStages: another }))).toEqual([]);
    expect(keysWith(({ Plan }) => Object.assign(Plan.Properties, { ApiStages: [{ ApiId: 'another', Stage: { Ref: 'Stage' } }] }))).toEqual(
      [],
    );
    expect(keysWith(({ InPlan }) => Object.assign(InPlan.Properties, { UsagePlanId: 'another' }))).toEqual([]);
  });
});
