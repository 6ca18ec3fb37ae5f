/** A local stack to measure on, with the flag on, whose functions run in processes of their own and are called by their events. */
import { join } from 'node:path';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { findMethod } from '../local/api-gateway.ts';
import { region } from '../local/intrinsics.ts';
import { proxyEvent } from '../local/proxy-event.ts';
import { localCredentials } from '../local/signed-request.ts';
import { type LocalStack, startLocalStack } from '../local/stack.ts';
import { flagParameter } from '../local/switch.ts';
import { synthesize } from '../local/synthesize.ts';
import type { LambdaFunction } from '../local/template.ts';
import { Child } from './child.ts';

export async function benchStack(): Promise<LocalStack> {
  const stack = await startLocalStack({ assembly: await synthesize(), schedules: false });
  const ssm = new SSMClient({ endpoint: stack.awsUrl, region, credentials: localCredentials });
  await ssm.send(new PutParameterCommand({ Name: flagParameter, Value: 'true', Overwrite: true }));
  ssm.destroy();
  return stack;
}

export type Sent = {
  body?: unknown;
  /** Access token. */
  bearer?: string;
  /** `name=value` pairs as a browser sends them. */
  cookie?: string;
  /** An address of another network. */
  from?: string;
};

/** What API Gateway would hand to which function, once it has let the request in. */
export function eventFor(
  stack: LocalStack,
  method: string,
  path: string,
  { body, bearer, cookie, from = '127.0.0.1' }: Sent = {},
): [LambdaFunction, unknown] {
  const { api, functions } = stack.model;
  const found = findMethod(api.methods, method, path);
  const target = functions.find(({ arn }) => arn === found?.method.functionArn);
  if (!found || !target) throw new Error(`no function answers ${method} ${path}`);
  const headers = {
    Host: new URL(stack.url).host,
    'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0',
    'Accept-Language': 'en',
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(bearer && { Authorization: `Bearer ${bearer}` }),
    ...(cookie && { Cookie: cookie }),
  };
  const received = {
    method,
    path,
    query: '',
    rawHeaders: Object.entries(headers).flat(),
    body: body === undefined ? '' : JSON.stringify(body),
    sourceIp: from,
    requestId: crypto.randomUUID(),
    receivedAt: Date.now(),
  };
  const identity = { userArn: 'arn:aws:iam::000000000000:user/bench', user: 'bench', accessKey: 'bench' };
  const port = Number(new URL(stack.url).port);
  return [target, proxyEvent(received, { api, ...found, port, ...(found.method.auth === 'iam' && { identity }) })];
}

/** `ms`: within the function. */
export type Answer = { status: number; body: Record<string, unknown>; cookie: string; ms: number };

export function answerFrom(payload: unknown, ms: number): Answer {
  const { statusCode, headers, multiValueHeaders, body } = payload as {
    statusCode: number;
    headers: Record<string, string>;
    multiValueHeaders?: Record<string, string[]>;
    body: string;
  };
  const isJson = /json/.test(headers['Content-Type'] ?? '');
  const cookie = [headers['Set-Cookie'] ?? [], multiValueHeaders?.['Set-Cookie'] ?? []]
    .flat()
    .map((each) => each.split(';')[0])
    .join('; ');
  return { status: statusCode, body: isJson ? (JSON.parse(body) as Record<string, unknown>) : {}, cookie, ms };
}

type Surroundings = {
  /** Of the trivial hash, if the functions are to have that. */
  tag?: string;
  /** Other variables than the stack's. */
  variables?: Record<string, string>;
};

/** One environment of each function, started by the first call that needs it. */
export class Environments {
  readonly #stack: LocalStack;
  readonly #surroundings: Surroundings;
  readonly #running = new Map<string, Promise<Child>>();

  constructor(stack: LocalStack, surroundings: Surroundings = {}) {
    this.#stack = stack;
    this.#surroundings = surroundings;
  }

  of(target: LambdaFunction): Promise<Child> {
    const { tag, variables } = this.#surroundings;
    const running = this.#running.get(target.shortName);
    if (running) return running;
    const args = [join(target.assetDirectory, 'index.js'), ...(tag === undefined ? [] : [tag])];
    const started = Child.start(join(import.meta.dirname, 'function.ts'), args, { ...this.#stack.variablesOf(target), ...variables });
    this.#running.set(target.shortName, started);
    return started;
  }

  async send(method: string, path: string, sent?: Sent): Promise<Answer> {
    const [target, event] = eventFor(this.#stack, method, path, sent);
    const { answer, ms } = await (await this.of(target)).call(event);
    return answerFrom(answer, ms);
  }

  /** The next call of each function is a cold start. */
  async stop(): Promise<void> {
    const running = [...this.#running.values()];
    this.#running.clear();
    await Promise.all(running.map(async (child) => (await child).stop()));
  }
}

/** DynamoDB without the loopback endpoint in between, which is slower than either and stands for nothing on AWS. */
export const straightToEngine = ({ engine }: LocalStack): Record<string, string> => ({ AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint });
