/** `/_local/`: what only the stack on one machine has. Nothing of it exists on AWS. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readSesAccount } from './aws/ses-account.ts';
import { readSnsAccount } from './aws/sns-account.ts';
import { withCodes } from './demo.ts';
import { readFault } from './faults.ts';
import { localPage } from './local-page.ts';
import { readFeedback } from './mail-feedback.ts';
import type { LocalStack } from './stack.ts';
import { flagParameter, setFlag } from './switch.ts';

type Reply = { status: number; body?: unknown; html?: string };
type Call = { stack: LocalStack; body: Record<string, unknown> };

const calls: Record<string, (call: Call) => Reply | Promise<Reply>> = {
  'GET /_local/': () => ({ status: 200, html: localPage }),
  'GET /_local/help': () => ({ status: 200, body: everyCall() }),
  'GET /_local/outbox': ({ stack }) => ({ status: 200, body: stack.outbox() }),
  'GET /_local/events': async ({ stack }) => ({ status: 200, body: await stack.events() }),
  'GET /_local/clock': ({ stack }) => ({ status: 200, body: clockOf(stack) }),
  'POST /_local/clock': async ({ stack, body }) => {
    const { advanceSeconds = 0, frozen } = body;
    if (typeof advanceSeconds !== 'number' || !Number.isFinite(advanceSeconds)) return wrong('advanceSeconds is a number');
    if (frozen !== undefined && typeof frozen !== 'boolean') return wrong('frozen is true or false');
    if (frozen === true) stack.freezeClock();
    if (frozen === false) stack.resumeClock();
    await stack.advanceClock(advanceSeconds);
    return { status: 200, body: clockOf(stack) };
  },
  'GET /_local/switch': ({ stack }) => {
    const value = stack.parameter(flagParameter);
    return value === undefined
      ? { status: 404, body: { message: 'this stack has no switch' } }
      : { status: 200, body: { twoFactor: value === 'true' } };
  },
  'POST /_local/switch': async ({ stack, body: { twoFactor } }) => {
    if (typeof twoFactor !== 'boolean') return wrong('twoFactor is true or false');
    await setFlag(stack, twoFactor);
    return { status: 200, body: { twoFactor } };
  },
  'GET /_local/customers': ({ stack }) => ({ status: 200, body: withCodes(stack.customers, stack.now()) }),
  'GET /_local/faults': ({ stack }) => ({ status: 200, body: stack.plannedFaults() }),
  'POST /_local/faults': ({ stack, body }) => {
    const fault = readFault(body);
    if (typeof fault === 'string') return wrong(fault);
    stack.fault(fault);
    return { status: 204 };
  },
  'DELETE /_local/faults': ({ stack }) => {
    stack.clearFaults();
    return { status: 204 };
  },
  'GET /_local/ses': ({ stack }) => ({ status: 200, body: stack.ses }),
  'POST /_local/ses': ({ stack, body }) => {
    const changes = readSesAccount(body);
    return typeof changes === 'string' ? wrong(changes) : { status: 200, body: Object.assign(stack.ses, changes) };
  },
  'POST /_local/mail-feedback': async ({ stack, body }) => {
    const feedback = readFeedback(body);
    if (typeof feedback === 'string') return wrong(feedback);
    return stack.mailFeedback(feedback).then(
      () => ({ status: 204 }),
      ({ message }: Error) => wrong(message),
    );
  },
  'GET /_local/sns': ({ stack }) => ({ status: 200, body: stack.sns }),
  'POST /_local/sns': ({ stack, body }) => {
    const changes = readSnsAccount(body);
    return typeof changes === 'string' ? wrong(changes) : { status: 200, body: Object.assign(stack.sns, changes) };
  },
  'GET /_local/calls': ({ stack }) => ({ status: 200, body: stack.calls() }),
  'DELETE /_local/calls': ({ stack }) => {
    stack.clearCalls();
    return { status: 204 };
  },
  'GET /_local/logs': ({ stack }) => ({ status: 200, body: stack.logs() }),
  'GET /_local/dead-letters': ({ stack }) => ({ status: 200, body: stack.deadLetters() }),
  'POST /_local/cold-start': async ({ stack }) => {
    await stack.coldStart();
    return { status: 204 };
  },
};

const everyCall = () => ({ calls: Object.keys(calls) });

/** Serves what is below `/_local`; true when the request was one for it. */
export function control(stack: LocalStack, request: IncomingMessage, response: ServerResponse): boolean {
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (path !== '/_local' && !path.startsWith('/_local/')) return false;
  void answer(stack, request, path).then((reply) => {
    const type = reply.html === undefined ? 'application/json' : 'text/html; charset=utf-8';
    response.writeHead(reply.status, {
      ...(reply.status === 204 ? {} : { 'Content-Type': type }),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-src 'self'; img-src data:; frame-ancestors 'none'",
    });
    response.end(reply.html ?? (reply.body === undefined ? undefined : JSON.stringify(reply.body, null, 2)));
  });
  return true;
}

async function answer(stack: LocalStack, request: IncomingMessage, path: string): Promise<Reply> {
  if (isForeign(request)) return { status: 403, body: { message: 'only pages and programs of this machine may call here' } };
  const serve = calls[`${request.method} ${path === '/_local' ? '/_local/' : path}`];
  if (!serve) return { status: 404, body: { message: 'there is nothing here', ...everyCall() } };
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
  } catch {
    return wrong('the body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return wrong('the body is a JSON object');
  try {
    return await serve({ stack, body: body as Record<string, unknown> });
  } catch (error) {
    return { status: 500, body: { message: error instanceof Error ? error.message : String(error) } };
  }
}

/** A web page somewhere else must not read the codes, be it with a name of its own that leads to this machine (DNS rebinding). */
function isForeign({ headers }: IncomingMessage): boolean {
  const host = headers.host ?? '';
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
  return !isLoopback || (headers.origin !== undefined && headers.origin !== `http://${host}`);
}

function clockOf(stack: LocalStack): { now: string; frozen: boolean } {
  return { now: new Date(stack.now()).toISOString(), frozen: stack.clockIsFrozen() };
}

function wrong(message: string): Reply {
  return { status: 400, body: { message } };
}
