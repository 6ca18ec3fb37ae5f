/**
 * A table: reading, and writing under a condition. A condition that does not hold is a value with the item that refused
 * it (`ReturnValuesOnConditionCheckFailure`), so that nobody needs a second read to learn why.
 *
 * Every read is strongly consistent: the rules are decided on what is, not on what was.
 */
import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { patience } from '../aws/patience.ts';
import { type Change, type Condition, expressions } from './expressions.ts';

export const client = new DynamoDBClient(patience);

/**
 * DynamoDB turns a write away while a transaction is on the same item, and nothing is wrong with the write. The SDK takes
 * that for final unless the error says otherwise; then it waits and tries again as it does for throttling. A read that is turned away says
 * what it was made to find out.
 */
client.middlewareStack.add(
  (next, { commandName }) =>
    (args) =>
      next(args).catch((error: unknown) => {
        if (isConflict(error) && commandName !== 'TransactGetItemsCommand') Object.assign(error, { $retryable: {} });
        throw error;
      }),
  { step: 'deserialize', priority: 'high', name: 'retryConflicts' },
);

function isConflict(error: unknown): error is Error {
  if (error instanceof TransactionConflictException) return true;
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
  return codes.includes('TransactionConflict') && !codes.includes('ConditionalCheckFailed');
}

export type Key = { pk: string; sk: string };
export type Item = Key & Record<string, unknown>;

/** Either the write happened (`item`: the item as it is now) or its condition did not hold (`item`: the one that refused). */
export type Written<T> = { held: true; item: T } | { held: false; item: T | undefined };

const marshalled = (value: Record<string, unknown>) => marshall(value, { removeUndefinedValues: true });
const read = <T>(item: Record<string, AttributeValue> | undefined) => (item ? (unmarshall(item) as T) : undefined);

/** Reading and writing the items of one table. */
export function tableNamed(TableName: string) {
  /** @param only the one attribute that is read, if not all of them */
  async function get<T>(key: Key, only?: keyof T & string): Promise<T | undefined> {
    const projected = only !== undefined && { ProjectionExpression: '#only', ExpressionAttributeNames: { '#only': only } };
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: marshalled(key), ConsistentRead: true, ...projected }));
    return read<T>(Item);
  }

  /** Several items in one call, in the order of their keys; what is not there is `undefined`. */
  async function getAll(keys: readonly Key[]): Promise<(Item | undefined)[]> {
    const items: Item[] = [];
    let pending = keys.map(marshalled);
    // DynamoDB may leave keys of a batch unread when it is throttled; the SDK does not ask again for them.
    for (let tries = 0; pending.length > 0; tries++) {
      if (tries === 3) throw new Error('DynamoDB left keys of a batch unread');
      const answer = await client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: pending, ConsistentRead: true } } }));
      items.push(...(answer.Responses?.[TableName] ?? []).map((item) => unmarshall(item) as Item));
      pending = (answer.UnprocessedKeys?.[TableName]?.Keys ?? []) as typeof pending;
    }
    return keys.map((key) => items.find((item) => item.pk === key.pk && item.sk === key.sk));
  }

  /**
   * Several items as they are at one moment, in the order of their keys. `undefined`: a write to one of them is under way, which no other
   * read would show (Developer Guide, "Transaction conflict handling in DynamoDB"). Each costs two of `getAll`.
   */
  async function getAtOnce(keys: readonly Key[]): Promise<(Item | undefined)[] | undefined> {
    const TransactItems = keys.map((key) => ({ Get: { TableName, Key: marshalled(key) } }));
    try {
      const { Responses = [] } = await client.send(new TransactGetItemsCommand({ TransactItems }));
      return keys.map((_, index) => read<Item>(Responses[index]?.Item));
    } catch (error) {
      if (isConflict(error)) return undefined;
      throw error;
    }
  }

  /**
   * Items of one partition whose sort key begins with `prefix`, in the order of their keys or against it.
   *
   * @param after the sort key of the last item of the page before
   */
  async function query(
    pk: string,
    prefix: string,
    limit: number,
    { backwards = false, after }: { backwards?: boolean; after?: string | undefined } = {},
  ): Promise<{ items: Item[]; more: boolean }> {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: marshalled({ ':pk': pk, ':prefix': prefix }),
        ScanIndexForward: !backwards,
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: marshalled({ pk, sk: after }) }),
      }),
    );
    return { items: Items.map((item) => unmarshall(item) as Item), more: LastEvaluatedKey !== undefined };
  }

  async function update<T>(key: Key, change: Change, ...conditions: Condition[]): Promise<Written<T>> {
    try {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName,
          Key: marshalled(key),
          ...expressions(change, conditions),
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { held: true, item: read<T>(Attributes) as T };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return { held: false, item: read<T>(error.Item) };
      throw error;
    }
  }

  async function put<T>(item: Item, ...conditions: Condition[]): Promise<Written<T>> {
    try {
      await client.send(
        new PutItemCommand({
          TableName,
          Item: marshalled(item),
          ...expressions({}, conditions),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { held: true, item: item as T };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return { held: false, item: read<T>(error.Item) };
      throw error;
    }
  }

  /** Removes the item while the conditions hold; one that is already gone counts as removed. */
  async function remove(key: Key, ...conditions: Condition[]): Promise<boolean> {
    try {
      await client.send(new DeleteItemCommand({ TableName, Key: marshalled(key), ...expressions({}, conditions) }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** All steps or none, as `transacted` says; a step that names no table is of this one. */
  const transact = (steps: readonly Step[]): Promise<Transacted> => transacted(steps, TableName);

  return { get, getAll, getAtOnce, query, update, put, remove, transact };
}

/** One step of a transaction. `in`: the table, if it is another than that of the others. */
export type Step = { in?: string } & (
  | { update: Key; change: Change; if: Condition[] }
  | { put: Item; if?: Condition[] }
  | { remove: Key; if?: Condition[] }
  | { check: Key; if: Condition[] }
);

/**
 * All steps or none, in one call; the SDK's client request token makes a retried call count once.
 * `refusedBy`: which step's condition did not hold (-1: another transaction was on the same items), and its item.
 */
export type Transacted = { held: true } | { held: false; refusedBy: number; item: Item | undefined };

async function transacted(steps: readonly Step[], table: string): Promise<Transacted> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: steps.map((step) => transactItem(step, step.in ?? table)) }));
    return { held: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const refusedBy = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
    if (refusedBy >= 0) return { held: false, refusedBy, item: read<Item>(reasons[refusedBy]?.Item) };
    if (reasons.some(({ Code }) => Code === 'TransactionConflict')) return { held: false, refusedBy: -1, item: undefined };
    throw error;
  }
}

function transactItem(step: Step, TableName: string): TransactWriteItem {
  const whenRefused = { TableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  if ('put' in step) return { Put: { Item: marshalled(step.put), ...whenRefused, ...expressions({}, step.if ?? []) } };
  if ('remove' in step) return { Delete: { Key: marshalled(step.remove), ...whenRefused, ...expressions({}, step.if ?? []) } };
  if ('check' in step) {
    const { ConditionExpression = '', ...rest } = expressions({}, step.if);
    return { ConditionCheck: { Key: marshalled(step.check), ConditionExpression, ...whenRefused, ...rest } };
  }
  const { UpdateExpression = '', ...rest } = expressions(step.change, step.if);
  return { Update: { Key: marshalled(step.update), UpdateExpression, ...whenRefused, ...rest } };
}
