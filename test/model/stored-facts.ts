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

export async function readStoredFacts(stack: TestStack, customerId: string): Promise<StoredFacts> {
  const client = clients.get(stack.awsUrl) ?? new DynamoDBClient({ endpoint: stack.awsUrl, region, credentials: localCredentials });
  clients.set(stack.awsUrl, client);
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: stack.model.tables[0]?.name,
      Key: { pk: { S: `CUSTOMER#${customerId}` }, sk: { S: 'CUSTOMER' } },
      ConsistentRead: true,
    }),
  );
  if (!Item) throw new Error(`there is no customer ${customerId}`);
  const { codeGuesses = [], codeDigest, ...item } = unmarshall(Item);
  return { ...(item as StoredFacts), guesses: codeGuesses.length, used: codeGuesses.includes(codeDigest) };
}
