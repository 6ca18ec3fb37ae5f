/**
 * A pool for vitest with one process that goes on from test file to test file. vitest evaluates the modules of the project anew for
 * each file, and what costs most, the start of node and the AWS SDK, is there already.
 */
import { EventEmitter } from 'node:events';
import { ForksPoolWorker, type PoolOptions, type PoolWorker, type WorkerRequest } from 'vitest/node';

/** What test files leave behind (clients with open sockets) must not add up. */
const filesAProcess = 100;

type Kept = { process: ForksPoolWorker; files: number; isOver: boolean };
type Listener = (...args: unknown[]) => void;

export class KeptFork {
  readonly name = 'kept-fork';
  #kept: Kept | undefined;

  /** For each test file vitest asks for a worker, starts it, and stops it. */
  createPoolWorker = (options: PoolOptions): PoolWorker => {
    const listeners: [string, Listener][] = [];
    const answers = new EventEmitter();
    const answer = (type: string) => queueMicrotask(() => answers.emit('message', { type, __vitest_worker_response__: true }));
    let mine: Kept | undefined;
    let isNew = false;
    let endedWell = false;
    const process = () => {
      if (!mine) throw new Error('the worker was not started');
      return mine.process;
    };
    return {
      name: this.name,
      cacheFs: true,
      start: async () => {
        isNew = this.#kept === undefined;
        mine = this.#kept ??= await begun(options);
        mine.files += 1;
      },
      // The process is told once that it starts, and never that it stops.
      send: (message: WorkerRequest) => {
        if (message.type === 'stop') {
          endedWell = true;
          answer('stopped');
        } else if (message.type === 'start' && !isNew) answer('started');
        else process().send(message);
      },
      on: (event, listener) => {
        if (event === 'message') answers.on(event, listener);
        process().on(event, listener);
        listeners.push([event, listener]);
      },
      off: (event, listener) => {
        answers.off(event, listener);
        process().off(event, listener);
      },
      deserialize: (data) => data,
      stop: async () => {
        for (const [event, listener] of listeners) process().off(event, listener);
        if (!endedWell || !mine || mine.isOver || mine.files >= filesAProcess) await this.end();
      },
    };
  };

  /** The next test file gets a process of its own. */
  async end(): Promise<void> {
    const ending = this.#kept;
    this.#kept = undefined;
    if (ending && !ending.isOver) await ending.process.stop();
  }
}

async function begun(options: PoolOptions): Promise<Kept> {
  const kept: Kept = { process: new ForksPoolWorker(options), files: 0, isOver: false };
  await kept.process.start();
  kept.process.on('exit', () => {
    kept.isOver = true;
  });
  return kept;
}
