/**
 * Stay-logged-in sessions. A family is what one login began: its cookie's token is replaced at every refresh, and only the
 * newest counts. Whoever brings a replaced one has copied it, or was copied from, so the whole family ends
 * (RFC 9700 §4.14.2, refresh token rotation).
 *
 * A token is 256 random bits: the first half names the family, the second is new at each refresh. Both are kept as SHA-256.
 */
import { createHash, randomBytes } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { STAY_LOGGED_IN_LIFETIME } from '../flow/budgets.ts';
import { customerKey, epochIs, factorIsOff } from './customers.ts';
import { type Condition, condition, exists, isNew } from './expressions.ts';
import { client, get, type Key, put, remove, type Step, TableName, transact } from './table.ts';

/** Times in ms since 1970. */
export type Family = {
  customerId: string;
  epoch: number;
  amr: string[];
  tokenDigest: string;
  startedAt: number;
  expiresAt: number;
  device: string;
};

/** The index that lists families by customer, oldest first. */
export const sessionsIndex = 'sessionsByCustomer';

const HALF = 16;
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('base64url');

type Token = { bytes: Buffer; text: string };
const tokenOf = (bytes: Buffer): Token => ({ bytes, text: bytes.toString('base64url') });
const familyKey = ({ bytes }: Token): Key => ({ pk: `FAMILY#${sha256(bytes.subarray(0, HALF))}`, sk: 'FAMILY' });
const digestOf = ({ bytes }: Token) => sha256(bytes);

/** A cookie's value as a token; `undefined` when it cannot be one. */
export function tokenFrom(cookie: string | undefined): Token | undefined {
  if (!cookie || !/^[\w-]{43}$/.test(cookie)) return undefined;
  const token = tokenOf(Buffer.from(cookie, 'base64url'));
  return token.text === cookie ? token : undefined;
}

// ---- what must hold of a family ----

const tokenIsNewest = (token: Token): Condition => condition('tokenIsNewest', 'tokenDigest = :newest', { ':newest': digestOf(token) });
const tokenIsReplaced = (token: Token): Condition =>
  condition('tokenIsReplaced', 'tokenDigest <> :brought', { ':brought': digestOf(token) });
const familyGoesOn = (now: number): Condition => condition('familyGoesOn', 'expiresAt > :now', { ':now': now });

/** Begins a family; the token goes into the cookie and nowhere else. */
export async function beginFamily(of: Pick<Family, 'customerId' | 'epoch' | 'amr' | 'device'>, now: number): Promise<string> {
  const token = tokenOf(randomBytes(2 * HALF));
  const expiresAt = now + STAY_LOGGED_IN_LIFETIME;
  const family: Family = { ...of, tokenDigest: digestOf(token), startedAt: now, expiresAt };
  await put({ ...familyKey(token), ...family, ttl: Math.ceil(expiresAt / 1000) }, isNew);
  return token.text;
}

export const readFamily = (token: Token): Promise<Family | undefined> => get<Family>(familyKey(token));

/**
 * Replaces the token while it is the newest, the family goes on and the customer is still of its epoch. `passwordOnly`: the
 * session proved no second factor while the flag is on, so it goes on only if the customer has none.
 *
 * @returns the next token, or `undefined` when one of the conditions did not hold
 */
export async function replaceToken(token: Token, family: Family, passwordOnly: boolean, now: number): Promise<string | undefined> {
  const next = tokenOf(Buffer.concat([token.bytes.subarray(0, HALF), randomBytes(HALF)]));
  const replaced = await transact([
    { update: familyKey(token), change: { set: { tokenDigest: digestOf(next) } }, if: [tokenIsNewest(token), familyGoesOn(now)] },
    { check: customerKey(family.customerId), if: [exists, epochIs(family.epoch), ...(passwordOnly ? [factorIsOff] : [])] },
  ]);
  // Nobody's word against this token: the caller must not take it for a refusal, and the cookie stays.
  if (!replaced.held && replaced.refusedBy < 0) throw new Error('the token could not be replaced: others kept writing to its items');
  return replaced.held ? next.text : undefined;
}

/** The step that takes a family over into a new epoch, while the token is its newest. */
export const carriedOver = (token: Token, epoch: number): Step => ({
  update: familyKey(token),
  change: { set: { epoch } },
  if: [tokenIsNewest(token)],
});

/** Ends the family of a token that another has replaced; the newest token ends nothing here. */
export const endCopiedFamily = (token: Token): Promise<boolean> => remove(familyKey(token), tokenIsReplaced(token));

/** Ends the family of the newest token: a logout. */
export const endFamily = (token: Token): Promise<boolean> => remove(familyKey(token), tokenIsNewest(token));

/** The families of a customer that still count, newest first; up to a page of them, for people to look at. */
export async function familiesOf(
  customerId: string,
  epoch: number,
  now: number,
): Promise<Pick<Family, 'startedAt' | 'expiresAt' | 'device'>[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: sessionsIndex,
      KeyConditionExpression: 'customerId = :customer',
      FilterExpression: 'epoch = :epoch AND expiresAt > :now',
      ExpressionAttributeValues: { ':customer': { S: customerId }, ':epoch': { N: String(epoch) }, ':now': { N: String(now) } },
      ScanIndexForward: false,
      Limit: 100,
    }),
  );
  return Items.map((item) => unmarshall(item) as Family);
}
