/** Faults on the way between the SDK and DynamoDB, inside of the SDK's own retries. */
import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { client } from './store.ts';

type Answer = () => Promise<unknown>;

const reads = new Set(['GetItemCommand', 'BatchGetItemCommand', 'TransactGetItemsCommand', 'QueryCommand']);

/** The next write gets what `fault` makes of its answer; the SDK's repetitions of it are left alone. @returns writes tried so far. */
function faultOnce(fault: (answer: Answer) => Promise<never>): () => number {
  let writes = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (reads.has(context.commandName ?? '')) return next(args);
      writes += 1;
      return writes > 1 ? next(args) : fault(() => next(args));
    },
    { step: 'deserialize', priority: 'low', name: 'fault', override: true },
  );
  return () => writes;
}

/** DynamoDB does the next write, or refuses it, and the answer never arrives. */
export const loseNextAnswer = (): (() => number) =>
  faultOnce(async (answer) => {
    await answer().catch(() => undefined);
    throw Object.assign(new Error('the answer is lost'), { name: 'TimeoutError' });
  });

/** DynamoDB turns the next write away, as it does while a transaction is on the same item. */
export const conflictOnce = (): (() => number) =>
  faultOnce(async () => {
    throw new TransactionConflictException({ message: 'Transaction is ongoing for the item', $metadata: { httpStatusCode: 400 } });
  });

/** DynamoDB cancels the next transaction, as another is on the same item. */
export const cancelOnce = (): (() => number) =>
  faultOnce(async () => {
    const CancellationReasons = [{ Code: 'TransactionConflict' }, { Code: 'None' }];
    throw new TransactionCanceledException({ message: 'Transaction cancelled', CancellationReasons, $metadata: { httpStatusCode: 400 } });
  });

/** DynamoDB cancels the next transaction for both, another on the same item and a condition that does not hold. @returns tries so far */
export const refuseBesideConflict = (): (() => number) =>
  faultOnce(async () => {
    const CancellationReasons = [{ Code: 'TransactionConflict' }, { Code: 'ConditionalCheckFailed' }];
    throw new TransactionCanceledException({ message: 'Transaction cancelled', CancellationReasons, $metadata: { httpStatusCode: 400 } });
  });

/** Nothing goes wrong. @returns writes tried so far, the SDK's repetitions among them */
export const withoutFault = (): (() => number) => faultOnce((answer) => answer() as Promise<never>);

export const noFault = (): boolean => client.middlewareStack.remove('fault');
