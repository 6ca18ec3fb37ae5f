/** What the table holds of a customer: read past the service, to see what was counted even where an answer was lost. */
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { region } from '../../local/intrinsics.ts';
import { localCredentials } from '../../local/signed-request.ts';
import type { TestStack } from '../support/stack.ts';

/** The round of a place: the customer's own, a recovery's, a contact's. Times in ms. */
export type StoredRound = {
  id: string;
  digest: Uint8Array;
  purpose: 'login' | 'security' | 'contact' | 'recovery' | 'app';
  expiresAt: number;
  attempts: number;
  guesses: Uint8Array[];
};

export type StoredFacts = {
  round?: StoredRound;
  lastSentAt?: number;
  epoch: number;
  epochMadeBy?: string;
  factor?: string;
};

const bytes = (value: Uint8Array) => Buffer.from(value).toString('hex');

/** Whether the right code is among the guesses, and how many were given back. */
export const isUsed = ({ guesses, digest }: StoredRound): boolean => guesses.some((guess) => bytes(guess) === bytes(digest));
export const givenBack = ({ guesses }: StoredRound): number => guesses.filter((guess) => bytes(guess) === '00').length;

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
      TableName: stack.model.outputs.TableName,
      Key: { pk: { S: pk }, sk: { S: sk } },
      ConsistentRead: true,
    }),
  );
  return Item && unmarshall(Item);
}

export async function readStoredFacts(stack: TestStack, customerId: string): Promise<StoredFacts> {
  const read = await readItemOf(stack, customerId, 'CUSTOMER');
  if (!read) throw new Error(`there is no customer ${customerId}`);
  return read as StoredFacts;
}
