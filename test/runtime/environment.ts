/** One execution environment of a function: a process of AWS's runtime client, started and ended as Lambda does it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { LambdaFunction } from '../../local/template.ts';
import { type Invoked, type Reported, RuntimeApi } from './runtime-api.ts';
import { runtimeClient } from './runtime-client.ts';

const clientFile = runtimeClient();
const nativeHalf = join(import.meta.dirname, 'rapid-client.ts');

/** Of a frame of Lambda's telemetry, what stands before its text: type, length, time (big-endian). */
const frameHeader = { length: 16, textLengthAt: 4 };

export class Environment {
  readonly api: RuntimeApi;
  /** What the function has written by `console`, a line each, as it goes to CloudWatch. */
  readonly lines: string[] = [];
  /** What stands in the process's own output: of a crash, what it was. */
  output = '';
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly #process: ChildProcess;

  private constructor(api: RuntimeApi, process: ChildProcess) {
    this.api = api;
    this.#process = process;
    for (const stream of [process.stdout, process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    readFrames(process.stdio[3] as Readable, (line) => this.lines.push(line));
    // `close` comes after the last of its output, `exit` may not.
    this.ended = new Promise((resolve) => {
      process.once('close', (code, signal) => {
        api.close();
        resolve({ code, signal });
      });
    });
  }

  /**
   * @param variables the function's own and those that Lambda sets, but for what belongs to this environment
   * @param now ms since 1970, as the function is to take it
   */
  static async start(target: LambdaFunction, variables: Record<string, string>, now: () => number): Promise<Environment> {
    const api = new RuntimeApi(target, now);
    const env = { ...variables, AWS_LAMBDA_RUNTIME_API: await api.listen(), _LAMBDA_TELEMETRY_LOG_FD: '3' };
    const started = spawn(process.execPath, ['--import', nativeHalf, clientFile], {
      cwd: target.assetDirectory,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    return new Environment(api, started);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Settles when it takes invocations, when it has reported why it does not, or when it is over. */
  started(): Promise<'ready' | Reported | 'ended'> {
    return Promise.race([this.api.started, this.ended.then(() => 'ended' as const)]);
  }

  invoke(event: unknown): Promise<Invoked | { is: 'ended' }> {
    return Promise.race([this.api.invoke(event), this.ended.then(() => ({ is: 'ended' as const }))]);
  }

  /** Settles when nothing is under way in it, or when it is over. */
  idle(): Promise<unknown> {
    return Promise.race([this.api.idle(), this.ended]);
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  async stop(): Promise<void> {
    this.kill('SIGKILL');
    await this.ended;
  }
}

function readFrames(stream: Readable, onText: (text: string) => void): void {
  let unread = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk]);
    while (unread.length >= frameHeader.length) {
      const end = frameHeader.length + unread.readUInt32BE(frameHeader.textLengthAt);
      if (unread.length < end) return;
      onText(unread.toString('utf8', frameHeader.length, end).trimEnd());
      unread = unread.subarray(end);
    }
  });
}
