/** A process of its own for whatever is measured: its CPU time is nobody else's. `serve.ts` is its end of the line. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Answered, Asked } from './serve.ts';

type Waiting = { resolve: (answered: { answer: unknown; ms: number }) => void; reject: (error: Error) => void };
/** Each kind of message without its number. */
type Question = { call: unknown } | { cpu: true };

export class Child {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #asked = 0;
  /** Bytes that it has written to standard output: what a function writes into its log. */
  logged = 0;

  /** Settles when the file is loaded. */
  static async start(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Child> {
    const child = new Child(spawn(process.execPath, [file, ...args], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] }));
    await new Promise<void>((resolve, reject) => {
      child.#process.once('message', () => resolve());
      child.#process.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it was ready`)));
    });
    child.#process.on('message', (answered: Answered) => child.#settle(answered));
    return child;
  }

  private constructor(process: ChildProcess) {
    this.#process = process;
    process.stdout?.on('data', (chunk: Buffer) => {
      this.logged += chunk.length;
    });
    this.#ended = new Promise((resolve) => process.once('exit', () => resolve()));
    this.#ended.then(() => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the process ended before it answered'));
    });
  }

  /** @throws Error with what the call threw */
  async call<T>(call: unknown): Promise<{ answer: T; ms: number }> {
    return (await this.#ask({ call })) as { answer: T; ms: number };
  }

  /** Milliseconds of CPU time since it was started, of all its threads. */
  async cpu(): Promise<number> {
    return (await this.#ask({ cpu: true })).answer as number;
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }

  #ask(question: Question): Promise<{ answer: unknown; ms: number }> {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.send({ id, ...question } satisfies Asked);
    });
  }

  #settle(answered: Answered): void {
    const waiting = this.#waiting.get(answered.id);
    this.#waiting.delete(answered.id);
    if ('failed' in answered) waiting?.reject(new Error(answered.failed));
    else waiting?.resolve(answered);
  }
}
