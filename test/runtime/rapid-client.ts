/**
 * Stands in for `rapid-client.node`, the native half of AWS's runtime client: asks the Runtime API for invocations and posts what became
 * of them. As there, the thread of the functions stands still while it posts, so nothing of theirs runs between answer and acknowledgement.
 *
 * Loaded before the client (`--import`), which then finds it where the addon would lie. Source: `src/native/rapid-client.cc` of the package.
 */
import { Agent, request } from 'node:http';
import { registerHooks } from 'node:module';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { waitLonger } from '../../local/patient-timers.ts';
import { briefPatience, patience } from '../../shared/aws/patience.ts';

type Invocation = { bodyJson: string; headers: Record<string, unknown> };
type Asked = { is: 'next' } | { is: 'idle' } | { is: 'post'; path: string; body: string; headers: Record<string, string> };
type Started = { api: string; posted: SharedArrayBuffer };

const root = '/2018-06-01/runtime/invocation';

/** stdout and stderr, as long as the process lives. */
const ownOutput = 'PipeWrap';

/** How far the stack's clock is ahead of the machine's, in ms: what a function takes for the present time. */
let ahead = 0;
if (isMainThread) {
  waitLonger([patience, briefPatience], () => false);
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...given: unknown[]) {
      super(...((given.length === 0 ? [RealDate.now() + ahead] : given) as [number]));
    }

    static override now(): number {
      return RealDate.now() + ahead;
    }
  } as DateConstructor;
}

const posted = new SharedArrayBuffer(4);
const worker = isMainThread ? startWorker() : undefined;
if (!isMainThread) serveMainThread(workerData as Started);

export function next(): Promise<Invocation> {
  return new Promise((resolve) => {
    // The addon would keep the process alive. This lets it come to its end and no further: by then nothing of the call before is left.
    const idle = () => {
      worker?.ref();
      worker?.postMessage({ is: 'idle' } satisfies Asked);
    };
    process.once('beforeExit', idle);
    worker?.once('message', (invocation: Invocation) => {
      process.off('beforeExit', idle);
      worker.unref();
      ahead = Number(invocation.headers['keycard-test-clock-ahead']);
      resolve(invocation);
    });
    // Who listens to it holds it.
    worker?.unref();
    worker?.postMessage({ is: 'next' } satisfies Asked);
  });
}

export function done(id: string, body: string): void {
  post(`${root}/${id}/response`, body, {});
}

export function error(id: string, body: string, xray: string): void {
  post(`${root}/${id}/error`, body, { 'Lambda-Runtime-Function-XRay-Error-Cause': xray });
}

function post(path: string, body: string, headers: Record<string, string>): void {
  const flag = new Int32Array(posted);
  Atomics.store(flag, 0, 0);
  // Lambda freezes the process from here on. What it waits for now (sockets, timers, files) it would not hear of; the tests read it.
  const pending = process.getActiveResourcesInfo().filter((resource) => resource !== ownOutput);
  worker?.postMessage({ is: 'post', path, body, headers: { ...headers, 'Keycard-Test-Pending': pending.join(' ') } } satisfies Asked);
  Atomics.wait(flag, 0, 0);
}

function startWorker(): Worker {
  registerHooks({
    resolve: (specifier, context, resolve) =>
      specifier === './rapid-client.node' ? { url: import.meta.url, shortCircuit: true } : resolve(specifier, context),
  });
  const api = process.env.AWS_LAMBDA_RUNTIME_API ?? '';
  const started = new Worker(new URL(import.meta.url), { workerData: { api, posted } satisfies Started, execArgv: [] });
  started.unref();
  return started;
}

function serveMainThread({ api, posted: shared }: Started): void {
  const agent = new Agent({ keepAlive: true });
  const flag = new Int32Array(shared);
  parentPort?.on('message', async (asked: Asked) => {
    try {
      if (asked.is === 'next') return parentPort?.postMessage(await call('GET', `${root}/next`));
      if (asked.is === 'idle') return void (await call('POST', '/keycard-test/idle'));
      await call('POST', asked.path, asked);
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
    } catch {
      // The test is gone, and the other thread may be standing still for good.
      process.kill(process.pid, 'SIGKILL');
    }
  });

  function call(method: string, path: string, given: { body?: string; headers?: Record<string, string> } = {}): Promise<Invocation> {
    const [host, port] = api.split(':');
    const headers = { 'Content-Type': 'application/json', ...given.headers };
    return new Promise((resolve, reject) => {
      const outgoing = request({ host, port, method, path, agent, headers }, (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        incoming.on('end', () => resolve({ bodyJson: text, headers: incoming.headers }));
        incoming.on('error', reject);
      });
      outgoing.on('error', reject);
      outgoing.end(given.body);
    });
  }
}
