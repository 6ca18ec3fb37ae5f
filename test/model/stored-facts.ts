/** What the table holds of a customer: read past the service, to see what was counted even where an answer was lost. */
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { region } from '../../local/intrinsics.ts';
import { localCredentials } from '../../local/signed-request.ts';
import type { TestStack } from '../support/stack.ts';
import type { Purpose } from './account.ts';

export type StoredFacts = {
  codeDispatch?: string;
  codeSentAt: number;
  codePurpose: Purpose;
  codeAttempts: number;
  /** How many guesses are counted on the present code, and whether the right one is among them. */
  guesses: number;
  used: boolean;
  epoch: number;
  epochMadeBy?: string;
  factor?: string;
};

const clients = new Map<string, DynamoDBClient>();

/** An item of the customer's. */
export const readItemOf = (stack: TestStack, customerId: string, sk: string) => readItem(stack, `CUSTOMER#${customerId}`, sk);

export const familyIsThere = async (stack: TestStack, sid: string): Promise<boolean> =>
  (await readItem(stack, `FAMILY#${sid}`, 'FAMILY')) !== undefined;

async function readItem(stack: TestStack, pk: string, sk: string): Promise<Record<string, unknown> | undefined> {
  const client = clients.get(stack.awsUrl) ?? new DynamoDBClient({ endpoint: stack.awsUrl, region, credentials: localCredentials });
  clients.set(stack.awsUrl, client);
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: stack.model.tables[0]?.name,
      Key: { pk: { S: pk }, sk: { S: sk } },
      ConsistentRead: true,
    }),
  );
  return Item && unmarshall(Item);
}

export async function readStoredFacts(stack: TestStack, customerId: string): Promise<StoredFacts> {
  const read = await readItemOf(stack, customerId, 'CUSTOMER');
  if (!read) throw new Error(`there is no customer ${customerId}`);
  const { codeGuesses = [], codeDigest, ...item } = read as { codeGuesses?: unknown[]; codeDigest?: unknown };
  return { ...(item as StoredFacts), guesses: codeGuesses.length, used: codeGuesses.includes(codeDigest) };
}
