/**
 * Lambda's Runtime API for one environment of one function: hands out invocations, takes what became of them.
 * Source: Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes" (2018-06-01).
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LambdaFunction } from '../../local/template.ts';

/** What the client says of an error. */
export type Reported = { errorType: string; errorMessage: string; trace: string[] };
/** `pending`: what the function's event loop still waited for when the answer was posted. */
export type Invoked = { pending: string[] } & ({ is: 'answered'; payload: unknown } | { is: 'failed'; error: Reported });

type Waiting = { id: string; event: unknown; settle: (invoked: Invoked) => void };

export class RuntimeApi {
  /** Called when an answer has arrived, and before the client hears that it has. */
  beforeAcknowledging: (() => void) | undefined;
  /** Settles when the client asks for its first invocation, or reports why it cannot. */
  readonly started: Promise<'ready' | Reported>;
  readonly #server: Server;
  readonly #of: LambdaFunction;
  readonly #now: () => number;
  readonly #waiting: Waiting[] = [];
  readonly #underWay = new Map<string, Waiting>();
  #asked: ServerResponse | undefined;
  #isIdle = false;
  #onIdle: (() => void)[] = [];
  #settleStart: (how: 'ready' | Reported) => void = () => {};

  /** @param now ms since 1970, as the function is to take it */
  constructor(of: LambdaFunction, now: () => number) {
    this.#of = of;
    this.#now = now;
    this.started = new Promise((resolve) => {
      this.#settleStart = resolve;
    });
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.keepAliveTimeout = 0;
  }

  /** @returns host and port, as `AWS_LAMBDA_RUNTIME_API` has them. */
  listen(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', () => resolve(`127.0.0.1:${(this.#server.address() as AddressInfo).port}`));
    });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** One at a time, as an environment takes them; in the order of these calls. */
  invoke(event: unknown): Promise<Invoked> {
    return new Promise((settle) => {
      this.#waiting.push({ id: randomUUID(), event, settle });
      this.#handOut();
    });
  }

  /** Settles when nothing is left of the start, or of the last invocation: the function's event loop is empty. */
  idle(): Promise<void> {
    return this.#isIdle ? Promise.resolve() : new Promise((resolve) => this.#onIdle.push(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const [, path, id = ''] =
      /^\/2018-06-01\/runtime\/(init\/error|invocation\/next|invocation\/([^/]+)\/(?:response|error))$/.exec(request.url ?? '') ?? [];
    if (path === 'invocation/next') {
      this.#settleStart('ready');
      this.#asked = response;
      this.#handOut();
      return;
    }
    // Of the stand-in for the addon, not of Lambda.
    if (request.url === '/keycard-test/idle') {
      this.#isIdle = true;
      for (const settle of this.#onIdle.splice(0)) settle();
    } else if (path === 'init/error') this.#settleStart(JSON.parse(text));
    else
      this.#end(
        id,
        path?.endsWith('response') ? { is: 'answered', payload: JSON.parse(text) } : { is: 'failed', error: JSON.parse(text) },
        request,
      );
    response.writeHead(202, { 'Content-Type': 'application/json' });
    response.end('{"status":"OK"}');
  }

  #end(id: string, how: { is: 'answered'; payload: unknown } | { is: 'failed'; error: Reported }, { headers }: IncomingMessage): void {
    this.beforeAcknowledging?.();
    const pending = String(headers['keycard-test-pending'] ?? '');
    this.#underWay.get(id)?.settle({ ...how, pending: pending === '' ? [] : pending.split(' ') });
    this.#underWay.delete(id);
  }

  #handOut(): void {
    const next = this.#asked && this.#waiting.shift();
    if (!this.#asked || !next) return;
    this.#underWay.set(next.id, next);
    this.#isIdle = false;
    const now = this.#now();
    this.#asked.writeHead(200, {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': next.id,
      'Lambda-Runtime-Deadline-Ms': String(now + this.#of.timeoutSeconds * 1000),
      'Lambda-Runtime-Invoked-Function-Arn': this.#of.arn,
      'Lambda-Runtime-Trace-Id': `Root=1-${Math.floor(now / 1000).toString(16)}-${'0'.repeat(24)};Sampled=0`,
      'Keycard-Test-Clock-Ahead': String(now - Date.now()),
    });
    this.#asked.end(JSON.stringify(next.event));
    this.#asked = undefined;
  }
}
