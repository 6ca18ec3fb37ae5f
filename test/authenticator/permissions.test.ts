import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { region } from '../../local/intrinsics.ts';
import { localCredentials } from '../../local/signed-request.ts';
import { deniedCalls } from '../support/aws-calls.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { withoutGrant } from '../support/without-grant.ts';
import { enrolledHolder, type Holder, outcome, signedInHolder } from './holder.ts';

describe('without the permission to decrypt shared keys', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startReadyStack();
  });

  test('a code is not compared: unavailable, no attempt lost, and a recovery code still lets in', async () => {
    const holder = await enrolledHolder(stack, 'denied');
    const challenge = await holder.challenge();
    stack.clearCalls();
    await withoutGrant(stack, 'login', ['kms:Decrypt', 'shared-key'], async () => {
      for (let time = 0; time < 7; time++) {
        const answer = await holder.verify(challenge, time % 2 ? holder.code : holder.wrongCode);
        expect(outcome(answer)).toBe('503 unavailable');
        expect(JSON.stringify(answer.body)).not.toMatch(/denied|kms|arn:/i);
      }
    });
    expect(new Set(deniedCalls(stack))).toEqual(new Set(['login kms Decrypt']));
    expect((await holder.challenge()).attemptsLeft).toBe(5);
    expect(outcome(await holder.verifyByRecoveryCode(challenge, holder.recoveryCodes[0] ?? ''))).toBe('200 authenticated');
  });

  test('nothing is switched off, and the other calls have theirs', async () => {
    const holder = await enrolledHolder(stack, 'denied-off');
    const code = holder.nextCode();
    expect(outcome(await withoutGrant(stack, 'security', ['kms:Decrypt', 'shared-key'], () => holder.disable({ code })))).toBe(
      '503 unavailable',
    );
    expect((await holder.overview()).twoFactor).toMatchObject({ enabled: true, method: 'totp' });
    expect(outcome(await holder.reveal(code))).toBe('200');
  });
});

describe('a key that was moved to another customer’s row', () => {
  let stack: TestStack;
  let table: DynamoDBClient;

  beforeAll(async () => {
    stack = await startReadyStack();
    table = new DynamoDBClient({ endpoint: stack.awsUrl, region, credentials: localCredentials });
  });
  afterAll(() => table.destroy());

  /** Copies attributes from one customer to another, as somebody does who can write to the table. */
  async function copy(from: Holder, to: Holder, ...names: string[]): Promise<void> {
    const TableName = stack.model.outputs.TableName;
    const keyOf = ({ identity }: Holder) => ({ pk: { S: `CUSTOMER#${identity.customerId}` }, sk: { S: 'CUSTOMER' } });
    const { Item = {} } = await table.send(new GetItemCommand({ TableName, Key: keyOf(from) }));
    for (const name of names) {
      await table.send(
        new UpdateItemCommand({
          TableName,
          Key: keyOf(to),
          UpdateExpression: `SET ${name} = :value`,
          ExpressionAttributeValues: { ':value': Item[name] as never },
        }),
      );
    }
  }

  test('while it is pending is opened by nobody: it cannot be activated', async () => {
    const [thief, victim] = [await signedInHolder(stack, 'thief'), await signedInHolder(stack, 'victim')];
    await thief.startAndScan();
    await victim.startAndScan();
    await copy(thief, victim, 'pendingKey', 'pendingKeyId', 'pendingKeyExpiresAt', 'pendingKeyEpoch');
    expect(outcome(await victim.activate(thief.code))).toBe('503 unavailable');
    expect(outcome(await victim.activate(victim.code))).toBe('503 unavailable');
    expect((await victim.overview()).twoFactor.enabled).toBe(false);
    await victim.enrol();
    expect(outcome(await thief.activate(thief.code))).toBe('200');
  });

  test('while it is active lets nobody in, and shows itself to nobody', async () => {
    const [thief, victim] = [await enrolledHolder(stack, 'thief-on'), await enrolledHolder(stack, 'victim-on')];
    await copy(thief, victim, 'totpKey', 'totpKeyId', 'totpLastStep');
    const challenge = await victim.challenge();
    expect(outcome(await victim.verify(challenge, thief.nextCode()))).toBe('503 unavailable');
    expect(outcome(await victim.reveal(thief.code))).toBe('503 unavailable');
    expect(outcome(await victim.disable({ code: thief.code }))).toBe('503 unavailable');
    expect((await victim.challenge()).attemptsLeft).toBe(5);
    // The victim's own recovery codes still work, so they can help themselves.
    expect(outcome(await victim.switchOnEmail({ recoveryCode: victim.recoveryCodes[0] ?? '' }))).toBe('200');
  });

  test('recovery codes that were moved are nobody’s', async () => {
    const [thief, victim] = [await enrolledHolder(stack, 'thief-codes'), await enrolledHolder(stack, 'victim-codes')];
    await copy(thief, victim, 'recoveryCodes', 'recoveryKey');
    expect(outcome(await victim.verifyByRecoveryCode(await victim.challenge(), thief.recoveryCodes[0] ?? ''))).toBe('401 invalid_code');
  });
});
