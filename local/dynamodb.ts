/** The DynamoDB engine behind a stack: in a process of its own, or whatever `DYNAMODB_ENDPOINT` names. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { forward } from './aws/dynamodb.ts';
import { AwsError, type Input } from './aws/service.ts';
import { type Found, findEngine } from './engines.ts';
import { region } from './intrinsics.ts';
import type { Table } from './template.ts';

/**
 * Runs the engine and ends it when standard input closes, which the system does for a parent that dies in whatever way.
 * Arguments: the engine and its own arguments.
 */
const leash = 'exec 3<&0; "$0" "$@" </dev/null >/dev/null 2>&1 3<&- & engine=$!; (read -r _ <&3; kill $engine 2>/dev/null) & wait $engine';

export class Engine {
  readonly endpoint: string;
  /** An access key of the stack's own: DynamoDB Local shows each key only its own tables. Letters and digits, as it demands. */
  readonly authorization =
    `AWS4-HMAC-SHA256 Credential=keycard${randomBytes(6).toString('hex')}/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;
  readonly #process: ChildProcess | null;
  #tables: Table[] = [];

  private constructor(endpoint: string, process: ChildProcess | null) {
    this.endpoint = endpoint;
    this.#process = process;
  }

  /** @throws Error saying what to do when there is no engine for this machine. */
  static async start(): Promise<Engine> {
    const given = process.env.DYNAMODB_ENDPOINT;
    if (given) {
      const engine = new Engine(given, null);
      if (!(await engine.#answers())) throw new Error(`DYNAMODB_ENDPOINT=${given} does not answer as DynamoDB does`);
      return engine;
    }
    const found = findEngine();
    // A port that was free a moment ago may be taken by now: another one, then.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const engine = await Engine.#spawn(found, await freePort());
      if (engine) return engine;
    }
    throw new Error(`the DynamoDB engine (${found.name}) does not start`);
  }

  static async #spawn({ command, argumentsFor, readyWithinMilliseconds }: Found, port: number): Promise<Engine | null> {
    // Windows has no such shell; there the engine ends with the stack, and outlives one that was killed.
    const [program, given] = process.platform === 'win32' ? [command, []] : ['/bin/sh', ['-c', leash, command]];
    const child = spawn(program, [...given, ...argumentsFor(port)], {
      stdio: ['pipe', 'ignore', 'ignore'],
      // Ctrl+C is for the stack, which ends its engine last.
      detached: true,
    });
    // The leash ends with its engine; the pipe then breaks.
    child.stdin?.on('error', () => undefined);
    const engine = new Engine(`http://127.0.0.1:${port}`, child);
    const until = Date.now() + readyWithinMilliseconds;
    try {
      while (Date.now() < until && isRunning(child)) {
        if ((await engine.#answers()) && isRunning(child)) return engine;
        await wait(10);
      }
    } catch (error) {
      await engine.stop();
      throw error;
    }
    await engine.stop();
    return null;
  }

  async createTables(tables: Table[]): Promise<void> {
    this.#tables.push(...tables);
    for (const { name, definition, ttlAttribute } of tables) {
      await this.call('CreateTable', definition);
      await this.#active(name);
      if (!ttlAttribute) continue;
      await this.call('UpdateTimeToLive', { TableName: name, TimeToLiveSpecification: { AttributeName: ttlAttribute, Enabled: true } });
    }
  }

  /** A call of the stack itself, past permissions, faults and counting. @throws Error with what the engine refused. */
  async call(action: string, input: Input): Promise<Input> {
    const { raw } = await forward(this, `DynamoDB_20120810.${action}`, JSON.stringify(input));
    const output = JSON.parse(raw.body.toString('utf8')) as Input;
    if (raw.status >= 400) throw new Error(`DynamoDB ${action}: ${String(output.__type)} ${String(output.message ?? output.Message)}`);
    return output;
  }

  /** Every item of these tables, of all if none is named, in DynamoDB's JSON. */
  async scan(tables: readonly Table[] = this.#tables): Promise<Input[]> {
    const items: Input[] = [];
    for (const { name } of tables) {
      let start: unknown;
      do {
        const page = await this.call('Scan', { TableName: name, ...(start ? { ExclusiveStartKey: start } : {}) });
        items.push(...(page.Items as Input[]));
        start = page.LastEvaluatedKey;
      } while (start);
    }
    return items;
  }

  async put({ name }: Table, items: readonly Input[]): Promise<void> {
    for (const Item of items) await this.call('PutItem', { TableName: name, Item });
  }

  async stop(): Promise<void> {
    if (!this.#process) {
      // An engine that is not ours keeps running; the tables were ours.
      for (const { name } of this.#tables) await this.call('DeleteTable', { TableName: name }).catch(() => undefined);
      return;
    }
    const child = this.#process;
    const ended = isRunning(child) ? new Promise((resolve) => child.once('exit', resolve)) : Promise.resolve();
    child.stdin?.end();
    await ended;
  }

  async #active(table: string): Promise<void> {
    for (;;) {
      const { Table: described } = await this.call('DescribeTable', { TableName: table });
      if ((described as { TableStatus?: string }).TableStatus === 'ACTIVE') return;
      await wait(20);
    }
  }

  /** @throws Error when something answers that is not DynamoDB. */
  async #answers(): Promise<boolean> {
    return this.call('ListTables', {}).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AwsError) return false;
        throw error;
      },
    );
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
