/** One loopback endpoint for all AWS services of the stack, for the SDKs and the AWS CLI alike. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import type { HeldCalls } from '../held-calls.ts';
import type { Key, LambdaFunction } from '../template.ts';
import { authorize } from './authorization.ts';
import { type AwsCall, type Protocol, parseCall, renderError, renderOutput, type WireAnswer } from './protocol.ts';
import { AwsError, type AwsService, type Input, type RawAnswer, type Units } from './service.ts';

/**
 * `function` is null for a developer's own call. `outcome` is `ok`, the code of the error (why: `message`), or the fault: `fault:timeout`.
 * `units`: of a DynamoDB call that succeeded.
 */
export type RecordedCall = {
  function: string | null;
  service: string;
  action: string;
  at: string;
  outcome: string;
  message?: string;
  units?: Units;
};

export type Endpoint = {
  services: AwsService[];
  callerOf: (accessKeyId: string) => LambdaFunction | undefined;
  keys: Key[];
  faults: Faults;
  held: HeldCalls;
  clock: Clock;
  record: (call: RecordedCall) => void;
};

export function awsEndpoint(endpoint: Endpoint): Server {
  return createServer((request, response) => {
    serve(endpoint, request, response).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
}

async function serve(endpoint: Endpoint, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const requestId = randomUUID();
  const reply = (answer: WireAnswer) => {
    // The SDK sets its clock by this header.
    response.setHeader('Date', new Date(endpoint.clock.now()).toUTCString());
    response.setHeader('x-amzn-RequestId', requestId);
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  };

  let call: AwsCall;
  try {
    call = parseCall(request, Buffer.concat(chunks));
    if (!call.accessKeyId) throw new AwsError(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
  } catch (error) {
    const isForm = request.headers['x-amz-target'] === undefined;
    const protocol: Protocol = isForm ? { kind: 'query', namespace: '' } : { kind: 'json', contentType: 'application/x-amz-json-1.1' };
    return reply(renderError(protocol, asAwsError(error), requestId));
  }

  const caller = endpoint.callerOf(call.accessKeyId);
  const at = new Date(endpoint.clock.now()).toISOString();
  const recorded: RecordedCall = {
    function: caller?.shortName ?? null,
    service: call.service,
    action: call.action,
    at,
    outcome: 'pending',
  };
  endpoint.record(recorded);
  const answer = await perform(endpoint, call, caller, recorded, requestId);
  if (answer === 'never') {
    endpoint.held.hold();
    response.once('close', () => endpoint.held.release());
    return;
  }
  if (answer === 'lost') return void request.socket.destroy();
  reply(answer);
}

/** Permission first, then planned faults, then the service. `never`: no answer until the client gives up; `lost`: done, and the answer lost. */
async function perform(
  endpoint: Endpoint,
  call: AwsCall,
  caller: LambdaFunction | undefined,
  recorded: RecordedCall,
  requestId: string,
): Promise<WireAnswer | 'never' | 'lost'> {
  const service = endpoint.services.find(({ name }) => name === call.service);
  if (!service) throw new Error(`no service ${call.service}`);
  const { refusals } = service;
  try {
    if (caller) {
      const decision = authorize(caller, service.permissions(call.action, call.input), endpoint.keys);
      if (!decision.allowed) throw new AwsError(refusals.accessDenied[0], refusals.accessDenied[1], decision.reason);
    }
    const fault = endpoint.faults.next({ service: call.service, action: call.action, function: caller?.shortName ?? null });
    if (fault) recorded.outcome = `fault:${fault}`;
    if (fault === 'timeout') return 'never';
    if (fault === 'throttle' || fault === 'error') {
      const [status, code, message] = refusals[fault];
      return renderError(call.protocol, { status, code, message }, requestId);
    }

    const output = await service.perform(call.action, call.input);
    if (fault === 'lost-ack') return 'lost';
    const wire = isRaw(output) ? output.raw : renderOutput(call, output, requestId);
    Object.assign(recorded, wire.status < 400 ? { outcome: 'ok' } : refusalIn(wire.body));
    if (isRaw(output) && output.units) recorded.units = output.units;
    return wire;
  } catch (error) {
    const refusal = asAwsError(error);
    // Where the answer of a call is lost, so is its refusal.
    if (recorded.outcome === 'fault:lost-ack') return 'lost';
    Object.assign(recorded, { outcome: shortCode(refusal.code), message: refusal.message });
    return renderError(call.protocol, refusal, requestId);
  }
}

function isRaw(output: Input | RawAnswer): output is RawAnswer {
  return 'raw' in output && typeof output.raw === 'object';
}

function refusalIn(body: string | Buffer): Pick<RecordedCall, 'outcome' | 'message'> {
  const { __type: code, message, Message } = JSON.parse(String(body)) as { __type?: string; message?: string; Message?: string };
  return { outcome: shortCode(String(code)), message: message ?? Message ?? '' };
}

function shortCode(code: string): string {
  return code.split('#').at(-1) ?? code;
}

function asAwsError(error: unknown): AwsError {
  return error instanceof AwsError
    ? error
    : new AwsError(500, 'InternalFailure', error instanceof Error ? (error.stack ?? error.message) : String(error));
}
