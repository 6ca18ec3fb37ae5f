/** One function's environment: loads the bundled handler and answers invocations, as many at a time as come. */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { patience } from '../shared/aws/patience.ts';
import { Clock } from './clock.ts';
import { CompiledOnce } from './compiled-once.ts';
import { HeldCalls } from './held-calls.ts';
import { waitLonger } from './patient-timers.ts';
import { rememberHashes } from './remembered-hashes.ts';

export type WorkerStart = {
  assetDirectory: string;
  handler: string;
  clock: SharedArrayBuffer;
  held: SharedArrayBuffer;
  remembersHashes: boolean;
};
export type Invocation = { id: number; event: unknown; context: Record<string, unknown>; deadline: number };
/** `payload` is JSON, as Lambda hands it on; an error carries what Lambda would report. */
export type InvocationResult =
  | { id: number; payload: string }
  | { id: number; error: { errorType: string; errorMessage: string; stack?: string } };

const { assetDirectory, handler: handlerName, clock: memory, held: heldMemory, remembersHashes } = workerData as WorkerStart;
const clock = new Clock(memory);
const RealDate = Date;

/** The bundle finds this class where Date was; only what asks for the present time differs. */
class StackDate extends RealDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(StackDate.now());
    else super(...(given as [number]));
  }

  static override now(): number {
    return clock.now(RealDate.now());
  }
}
globalThis.Date = new Proxy(StackDate, {
  // Date() without new is a text of the present time.
  apply: () => new StackDate().toString(),
}) as unknown as DateConstructor;

const held = new HeldCalls(heldMemory);
waitLonger([patience], () => held.any);

if (remembersHashes) rememberHashes();

const [file = '', exported = ''] = handlerName.split('.');
const bundle = new CompiledOnce(assetDirectory, join(assetDirectory, '..', 'compiled'));
const handler = (bundle.load(`${file}.js`) as Record<string, (event: unknown, context: unknown) => Promise<unknown>>)[exported];

parentPort?.on('message', ({ id, event, context, deadline }: Invocation) => {
  const answer = (result: InvocationResult) => parentPort?.postMessage(result);
  Promise.resolve()
    .then(() => {
      if (!handler) throw new Error(`${handlerName} is not exported`);
      return handler(event, { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - RealDate.now()) });
    })
    .then((value) => {
      answer({ id, payload: JSON.stringify(value ?? null) });
      bundle.keep();
    })
    .catch((error: unknown) => {
      const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
      // The runtime writes what a handler threw into the function's log.
      console.error('Invoke Error', stack ?? message);
      answer({ id, error: { errorType: name, errorMessage: message, ...(stack ? { stack } : {}) } });
    });
});
