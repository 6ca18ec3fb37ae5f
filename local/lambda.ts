/** Runs the bundled functions, each in a worker thread of its own: started by its first invocation, as a cold start is. */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { Credentials } from '../tools/sigv4.ts';
import type { Clock } from './clock.ts';
import type { HeldCalls } from './held-calls.ts';
import { account, region } from './intrinsics.ts';
import type { LambdaFunction } from './template.ts';
import type { Invocation, InvocationResult, WorkerStart } from './worker.ts';

export type LogLine = { function: string; stream: 'stdout' | 'stderr'; line: string; at: string };
type InvocationOutcome = { kind: 'answered'; payload: unknown } | { kind: 'failed'; reason: string } | { kind: 'timeout' };

export type Invoker = (target: LambdaFunction, event: unknown) => Promise<InvocationOutcome>;

type Surroundings = { clock: Clock; held: HeldCalls; workerFile: string; remembersHashes: boolean; invoker?: Invoker | undefined };
type Pending = { settle: (outcome: InvocationOutcome) => void };
type Environment = { worker: Worker; pending: Map<number, Pending>; retired: boolean; ended: Promise<void> };

/** A function that loops for ever is ended after so many times its timeout. */
const MOST_TURNS = 6;

export class Lambda {
  readonly #functions: Map<string, LambdaFunction>;
  readonly #accessKeys = new Map<string, LambdaFunction>();
  readonly #environments = new Map<string, Environment>();
  readonly #ending = new Set<Promise<void>>();
  readonly #clock: Clock;
  readonly #onLog: (line: LogLine) => void;
  readonly #held: HeldCalls;
  readonly #workerFile: string;
  readonly #remembersHashes: boolean;
  readonly #invoker: Invoker | undefined;
  #nextId = 1;
  /** Set once the AWS endpoint listens. */
  awsUrl = '';

  /**
   * @param surroundings `workerFile`: as `workerFile()` has made it; `invoker`: takes every invocation in place of the worker threads
   */
  constructor(functions: LambdaFunction[], surroundings: Surroundings, onLog: (line: LogLine) => void) {
    const { clock, held, workerFile, remembersHashes, invoker } = surroundings;
    this.#functions = new Map(functions.map((each) => [each.arn, each]));
    functions.forEach((each, index) => {
      this.#accessKeys.set(`ASIALOCAL${String(index).padStart(11, '0')}`, each);
    });
    this.#clock = clock;
    this.#held = held;
    this.#workerFile = workerFile;
    this.#remembersHashes = remembersHashes;
    this.#invoker = invoker;
    this.#onLog = onLog;
  }

  /** The function that holds this access key; undefined for keys that are not a function's. */
  callerOf(accessKeyId: string): LambdaFunction | undefined {
    return this.#accessKeys.get(accessKeyId);
  }

  /** With what a function signs its calls to AWS, by the function's name in the stack's list. @throws Error when there is none. */
  credentialsOf(shortName: string): Credentials {
    const [found] = [...this.#accessKeys].filter(([, owner]) => owner.shortName === shortName);
    if (!found) throw new Error(`there is no function ${shortName}`);
    return {
      accessKeyId: found[0],
      secretAccessKey: `secret of ${shortName}`,
      sessionToken: `session of ${shortName} in ${account}`,
    };
  }

  /** @throws Error when there is no such function. */
  async invoke(arn: string, event: unknown): Promise<InvocationOutcome> {
    const target = this.#functions.get(arn);
    if (!target) throw new Error(`there is no function ${arn}`);
    if (this.#invoker) return this.#invoker(target, event);
    const running = this.#environments.get(arn);
    const environment = running && !running.retired ? running : this.#start(target);
    const id = this.#nextId++;
    const awsRequestId = randomUUID();
    const outcome = new Promise<InvocationOutcome>((settle) => {
      const { performance } = environment.worker;
      let since = performance.eventLoopUtilization();
      let turns = 1;
      const timer = setTimeout(() => {
        // All invocations of a function share one thread here, and perhaps a machine that has other things to do: who works on has not hung.
        const works = performance.eventLoopUtilization(since).utilization > 0.2;
        if (works && turns++ < MOST_TURNS) {
          since = performance.eventLoopUtilization();
          timer.refresh();
          return;
        }
        settle({ kind: 'timeout' });
        this.#log(target, 'stderr', `${awsRequestId} Task timed out after ${target.timeoutSeconds.toFixed(2)} seconds`);
        this.#retire(arn, environment, id);
      }, target.timeoutSeconds * 1000);
      environment.pending.set(id, {
        settle: (value) => {
          clearTimeout(timer);
          settle(value);
        },
      });
    });
    const context = {
      awsRequestId,
      functionName: target.name,
      functionVersion: '$LATEST',
      invokedFunctionArn: target.arn,
      memoryLimitInMB: String(target.memoryMegabytes),
      logGroupName: `/aws/lambda/${target.name}`,
      logStreamName: 'local',
      callbackWaitsForEmptyEventLoop: true,
    };
    environment.worker.postMessage({ id, event, context, deadline: Date.now() + target.timeoutSeconds * 1000 } satisfies Invocation);
    return outcome;
  }

  /** Discards every environment: the next invocation of each function is a cold start. Invocations under way are lost. */
  async coldStart(): Promise<void> {
    for (const [arn, environment] of this.#environments) this.#end(arn, environment);
    await Promise.all(this.#ending);
  }

  #start(target: LambdaFunction): Environment {
    const worker = new Worker(this.#workerFile, {
      workerData: {
        assetDirectory: target.assetDirectory,
        handler: target.handler,
        clock: this.#clock.memory,
        held: this.#held.memory,
        remembersHashes: this.#remembersHashes,
      } satisfies WorkerStart,
      env: this.variablesOf(target),
      stdin: false,
      stdout: true,
      stderr: true,
      // The flags of whoever runs the stack (a test runner, a debugger) are not the function's.
      execArgv: [],
    });
    const environment: Environment = { worker, pending: new Map(), retired: false, ended: Promise.resolve() };
    for (const stream of ['stdout', 'stderr'] as const) {
      createInterface({ input: worker[stream] }).on('line', (line) => this.#log(target, stream, line));
    }
    worker.on('message', (result: InvocationResult) => {
      const pending = environment.pending.get(result.id);
      environment.pending.delete(result.id);
      pending?.settle(
        'payload' in result
          ? { kind: 'answered', payload: JSON.parse(result.payload) }
          : { kind: 'failed', reason: `${result.error.errorType}: ${result.error.errorMessage}` },
      );
      if (environment.retired && environment.pending.size === 0) this.#end(target.arn, environment);
    });
    worker.on('error', (error) =>
      this.#log(target, 'stderr', `Uncaught Exception ${error instanceof Error ? error.stack : String(error)}`),
    );
    environment.ended = new Promise((resolve) => {
      worker.on('exit', () => {
        if (this.#environments.get(target.arn) === environment) this.#environments.delete(target.arn);
        for (const { settle } of environment.pending.values()) settle({ kind: 'failed', reason: 'Runtime exited' });
        environment.pending.clear();
        resolve();
      });
    });
    this.#environments.set(target.arn, environment);
    return environment;
  }

  /** After a timeout the environment takes nothing new, and goes once its other invocations are over: on AWS each has its own. */
  #retire(arn: string, environment: Environment, id: number): void {
    environment.pending.delete(id);
    environment.retired = true;
    if (environment.pending.size === 0) this.#end(arn, environment);
  }

  #end(arn: string, environment: Environment): void {
    environment.retired = true;
    if (this.#environments.get(arn) === environment) this.#environments.delete(arn);
    const ended = environment.worker.terminate().then(() => environment.ended);
    this.#ending.add(ended);
    ended.finally(() => this.#ending.delete(ended));
  }

  #log(target: LambdaFunction, stream: LogLine['stream'], line: string): void {
    this.#onLog({ function: target.shortName, stream, line, at: new Date(this.#clock.now()).toISOString() });
  }

  /** A function's environment: the template's variables and those that Lambda itself sets. */
  variablesOf(target: LambdaFunction): Record<string, string> {
    const { accessKeyId, secretAccessKey, sessionToken = '' } = this.credentialsOf(target.shortName);
    return {
      ...target.environment,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_ENDPOINT_URL: this.awsUrl,
      // Nothing of the developer's own AWS configuration reaches a function.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: target.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(target.memoryMegabytes),
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${target.name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      LAMBDA_TASK_ROOT: target.assetDirectory,
      _HANDLER: target.handler,
      TZ: ':UTC',
    };
  }
}
