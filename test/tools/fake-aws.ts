/** AWS as whoever deploys meets it: an endpoint that answers what a test says, and nothing else. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { AwsCaller } from '../../tools/aws.ts';

/** `DescribeStacks` of AWS Query, `CertificateManager.DescribeCertificate` of AWS JSON, `GET /account` of REST. */
export type Asked = {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly service: string;
  readonly keyId: string;
  readonly region: string;
};
type Answer = { readonly status?: number; readonly body: string | object };
type FakeAws = {
  /** What each call answers; what is not here is refused, as nobody may do everything. */
  readonly answers: Map<string, Answer | ((asked: Asked) => Answer)>;
  readonly asked: Asked[];
  readonly caller: AwsCaller;
};

/** One endpoint a test file. */
export function fakeAws(): FakeAws {
  const fake: FakeAws = {
    answers: new Map(),
    asked: [],
    caller: { region: 'eu-central-1', credentials: { accessKeyId: 'test', secretAccessKey: 'secret' } },
  };
  const server = createServer(async (request, response) => {
    const asked = await read(request);
    fake.asked.push(asked);
    const answer = fake.answers.get(asked.name) ?? refusal('AccessDenied', `nobody may ${asked.name}`, 403);
    const { status = 200, body } = typeof answer === 'function' ? answer(asked) : answer;
    response.writeHead(status, { 'Content-Type': typeof body === 'string' ? 'text/xml' : 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const before = { ...process.env };
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env.AWS_ACCESS_KEY_ID = 'test';
    process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  });
  afterEach(() => {
    fake.answers.clear();
    fake.asked.length = 0;
  });
  afterAll(() => {
    for (const name of ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    server.closeAllConnections();
    server.close();
  });
  return fake;
}

export const refusal = (code: string, message: string, status = 400): Answer => ({
  status,
  body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

/** The answer of `DescribeStacks`. */
export const stackWith = (outputs: Readonly<Record<string, string>>, status = 'UPDATE_COMPLETE'): Answer => ({
  body: `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackId>arn:aws:cloudformation:eu-central-1:123456789012:stack/keycard-prod/1</StackId><StackStatus>${status}</StackStatus><Outputs>${Object.entries(
    outputs,
  )
    .map(([name, value]) => `<member><OutputKey>${name}</OutputKey><OutputValue>${value}</OutputValue></member>`)
    .join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
});

export const noStack = refusal('ValidationError', 'Stack with id keycard-prod does not exist');

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const [, keyId = '', region = '', service = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  const target = request.headers['x-amz-target'];
  if (target) return { name: String(target), input: JSON.parse(body), service, keyId, region };
  const form = new URLSearchParams(body);
  if (form.has('Action')) return { name: `${form.get('Action')}`, input: Object.fromEntries(form), service, keyId, region };
  return { name: `${request.method} ${request.url}`, input: {}, service, keyId, region };
}
