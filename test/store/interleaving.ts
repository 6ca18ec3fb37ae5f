/** Races that always come out the same: something happens just before a chosen call to the table. */
import {
  type BatchGetItemCommandInput,
  ConditionalCheckFailedException,
  GetItemCommand,
  TransactionCanceledException,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { client } from './store.ts';

/** Does `act` before the `nth` call from now on, reads included. @returns has it happened? */
export function beforeCall(nth: number, act: () => Promise<unknown>): () => boolean {
  let calls = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      calls += 1;
      if (calls === nth) await act();
      return next(args);
    },
    { step: 'initialize', name: 'interleaving', override: true },
  );
  return () => calls >= nth;
}

export const undisturbed = (): boolean => client.middlewareStack.remove('interleaving');

const $metadata = { httpStatusCode: 400 };

/** Somebody else is first each time: every transaction meets another on its items, every update an item that moved on. @returns writes tried so far */
export const alwaysSecond = (): (() => number) => second(Number.POSITIVE_INFINITY);

/** As `alwaysSecond`, but with the next write only. */
export const onceSecond = (): (() => number) => second(1);

function second(most: number): () => number {
  let writes = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (writes === most) return next(args);
        if (commandName === 'TransactWriteItemsCommand') {
          writes += 1;
          const CancellationReasons = [{ Code: 'TransactionConflict' }, { Code: 'None' }];
          throw new TransactionCanceledException({ message: 'Transaction cancelled', CancellationReasons, $metadata });
        }
        if (commandName !== 'UpdateItemCommand') return next(args);
        writes += 1;
        const { TableName, Key } = args.input as UpdateItemCommandInput;
        const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
        throw new ConditionalCheckFailedException({ message: 'The conditional request failed', ...(Item && { Item }), $metadata });
      },
    { step: 'initialize', name: 'interleaving', override: true },
  );
  return () => writes;
}

/** The table cannot be written to. */
export function unwritable(error: unknown): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) =>
        /Get|Query/.test(commandName) ? next(args) : Promise.reject(error),
    { step: 'initialize', name: 'interleaving', override: true },
  );
}

/** Every page of a query has one item, as if all were large. */
export function onePerPage(): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) =>
        next(commandName === 'QueryCommand' ? { ...args, input: { ...args.input, Limit: 1 } } : args),
    { step: 'initialize', name: 'interleaving', override: true },
  );
}

/** Of the next so many batches DynamoDB leaves one key unread, as it does when it is throttled. */
export function leaveUnread(batches: number): void {
  let left = batches;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'BatchGetItemCommand' || left === 0) return next(args);
        left -= 1;
        const [[table = '', { Keys: [unread, ...read] = [] } = {}] = []] = Object.entries(
          (args.input as BatchGetItemCommandInput).RequestItems ?? {},
        );
        const UnprocessedKeys = { [table]: { Keys: [unread], ConsistentRead: true } };
        if (read.length === 0) return { output: { $metadata: {}, Responses: {}, UnprocessedKeys }, response: undefined } as never;
        const answer = await next({ ...args, input: { ...args.input, RequestItems: { [table]: { Keys: read, ConsistentRead: true } } } });
        return { ...answer, output: { ...answer.output, UnprocessedKeys } };
      },
    { step: 'initialize', name: 'interleaving', override: true },
  );
}

/** What the calls of these kinds ask, from now on. */
export function inputsOf(...commands: string[]): object[] {
  const inputs: object[] = [];
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        if (commands.includes(commandName)) inputs.push(args.input);
        return next(args);
      },
    { step: 'initialize', name: 'interleaving', override: true },
  );
  return inputs;
}
