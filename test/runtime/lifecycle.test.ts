/** An environment under the client that runs it on AWS: it does not start, something in it breaks, it is frozen, it is ended. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findMethod } from '../../local/api-gateway.ts';
import { proxyEvent } from '../../local/proxy-event.ts';
import { variables } from '../../shared/config/environment.ts';
import { auditLog } from '../account/audit-log.ts';
import { codesSentTo, outcome, shopper, shopperWithFactor, Visitor } from '../login/visitor.ts';
import { Connections } from './connections.ts';
import type { Environment } from './environment.ts';
import { type RuntimeStack, startRuntimeStack } from './runtime-stack.ts';

let stack: RuntimeStack;

beforeAll(async () => {
  stack = await startRuntimeStack();
  await stack.setFlag(true, { wait: false });
});

/** What a function wrote of a call, without Lambda's prefix. */
const answersOf = ({ lines }: Environment, route: string) =>
  lines.filter((line) => line.includes('"event":"answer"') && line.includes(`"route":"${route}"`));

/** API Gateway's event of a call without anything that the call asks for. */
function emptyCall(httpMethod: string, path: string): Record<string, unknown> {
  const { api } = stack.model;
  const found = findMethod(api.methods, httpMethod, path);
  if (!found) throw new Error(`no call is ${httpMethod} ${path}`);
  const received = { method: httpMethod, path, query: '', rawHeaders: [], body: '{}', sourceIp: '127.0.0.1' };
  return proxyEvent({ ...received, requestId: randomUUID(), receivedAt: stack.now() }, { api, port: 443, ...found });
}

describe('a function that lacks a variable', () => {
  test.each([
    ['preflight', variables.allowedOrigins],
    ['support-sweep', variables.auditTable],
    ['login', variables.kmsKey],
  ])('does not start, and says its name: %s without %s', async (name, variable) => {
    const environment = await stack.start(name, { [variable]: undefined });
    expect(await environment.started()).toMatchObject({ errorType: 'Error', errorMessage: `environment variable ${variable} is missing` });
    expect(await environment.ended).toEqual({ code: 1, signal: null });
  });

  test('that only a call needs says its name to that call, each time', async () => {
    const environment = await stack.start('login', { [variables.mailFrom]: undefined });
    expect(await environment.started()).toBe('ready');
    for (let nth = 1; nth <= 2; nth++) {
      const { error } = (await environment.invoke(emptyCall('POST', '/v1/login'))) as { error?: unknown };
      expect(error).toMatchObject({ errorMessage: `environment variable ${variables.mailFrom} is missing` });
    }
    expect(environment.output).toBe('');
  });
});

test('what a handler throws is reported, and the same environment serves the next call', async () => {
  const environment = await stack.serving('discovery');
  const thrown = await environment.invoke(emptyCall('POST', '/v1/login'));
  expect(thrown).toMatchObject({ is: 'failed', error: { errorType: 'Error', errorMessage: expect.stringContaining('does not have') } });
  await expect.poll(() => environment.lines.at(-1)).toMatch(/\tERROR\tInvoke Error\s+\{"errorType":"Error"/);
  const { status } = await stack.browser().get('/.well-known/jwks.json');
  expect([status, await stack.serving('discovery')]).toEqual([200, environment]);
});

test('a first call that needs none of the keys is not answered while they are being opened', async () => {
  const connections = await connectionsToAws();
  connections.hold();
  const environment = await stack.start('login', { AWS_ENDPOINT_URL: connections.url });
  const refused = environment.invoke(emptyCall('POST', '/v1/login'));
  await expect.poll(() => answersOf(environment, 'POST /v1/login')).toHaveLength(1);
  connections.release();
  expect(await refused).toMatchObject({ is: 'answered', payload: { statusCode: 400 }, pending: [] });
});

test('connections that AWS has closed while an environment was frozen cost no call', async () => {
  const connections = await connectionsToAws();
  const environment = await stack.serving('login', { AWS_ENDPOINT_URL: connections.url });
  onTestFinished(() => environment.stop());
  const visitor = new Visitor(stack, await shopperWithFactor(stack, 'frozen'));
  const challenge = await visitor.challenge();
  connections.close();
  expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
  expect(connections.usedClosed).toBe(1);
});

// Lambda ends an environment with SIGTERM or SIGKILL, without waiting; no call of ours has ever a chance to say something after its answer.
describe.each(['SIGTERM', 'SIGKILL'] as const)('an environment that is ended by %s', (signal) => {
  test('in the moment of an answer has kept all of it', async () => {
    const customer = await shopperWithFactor(stack, `ended-${signal}`);
    const visitor = new Visitor(stack, customer);
    const mailing = await endedAtAnswer(signal);
    const challenge = await visitor.challenge();
    expect(await mailing.ended).toEqual({ code: null, signal });
    expect(codesSentTo(stack, customer)).toHaveLength(1);
    expect(answersOf(mailing, 'POST /v1/login')).toHaveLength(1);

    const verifying = await endedAtAnswer(signal);
    expect(outcome(await visitor.verifyRight(challenge))).toBe('200 authenticated');
    expect(await verifying.ended).toEqual({ code: null, signal });
    expect((await auditLog(stack, customer.customerId)).at(-1)).toMatchObject({ event: 'logged_in', acr: expect.any(String) });
    expect(answersOf(verifying, 'POST /v1/login/verify')).toHaveLength(1);
    expect(verifying.output).toBe('');
    expect(stack.answeredTooEarly()).toEqual([]);
  });

  test('while it waits ends at once, and the next call has a new one', async () => {
    const customer = await shopper(stack, `waited-${signal}`);
    const before = await stack.serving('login');
    before.kill(signal);
    expect(await before.ended).toEqual({ code: null, signal });
    expect(outcome(await new Visitor(stack, customer).logIn())).toBe('200 authenticated');
    expect(before.output).toBe('');
  });
});

async function connectionsToAws(): Promise<Connections> {
  const connections = await Connections.start(stack.awsUrl);
  onTestFinished(() => connections.stop());
  return connections;
}

/** The environment that serves logins, until it posts an answer: the client does not even hear that it has arrived. */
async function endedAtAnswer(signal: NodeJS.Signals): Promise<Environment> {
  const environment = await stack.serving('login');
  environment.lines.length = 0;
  environment.api.beforeAcknowledging = () => environment.kill(signal);
  return environment;
}
