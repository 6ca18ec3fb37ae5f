/**
 * Stands in for `@aws-sdk/client-dynamodb` in the bundles (`cdk/bundles.ts` maps the import here): the operations that `shared/store` uses,
 * each one signed request. The client's schemas, its endpoint rules and its middleware are most of a login's code, and half of the work of
 * each call.
 *
 * Source: DynamoDB Developer Guide, "DynamoDB low-level API" (JSON 1.0; binary values travel as Base64).
 */
import { randomUUID } from 'node:crypto';
import { type AwsRefused, jsonCaller } from './json-call.ts';
import type { Patience } from './patience.ts';

type Input = Record<string, unknown>;
type Attempt = (args: { input: Input }) => Promise<Input>;
type Middleware = (next: Attempt, context: { commandName: string }) => Attempt;

/** The part of it that is used: whatever is added goes around each try. */
class Around {
  readonly #all: Middleware[] = [];

  add(middleware: Middleware): void {
    this.#all.push(middleware);
  }

  of(attempt: Attempt, commandName: string): Attempt {
    return this.#all.reduceRight((next, middleware) => middleware(next, { commandName }), attempt);
  }
}

export class DynamoDBClient {
  readonly middlewareStack = new Around();
  readonly #call: ReturnType<typeof jsonCaller>;

  constructor(patience: Patience) {
    this.#call = jsonCaller('dynamodb', 'DynamoDB_20120810', patience, {
      version: '1.0',
      encode,
      decode,
      attempt: (operation, once) => this.middlewareStack.of(() => once().catch(asException), `${operation}Command`)({ input: {} }),
    });
  }

  send({ operation, input }: Command): Promise<Input> {
    return this.#call(operation, input);
  }
}

class Command {
  readonly operation: string;
  readonly input: Input;

  constructor(operation: string, input: Input) {
    this.operation = operation;
    this.input = input;
  }
}

const command = (operation: string) =>
  class extends Command {
    constructor(input: Input) {
      super(operation, input);
    }
  };

export const GetItemCommand = command('GetItem');
export const BatchGetItemCommand = command('BatchGetItem');
export const TransactGetItemsCommand = command('TransactGetItems');
export const QueryCommand = command('Query');
export const PutItemCommand = command('PutItem');
export const UpdateItemCommand = command('UpdateItem');
export const DeleteItemCommand = command('DeleteItem');
/** The token makes a repetition of the same call count once (API Reference, `ClientRequestToken`). */
export class TransactWriteItemsCommand extends command('TransactWriteItems') {
  constructor(input: Input) {
    super({ ClientRequestToken: randomUUID(), ...input });
  }
}

class Refusal extends Error {
  readonly $metadata: AwsRefused['$metadata'];

  constructor({ name, message, $metadata, answer }: AwsRefused) {
    super(message);
    this.name = name;
    this.$metadata = $metadata;
    const { Item, CancellationReasons } = answer;
    Object.assign(this, { Item, CancellationReasons });
  }
}
export class ConditionalCheckFailedException extends Refusal {}
export class TransactionCanceledException extends Refusal {}
export class TransactionConflictException extends Refusal {}

const exceptions: Record<string, typeof Refusal> = {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
};

function asException(error: AwsRefused): never {
  const Exception = exceptions[error.name];
  throw Exception ? new Exception(error) : error;
}

/** Bytes are attributes of type `B` and members of `BS`, and nothing else. */
function encode(input: Input): string {
  return JSON.stringify(input, function (this: Input, key, value: unknown) {
    const raw = this[key];
    return raw instanceof Uint8Array ? Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('base64') : value;
  });
}

function decode(text: string): Input {
  if (!/"BS?"\s*:\s*["[]/.test(text)) return JSON.parse(text) as Input;
  return JSON.parse(text, (key, value: unknown) => {
    if (key === 'B' && typeof value === 'string') return new Uint8Array(Buffer.from(value, 'base64'));
    if (key === 'BS' && Array.isArray(value)) return value.map((each: string) => new Uint8Array(Buffer.from(each, 'base64')));
    return value;
  }) as Input;
}
