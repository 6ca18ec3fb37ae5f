/**
 * The streams of the tables: what was put anew goes to the functions that are told of it, one record after the other. Nothing else that
 * happens to an item is told of here. Source: DynamoDB Developer Guide, "DynamoDB Streams and AWS Lambda triggers".
 */
import { randomUUID } from 'node:crypto';
import type { AsyncCalls } from './async-calls.ts';
import { evaluate } from './aws/iam.ts';
import type { Input } from './aws/service.ts';
import { matches } from './event-rules.ts';
import { region } from './intrinsics.ts';
import type { StreamMapping } from './stream-mappings.ts';
import type { LambdaFunction, Table } from './template.ts';

/** Lambda goes on until a record is a day old. */
const RETRIES = 4;

type Attributes = Record<string, unknown>;
type StreamParts = {
  mappings: StreamMapping[];
  tables: Table[];
  functions: LambdaFunction[];
  calls: AsyncCalls;
  now: () => number;
  onLost: (line: string) => void;
};

export class Streams {
  readonly #parts: StreamParts;
  readonly #known = new Set<string>();
  #last: Promise<void> = Promise.resolve();
  #sequence = 0;

  constructor(parts: StreamParts) {
    this.#parts = parts;
  }

  /** A call to DynamoDB that was done. */
  saw(action: string, input: Input): void {
    const puts = action === 'PutItem' ? [input] : action === 'TransactWriteItems' ? putsIn(input) : [];
    for (const { TableName, Item } of puts) this.#put(String(TableName), Item as Attributes);
  }

  /** Ends when everybody is told of what was seen so far. */
  told(): Promise<void> {
    return this.#last;
  }

  #put(name: string, item: Attributes): void {
    const table = this.#parts.tables.find((each) => each.name === name || each.arn === name);
    const mappings = this.#parts.mappings.filter(({ streamArn }) => streamArn.startsWith(`${table?.arn}/stream/`));
    const key = `${name} ${JSON.stringify([item.pk, item.sk])}`;
    if (mappings.length === 0 || this.#known.has(key)) return;
    this.#known.add(key);
    for (const mapping of mappings) {
      const record = this.#record(mapping.streamArn, item);
      if (mapping.patterns.length > 0 && !mapping.patterns.some((pattern) => matches(pattern, record))) continue;
      this.#last = this.#last.then(() => this.#tell(mapping, record));
    }
  }

  #record(eventSourceARN: string, NewImage: Attributes): Record<string, unknown> {
    const { pk, sk } = NewImage;
    return {
      eventID: randomUUID(),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(this.#parts.now() / 1000),
        Keys: { pk, sk },
        NewImage,
        SequenceNumber: String(++this.#sequence).padStart(21, '0'),
        SizeBytes: JSON.stringify(NewImage).length,
        StreamViewType: 'NEW_IMAGE',
      },
      eventSourceARN,
    };
  }

  /** Lambda reads a stream with the function's own role. */
  async #tell({ functionArn, streamArn, destinationArn }: StreamMapping, record: Record<string, unknown>): Promise<void> {
    const owner = this.#parts.functions.find(({ arn }) => arn === functionArn);
    const decision = evaluate(owner?.role.statements ?? [], { action: 'dynamodb:GetRecords', resource: streamArn, context: {} });
    if (!decision.allowed) return this.#parts.onLost(`${owner?.shortName} is not told by ${streamArn}: ${decision.reason}`);
    const failure = { functionArn, retries: RETRIES, ...(destinationArn !== undefined && { destinationArn }) };
    await this.#parts.calls.call(functionArn, { Records: [record] }, failure);
  }
}

const putsIn = (input: Input): Input[] => ((input.TransactItems ?? []) as { Put?: Input }[]).flatMap(({ Put }) => (Put ? [Put] : []));
