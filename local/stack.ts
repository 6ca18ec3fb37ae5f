/** The whole stack on one machine: engine, AWS endpoint, functions, API. Any number of them run side by side. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Credentials } from '../tools/sigv4.ts';
import { apiGateway } from './api-gateway.ts';
import { AsyncCalls, type DeadLetter } from './async-calls.ts';
import { dynamodb } from './aws/dynamodb.ts';
import { awsEndpoint, type RecordedCall } from './aws/endpoint.ts';
import { type BusEvent, eventBus } from './aws/events.ts';
import { kms } from './aws/kms.ts';
import type { AwsService, Input, RawAnswer } from './aws/service.ts';
import { ses } from './aws/ses.ts';
import { type SesAccount, sesAccountFor } from './aws/ses-account.ts';
import { sns } from './aws/sns.ts';
import { type SnsAccount, snsAccount } from './aws/sns-account.ts';
import { ssm } from './aws/ssm.ts';
import { Clock } from './clock.ts';
import { control } from './control.ts';
import type { DemoCustomer } from './demo.ts';
import { Engine } from './dynamodb.ts';
import { matches } from './event-rules.ts';
import { type Fault, Faults } from './faults.ts';
import { HeldCalls } from './held-calls.ts';
import { type Invoker, Lambda, type LogLine } from './lambda.ts';
import { type Feedback, feedbackEvent } from './mail-feedback.ts';
import { hasOneName, ledToOneName } from './one-name.ts';
import { type Message, Outbox } from './outbox.ts';
import { reachedAt } from './own-address.ts';
import { Schedules } from './schedules.ts';
import { Streams } from './streams.ts';
import { type Key, type LambdaFunction, loadTemplate, readTemplate, type StackModel, type Table, type Template } from './template.ts';
import { workerFile } from './worker-file.ts';

/** What lies in an account while no stack does: what a removed one left, or what came back out of a backup. */
export type Leftovers = { keys: Key[]; tables: { table: Table; items: Input[] }[] };

export type LocalStackOptions = {
  /** The cloud assembly that `cdk synth` wrote. */
  assembly: string;
  /** Port of the API; 0 takes any free one. */
  port?: number;
  /** Port of the AWS endpoint; 0 takes any free one. */
  awsPort?: number;
  /** Changes the template before it is served: a test takes a grant out of it. */
  editTemplate?: (template: Template) => void;
  /** There before the stack is made, for one whose options import it. */
  leftovers?: Leftovers;
  /** Told what a function wrote, and what went wrong inside of the local stack itself. */
  onLog?: (line: LogLine) => void;
  /** `false`: no function is called by its schedule. */
  schedules?: boolean;
  /** `false`: no function is told by the stream of a table. As `schedules`, if not said. */
  streams?: boolean;
  /** `true`: a function's thread computes the same argon2id once (`remembered-hashes.ts`). */
  remembersHashes?: boolean;
  /** Runs the functions; without one, worker threads do. */
  invoker?: Invoker;
};

export type LocalStack = {
  readonly url: string;
  readonly awsUrl: string;
  readonly model: StackModel;
  /** DynamoDB itself: past permissions, faults and counting. */
  readonly engine: Engine;
  /** The environment variables that a function finds. */
  variablesOf(target: LambdaFunction): Record<string, string>;
  /** What the account has set up in SES; a change is in force from the next mail on. */
  readonly ses: SesAccount;
  /** The limits of its SMS, and what became of each. */
  readonly sns: SnsAccount;
  /** The value of a parameter, past permissions, faults and counting. */
  parameter(name: string): string | undefined;
  /** Who was put in to try the stack with. */
  readonly customers: DemoCustomer[];
  /** Milliseconds, by the stack's clock. */
  now(): number;
  /** Moves the clock at once; ends when the calls of the schedules that have become due by it are over. */
  advanceClock(seconds: number): Promise<void>;
  /** Time stands still but for `advanceClock`, so that a test can come within a millisecond of a limit. */
  freezeClock(): void;
  resumeClock(): void;
  clockIsFrozen(): boolean;
  fault(fault: Fault): void;
  /** Those that have calls left to hit. */
  plannedFaults(): (Fault & { left: number })[];
  clearFaults(): void;
  outbox(): Message[];
  calls(): RecordedCall[];
  clearCalls(): void;
  logs(): LogLine[];
  /**
   * Has an e-mail come back, or complained about; ends when the functions that hear of it are done.
   * @throws Error when no such e-mail was sent, or nobody would hear of it
   */
  mailFeedback(feedback: Feedback): Promise<void>;
  /** What EventBridge was told, and whom that has called; ends when everybody is told. */
  events(): Promise<BusEvent[]>;
  /** Calls by schedules and events that failed for good, as on AWS they lie in a dead-letter queue. */
  deadLetters(): DeadLetter[];
  /** Throws every function's environment away. */
  coldStart(): Promise<void>;
  /** With what a function, by its name in the stack's list, signs its calls to AWS. */
  credentialsOf(name: string): Credentials;
  /** Every item of the tables, in DynamoDB's JSON. */
  scanTable(): Promise<Input[]>;
  /** What would stay in the account, were the stack removed now. */
  leftovers(): Promise<Leftovers>;
  /** Leaves no process, worker or socket behind. */
  stop(): Promise<void>;
};

export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { template, stackName, assets } = loadTemplate(options.assembly);
  options.editTemplate?.(template);
  const model = readTemplate(template, stackName, assets);

  const clock = new Clock();
  const faults = new Faults();
  const held = new HeldCalls();
  const outbox = new Outbox(() => clock.now());
  const logs: LogLine[] = [];
  let calls: RecordedCall[] = [];
  const log = (line: LogLine) => {
    logs.push(line);
    options.onLog?.(line);
  };
  const { remembersHashes = false, invoker } = options;
  const lambda = new Lambda(model.functions, { clock, held, workerFile: await workerFile(), remembersHashes, invoker }, log);

  const engine = await Engine.start();
  const undo: (() => Promise<unknown>)[] = [() => engine.stop()];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
    // Whoever still holds the stack, as the module of a test file does, does not hold all that went through it.
    calls = [];
    logs.length = 0;
    outbox.clear();
  };
  try {
    const before = options.leftovers ?? { keys: [], tables: [] };
    const tables = [...model.tables, ...before.tables.map(({ table }) => table)];
    const keys = [...model.keys, ...before.keys];
    await engine.createTables(tables);
    for (const { table, items } of before.tables) await engine.put(table, items);
    const table = dynamodb(tables, engine);
    const keyService = kms(keys);
    const parameters = ssm(() => clock.now());
    for (const parameter of model.parameters) parameters.perform('PutParameter', parameter);
    const [mailAccount, smsAccount] = [sesAccountFor(model), snsAccount()];
    const told: BusEvent[] = [];
    const bus = eventBus(
      () => clock.now(),
      (event) => {
        told.push(event);
        deliveries.push(deliver(event));
      },
    );
    const services = [
      watched(table, (action, input) => streams?.saw(action, input)),
      keyService,
      ses(outbox, mailAccount),
      sns(outbox, smsAccount),
      parameters,
      bus,
    ];
    undo.push(async () => table.close());

    const callerOf = (key: string) => lambda.callerOf(key);
    const aws = awsEndpoint({ services, callerOf, keys, faults, held, clock, record: (call) => calls.push(call) });
    const awsUrl = `http://localhost:${await listen(aws, options.awsPort ?? 0)}`;
    undo.push(() => close(aws));
    lambda.awsUrl = awsUrl.replace('localhost', '127.0.0.1');

    const onFault = (line: string) => log({ function: 'api-gateway', stream: 'stderr', line, at: new Date(clock.now()).toISOString() });
    const gateway = apiGateway({
      api: model.api,
      lambda,
      clock,
      control: (request, response) => control(stack, request, response) || (hasOneName(url, model) && ledToOneName(url, request, response)),
      onFault,
    });
    const url = `http://localhost:${await listen(gateway, options.port ?? 0)}`;
    reachedAt(url, model);
    const { asyncFailures: failures, functions } = model;
    const rules = options.schedules === false ? [] : model.schedules;
    const onLost = (line: string) => log({ function: 'events', stream: 'stderr', line, at: new Date(clock.now()).toISOString() });
    const asyncCalls = new AsyncCalls({ failures, functions, lambda, clock, onLost });
    const streaming = options.streams ?? options.schedules !== false;
    const { streamMappings: mappings } = model;
    const streams = streaming
      ? new Streams({ mappings, tables: model.tables, functions, calls: asyncCalls, now: () => clock.now(), onLost })
      : undefined;
    const schedules = new Schedules({ rules, calls: asyncCalls, clock });
    undo.push(
      () => lambda.coldStart(),
      () => close(gateway),
      async () => {
        schedules.stop();
        asyncCalls.stop();
      },
    );

    const deliveries: Promise<unknown>[] = [];
    const deliver = (event: Record<string, unknown>) => {
      const meant = model.eventRules.filter(({ pattern }) => matches(pattern, event)).flatMap(({ targets }) => targets);
      return Promise.all(meant.map(({ functionArn, input }) => asyncCalls.call(functionArn, input ?? event)));
    };

    const stack: LocalStack = {
      url,
      awsUrl,
      model,
      engine,
      variablesOf: (target) => lambda.variablesOf(target),
      ses: mailAccount,
      sns: smsAccount,
      customers: [],
      parameter: (name) => {
        const { Parameters } = parameters.perform('GetParameters', { Names: [name] }) as { Parameters: { Value: string }[] };
        return Parameters[0]?.Value;
      },
      now: () => clock.now(),
      advanceClock: (seconds) => {
        clock.advance(seconds);
        return schedules.runDue();
      },
      freezeClock: () => clock.freeze(),
      resumeClock: () => clock.resume(),
      clockIsFrozen: () => clock.frozen,
      fault: (fault) => faults.plan(fault),
      plannedFaults: () => faults.planned(),
      clearFaults: () => faults.clear(),
      outbox: () => outbox.messages(),
      calls: () => calls.map((call) => ({ ...call })),
      clearCalls: () => {
        calls = [];
      },
      logs: () => [...logs],
      mailFeedback: async (feedback) => {
        const from = { outbox: outbox.messages(), ses: mailAccount, sets: model.configurationSets, now: clock.now() };
        const event = feedbackEvent(feedback, from);
        if (typeof event === 'string') throw new Error(event);
        await deliver(event);
      },
      events: async () => {
        await streams?.told();
        await Promise.all(deliveries);
        return [...told];
      },
      deadLetters: () => [...asyncCalls.deadLetters],
      coldStart: () => lambda.coldStart(),
      credentialsOf: (name) => lambda.credentialsOf(name),
      scanTable: () => engine.scan(),
      leftovers: async () => ({
        keys: keyService.kept(),
        tables: await Promise.all(tables.map(async (each) => ({ table: each, items: await engine.scan([each]) }))),
      }),
      stop,
    };
    return stack;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Tells of each call that the service has done. */
function watched(service: AwsService & { close(): void }, done: (action: string, input: Input) => void): AwsService {
  return {
    ...service,
    perform: async (action, input) => {
      const output = await service.perform(action, input);
      if (!('raw' in output) || (output as RawAnswer).raw.status < 400) done(action, input);
      return output;
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  // An idle connection that closes just when a client uses it again looks like a fault, and SDKs then call twice.
  server.keepAliveTimeout = 600_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
